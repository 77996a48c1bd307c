import { discoverOAuthServerInfo, registerClient, startAuthorization } from '@modelcontextprotocol/client';
import { type Access, redeem, redirectUri } from './access.ts';
import { type FleetServer, SIGNED_IN } from './fleet.ts';
import { type Leg, nextAddress, type Plan, withAnswer } from './plan.ts';

/** How the sign-in to a server ended: with access; not allowed yet; refused by the person; no answer; broken. */
export type Outcome = Access | 'outside' | 'refused' | 'down' | 'failed';

/** The outcome for each server that needs a sign-in, by its name. */
export type Outcomes = ReadonlyMap<string, Outcome>;

/** Where the plan is between redirects. It has the PKCE verifiers and codes of some seconds, and never a token. */
const PLAN = 'my.sign-in';
/** Whether the person left on purpose: then the page waits for them to press the button. */
const LEFT = 'my.left';

const DISCOVERY_MS = 8_000;

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
export async function resumeSignIn(fleet: readonly FleetServer[]): Promise<Outcomes | null> {
  const query = new URLSearchParams(location.search);
  const kept = sessionStorage.getItem(PLAN);
  sessionStorage.removeItem(PLAN);
  history.replaceState(null, '', location.pathname);
  if (kept !== null) {
    const plan = withAnswer(JSON.parse(kept), query);
    // The person came back from a page of a server by themselves: sending them there again would lock them in.
    return plan === null ? null : follow(plan, fleet);
  }
  return localStorage.getItem(LEFT) === null ? beginSignIn(fleet, { mayAsk: false }) : null;
}

/** How a sign-in begins: whether pages may be shown, and the server that shows its consent again. */
export interface Beginning {
  readonly mayAsk: boolean;
  readonly again?: string;
}

/** Signs in to every server. Returns only when none of them answers. */
export async function beginSignIn(fleet: readonly FleetServer[], { mayAsk, again }: Beginning): Promise<Outcomes> {
  if (mayAsk) localStorage.removeItem(LEFT);
  const servers = SIGNED_IN.flatMap((name) => fleet.find((server) => server.name === name) ?? []);
  const legs = await Promise.all(servers.map((server) => prepare(server, server.name === again).catch(() => null)));
  return follow({ mayAsk, legs: legs.filter((leg) => leg !== null) }, fleet);
}

/** Makes the page wait for the button from now on. What the person allowed stays allowed, until they end it on the account page. */
export function staySignedOut(): void {
  localStorage.setItem(LEFT, 'true');
}

/** Sends the browser to the next server; when all have answered, redeems their codes. */
async function follow(plan: Plan, fleet: readonly FleetServer[]): Promise<Outcomes> {
  const next = nextAddress(plan);
  if (next === null) return redeemAll(plan, fleet);
  sessionStorage.setItem(PLAN, JSON.stringify(plan));
  location.replace(next);
  return new Promise(() => undefined);
}

async function redeemAll({ legs }: Plan, fleet: readonly FleetServer[]): Promise<Outcomes> {
  const outcomes = SIGNED_IN.map(async (name): Promise<[string, Outcome]> => {
    const leg = legs.find(({ server }) => server === name);
    const server = fleet.find((each) => each.name === name);
    return [name, leg && server ? await outcomeOf(leg, server) : 'down'];
  });
  return new Map(await Promise.all(outcomes));
}

async function outcomeOf(leg: Leg, { url }: FleetServer): Promise<Outcome> {
  const { answer } = leg;
  if (answer === undefined) return 'failed';
  if ('code' in answer) return redeem(leg, answer, url).catch(() => 'failed');
  const { error } = answer;
  if (error === 'login_required' || error === 'consent_required') return 'outside';
  return error === 'access_denied' ? 'refused' : 'failed';
}

/** Asks a server how to sign in, and prepares the request. Rejects when it does not answer in time. */
async function prepare({ name, url }: FleetServer, asks: boolean): Promise<Leg> {
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
  return { server: name, state, address: authorizationUrl.href, verifier: codeVerifier, clientId, metadata, asks };
}
