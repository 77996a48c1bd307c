import { createHash } from 'node:crypto';
import { ScriptedBrowser } from '@aisystant/fleet';
import type { Subject } from '../clients/subjects.ts';

const CALLBACK = 'http://localhost:33418/callback';
/** The PKCE verifier of an honest client. */
export const VERIFIER = 'a-verifier-that-is-long-enough-for-the-rules-of-pkce-0123456789';
/** What an honest client sends of its verifier. */
export const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

type Fields = { readonly [name: string]: string };

/** An answer of the token endpoint. */
export interface TokenAnswer {
  readonly status: number;
  readonly access_token: string;
  readonly refresh_token: string;
  readonly error?: string;
}

/** A client of one server that does exactly what it is told, wrong things too. */
export interface RawClient {
  readonly id: string;
  /** The authorization address; a parameter that is empty is left out. */
  authorizeUrl(changed?: Fields): URL;
  /** Gives the code of a new sign-in. */
  code(login: string, changed?: Fields): Promise<string>;
  /** Exchanges a code; a field that is empty is sent empty, one that is `undefined` not at all. */
  exchange(code: string, changed?: { readonly [name: string]: string | undefined }): Promise<TokenAnswer>;
  refresh(token: string): Promise<TokenAnswer>;
  /** Gives the status. */
  revoke(token: string): Promise<number>;
  /** Signs in and exchanges. */
  signIn(login: string): Promise<TokenAnswer>;
}

/** Registers a new client at a server. */
export async function registerAt({ origin, url, scopes }: Subject): Promise<RawClient> {
  const registration = { client_name: 'attack', redirect_uris: [CALLBACK], token_endpoint_auth_method: 'none' };
  const registered = await fetch(`${origin}/oauth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(registration),
  });
  const { client_id: id } = (await registered.json()) as { client_id: string };
  const post = (fields: Fields) =>
    fetch(`${origin}/oauth/token`, { method: 'POST', body: new URLSearchParams({ client_id: id, ...fields }) });
  const tokens = async (fields: Fields): Promise<TokenAnswer> => {
    const response = await post(fields);
    return { status: response.status, ...((await response.json()) as Omit<TokenAnswer, 'status'>) };
  };
  const client: RawClient = {
    id,
    authorizeUrl: (changed = {}) =>
      addressOf(origin, { client_id: id, scope: scopes.join(' '), resource: url, ...changed }),
    async code(login, changed) {
      const { landed } = await new ScriptedBrowser().signIn(client.authorizeUrl(changed), CALLBACK, { login });
      return landed.searchParams.get('code') ?? '';
    },
    exchange(code, changed = {}) {
      const fields = {
        grant_type: 'authorization_code',
        code,
        redirect_uri: CALLBACK,
        code_verifier: VERIFIER,
        ...changed,
      };
      const sent = Object.entries(fields).filter(([, value]) => value !== undefined);
      return tokens(Object.fromEntries(sent) as Fields);
    },
    refresh: (token) => tokens({ grant_type: 'refresh_token', refresh_token: token }),
    revoke: async (token) => (await post({ token })).status,
    signIn: async (login) => client.exchange(await client.code(login)),
  };
  return client;
}

/** Where a client sends the browser; a parameter with an empty value is left out. */
function addressOf(origin: string, changed: { readonly [parameter: string]: string }): URL {
  const address = new URL(`${origin}/authorize`);
  const parameters = {
    response_type: 'code',
    redirect_uri: CALLBACK,
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    state: 'state',
    ...changed,
  };
  for (const [name, value] of Object.entries(parameters)) if (value !== '') address.searchParams.set(name, value);
  return address;
}

/** Whether a server takes a token, asked of an isolate that may have seen it; nothing is remembered of a refusal. */
export async function works(url: string, token: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: '{"jsonrpc":"2.0","id":1,"method":"ping"}' });
  return response.status === 200;
}
