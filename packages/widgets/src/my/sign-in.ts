import { discoverOAuthServerInfo, registerClient, startAuthorization } from '@modelcontextprotocol/client';
import { type Access, redeem, redirectUri } from './access.ts';
import { type FleetServer, SIGNED_IN } from './fleet.ts';
import { nextAddress, type ServerSignIn, type SignInQueue, withAnswer } from './sign-in-queue.ts';

/** How the sign-in to a server ended: with access; not allowed yet; refused by the person; no answer; broken. */
export type Outcome = Access | 'outside' | 'refused' | 'down' | 'failed';

/** The outcome for each server that needs a sign-in, by its name. */
export type Outcomes = ReadonlyMap<string, Outcome>;

/** Where the queue is between redirects. It has the PKCE verifiers and codes of some seconds, and never a token. */
const QUEUE = 'my.sign-in';
/** Whether the person left on purpose: then the page waits for them to press the button. */
const LEFT = 'my.left';

const DISCOVERY_MS = 8_000;

/** Whether the browser keeps anything for the page: where data of sites are blocked, to ask for them or to add some is an error. */
function keepsData(): boolean {
  try {
    for (const storage of [sessionStorage, localStorage]) {
      storage.setItem('my.probe', 'true');
      storage.removeItem('my.probe');
    }
    return true;
  } catch {
    return false;
  }
}

/** How the page names itself, where a server knows no metadata documents. */
const CLIENT = {
  client_name: 'Моя страница',
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
};

/**
 * Goes on where the page was before it was loaded: redeems what the servers answered, or signs in without a page shown. Null
 * when the person must press the button first. Does not return while the browser is on its way to a server.
 */
export async function resumeSignIn(fleet: readonly FleetServer[]): Promise<Outcomes | 'blocked' | null> {
  if (!keepsData()) return null;
  const query = new URLSearchParams(location.search);
  const kept = sessionStorage.getItem(QUEUE);
  sessionStorage.removeItem(QUEUE);
  history.replaceState(null, '', location.pathname);
  if (kept !== null) {
    const queue = withAnswer(JSON.parse(kept), query);
    // The person came back from a page of a server by themselves: sending them there again would lock them in.
    return queue === null ? null : follow(queue, fleet);
  }
  return localStorage.getItem(LEFT) === null ? beginSignIn(fleet, { mayShowPages: false }) : null;
}

/** How a sign-in begins: whether pages may be shown, and the server that shows its consent again. */
export interface Beginning {
  readonly mayShowPages: boolean;
  readonly again?: string;
}

/** Signs in to every server. Returns only when none of them answers, or `blocked` when the browser cannot remember that it left. */
export async function beginSignIn(
  fleet: readonly FleetServer[],
  { mayShowPages, again }: Beginning,
): Promise<Outcomes | 'blocked'> {
  if (!keepsData()) return 'blocked';
  if (mayShowPages) localStorage.removeItem(LEFT);
  const servers = SIGNED_IN.flatMap((name) => fleet.find((server) => server.name === name) ?? []);
  const signIns = await Promise.all(servers.map((server) => prepare(server, server.name === again).catch(() => null)));
  return follow({ mayShowPages, signIns: signIns.filter((signIn) => signIn !== null) }, fleet);
}

/** Makes the page wait for the button from now on. What the person allowed stays allowed, until they end it on the account page. */
export function staySignedOut(): void {
  localStorage.setItem(LEFT, 'true');
}

/** Sends the browser to the next server; when all have answered, redeems their codes. */
async function follow(queue: SignInQueue, fleet: readonly FleetServer[]): Promise<Outcomes> {
  const next = nextAddress(queue);
  if (next === null) return redeemAll(queue, fleet);
  sessionStorage.setItem(QUEUE, JSON.stringify(queue));
  location.replace(next);
  return new Promise(() => undefined);
}

async function redeemAll({ signIns }: SignInQueue, fleet: readonly FleetServer[]): Promise<Outcomes> {
  const outcomes = SIGNED_IN.map(async (name): Promise<[string, Outcome]> => {
    const signIn = signIns.find(({ server }) => server === name);
    const server = fleet.find((each) => each.name === name);
    return [name, signIn && server ? await outcomeOf(signIn, server) : 'down'];
  });
  return new Map(await Promise.all(outcomes));
}

async function outcomeOf(signIn: ServerSignIn, { url }: FleetServer): Promise<Outcome> {
  const { answer } = signIn;
  if (answer === undefined) return 'failed';
  if ('code' in answer) return redeem(signIn, answer, url).catch(() => 'failed');
  const { error } = answer;
  if (error === 'login_required' || error === 'consent_required') return 'outside';
  return error === 'access_denied' ? 'refused' : 'failed';
}

/** Asks a server how to sign in, and prepares the request. Rejects when it does not answer in time. */
async function prepare({ name, url }: FleetServer, showsPages: boolean): Promise<ServerSignIn> {
  const fetchFn: typeof fetch = (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(DISCOVERY_MS) });
  const { authorizationServerUrl, authorizationServerMetadata: metadata } = await discoverOAuthServerInfo(url, {
    fetchFn,
  });
  if (metadata === undefined) throw new Error(`${name} says nothing of its sign-in`);
  const redirectUrl = redirectUri();
  const document = new URL('/my/client.json', location.origin);
  const knowsDocuments = metadata.client_id_metadata_document_supported === true && document.protocol === 'https:';
  const client = knowsDocuments
    ? { client_id: document.href }
    : await registerClient(authorizationServerUrl, {
        metadata,
        clientMetadata: { ...CLIENT, redirect_uris: [redirectUrl] },
        fetchFn,
      });
  const state = crypto.randomUUID();
  const { authorizationUrl, codeVerifier } = await startAuthorization(authorizationServerUrl, {
    metadata,
    clientInformation: client,
    redirectUrl,
    state,
    resource: url,
  });
  const { client_id: clientId } = client;
  return {
    server: name,
    state,
    address: authorizationUrl.href,
    verifier: codeVerifier,
    clientId,
    metadata,
    showsPages,
  };
}
