import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a client holds after the token endpoint has answered. */
export interface Tokens {
  readonly access_token: string;
  readonly scope: string;
}

/** A client program that signs a person in through a real browser, and waits for the redirect on a port of its own. */
export interface ClientApp {
  /** The address that the browser must come back to. */
  readonly redirectUri: string;
  /** The address that the browser opens; a new one for each sign-in. */
  readonly authorizeUrl: () => string;
  /** Trades the code in the address the browser came back to. */
  readonly exchange: (landed: string) => Promise<Tokens>;
  readonly close: () => void;
}

const STATE = 'state-of-the-client';

/** Where a client sends the browser on from its redirect address, by paths; an address may be relative. */
export interface Onward {
  readonly [path: string]: string;
}

/** Starts a client of one server and registers it there. */
export async function startClientApp(mcpUrl: string, name: string, onward: Onward = {}): Promise<ClientApp> {
  const { origin } = new URL(mcpUrl);
  const listener = createServer(({ url = '/', socket }, response) => {
    const { pathname, search } = new URL(url, redirectUri);
    const next = onward[pathname]?.replace('PORT', String(socket.localPort));
    if (next !== undefined) return response.writeHead(302, { location: next + search }).end();
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    return response.end('<!doctype html><title>Client</title><h1>Back at the client</h1>');
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const redirectUri = `http://localhost:${(listener.address() as AddressInfo).port}/callback`;
  const clientId = await register(origin, name, redirectUri);
  const verifier = randomBytes(32).toString('base64url');
  const query = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    resource: mcpUrl,
    state: STATE,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  };
  return {
    redirectUri,
    authorizeUrl: () => `${origin}/authorize?${new URLSearchParams(query)}`,
    async exchange(landed) {
      const { searchParams } = new URL(landed);
      if (searchParams.get('state') !== STATE) throw new Error('the browser came back with another state');
      const body = new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: clientId,
        redirect_uri: redirectUri,
        code: searchParams.get('code') ?? '',
        code_verifier: verifier,
      });
      return (await answerOf(fetch(`${origin}/oauth/token`, { method: 'POST', body }))) as Tokens;
    },
    close: () => listener.close(),
  };
}

async function register(origin: string, name: string, redirectUri: string): Promise<string> {
  const registration = { client_name: name, redirect_uris: [redirectUri], token_endpoint_auth_method: 'none' };
  const headers = { 'content-type': 'application/json' };
  const sent = fetch(`${origin}/oauth/register`, { method: 'POST', headers, body: JSON.stringify(registration) });
  return ((await answerOf(sent)) as { client_id: string }).client_id;
}

async function answerOf(sent: Promise<Response>): Promise<unknown> {
  const response = await sent;
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
