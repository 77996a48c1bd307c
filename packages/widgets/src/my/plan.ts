import type { AuthorizationServerMetadata } from '@modelcontextprotocol/client';

/** The sign-in to one server: what is needed to send the browser there, and to redeem the code it comes back with. */
export interface Leg {
  readonly server: string;
  /** Ties the answer to this leg. */
  readonly state: string;
  /** The authorization request. */
  readonly address: string;
  readonly verifier: string;
  readonly clientId: string;
  readonly metadata: AuthorizationServerMetadata;
  /** Whether the server may show its pages now; else it answers at once, with a code or with what is missing. */
  readonly asks: boolean;
  readonly answer?: Answer;
}

/** What a server answered: a code with its issuer (RFC 9207), or the code of an error. */
export type Answer = { readonly code: string; readonly iss: string | undefined } | { readonly error: string };

/** A sign-in to several servers, one after the other, which lives through the redirects. It holds no token. */
export interface Plan {
  /** Whether the person pressed a button: only then may pages of the servers open. */
  readonly mayAsk: boolean;
  readonly legs: readonly Leg[];
}

/** Errors that a page of the server would solve (OpenID Connect Core, section 3.1.2.6). */
const NEEDS_PAGE = ['login_required', 'consent_required'];

/** The plan after a redirect back to the page; null for one that answers nothing that was asked. */
export function withAnswer({ mayAsk, legs }: Plan, query: URLSearchParams): Plan | null {
  const answered = legs.find(({ state, answer }) => state === query.get('state') && answer === undefined);
  const code = query.get('code');
  const error = query.get('error');
  if (answered === undefined || (code === null && error === null)) return null;
  if (code !== null)
    return replaced({ mayAsk, legs }, { ...answered, answer: { code, iss: query.get('iss') ?? undefined } });
  const failed = { error: error ?? '' };
  if (mayAsk && !answered.asks && NEEDS_PAGE.includes(failed.error))
    return replaced({ mayAsk, legs }, { ...answered, asks: true });
  // Someone whom the identity provider does not know is unknown to every server.
  const isStranger = !mayAsk && failed.error === 'login_required';
  const open = isStranger ? legs.filter(({ answer }) => answer === undefined) : [answered];
  return { mayAsk, legs: legs.map((leg) => (open.includes(leg) ? { ...leg, answer: failed } : leg)) };
}

const replaced = ({ mayAsk, legs }: Plan, by: Leg): Plan => ({
  mayAsk,
  legs: legs.map((leg) => (leg.state === by.state ? by : leg)),
});

/** Where the browser goes next; null when every server has answered. */
export function nextAddress({ legs }: Plan): string | null {
  const next = legs.find(({ answer }) => answer === undefined);
  if (next === undefined) return null;
  const url = new URL(next.address);
  if (!next.asks) url.searchParams.set('prompt', 'none');
  return url.href;
}
