import type { AuthorizationServerMetadata } from '@modelcontextprotocol/client';

/** The sign-in to one server: what is needed to send the browser there, and to redeem the code it comes back with. */
export interface ServerSignIn {
  readonly server: string;
  /** Ties the answer to this sign-in. */
  readonly state: string;
  /** The authorization request. */
  readonly address: string;
  readonly verifier: string;
  readonly clientId: string;
  readonly metadata: AuthorizationServerMetadata;
  /** Whether the server may show its pages now; else it answers at once, with a code or with what is missing. */
  readonly showsPages: boolean;
  readonly answer?: Answer;
}

/** What a server answered: a code with its issuer (RFC 9207), or the code of an error. */
export type Answer = { readonly code: string; readonly iss: string | undefined } | { readonly error: string };

/** A sign-in to several servers, one after the other, which lives through the redirects. It holds no token. */
export interface SignInQueue {
  /** Whether the person pressed a button: only then may pages of the servers open. */
  readonly mayShowPages: boolean;
  readonly signIns: readonly ServerSignIn[];
}

/** Errors that a page of the server would solve (OpenID Connect Core, section 3.1.2.6). */
const NEEDS_PAGE = ['login_required', 'consent_required'];

/** The queue after a redirect back to the page; null for one that answers nothing that was asked. */
export function withAnswer({ mayShowPages, signIns }: SignInQueue, query: URLSearchParams): SignInQueue | null {
  const answered = signIns.find(({ state, answer }) => state === query.get('state') && answer === undefined);
  const code = query.get('code');
  const error = query.get('error');
  if (answered === undefined || (code === null && error === null)) return null;
  if (code !== null)
    return replaced({ mayShowPages, signIns }, { ...answered, answer: { code, iss: query.get('iss') ?? undefined } });
  const failed = { error: error ?? '' };
  if (mayShowPages && !answered.showsPages && NEEDS_PAGE.includes(failed.error))
    return replaced({ mayShowPages, signIns }, { ...answered, showsPages: true });
  // Someone whom the identity provider does not know is unknown to every server.
  const isStranger = !mayShowPages && failed.error === 'login_required';
  const open = isStranger ? signIns.filter(({ answer }) => answer === undefined) : [answered];
  return {
    mayShowPages,
    signIns: signIns.map((signIn) => (open.includes(signIn) ? { ...signIn, answer: failed } : signIn)),
  };
}

const replaced = ({ mayShowPages, signIns }: SignInQueue, by: ServerSignIn): SignInQueue => ({
  mayShowPages,
  signIns: signIns.map((signIn) => (signIn.state === by.state ? by : signIn)),
});

/** Where the browser goes next; null when every server has answered. */
export function nextAddress({ signIns }: SignInQueue): string | null {
  const next = signIns.find(({ answer }) => answer === undefined);
  if (next === undefined) return null;
  const url = new URL(next.address);
  if (!next.showsPages) url.searchParams.set('prompt', 'none');
  return url.href;
}
