import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { type AuthServer, createAuth, type RequestDetails } from '../auth.ts';
import type { SignInEnv } from '../config.ts';
import type { LogRecord } from '../log.ts';
import { type Browser, hiddenField, openBrowser } from './browser.ts';
import { grantsInMemory } from './grants.ts';

type Fetch = (request: Request) => Promise<Response>;

/** The environment of the tests, with a real KV namespace and real rate limits. */
export const bindings = env as unknown as SignInEnv;
const base = bindings.BASE_URL;

/** Redirect URI of the test client. */
export const CLIENT_REDIRECT = 'https://app.example.test/callback';
/** PKCE verifier of the test client. */
export const CLIENT_VERIFIER = 'a-verifier-that-is-long-enough-for-the-rules-of-pkce-0123456789';
const CLIENT_CHALLENGE = 'eM_wlC71m0zXHkMp0nKAUoFVO0Jm6LAPY1pP1iVCf4o';

const SERVER: AuthServer = {
  name: 'test-mcp',
  title: { ru: 'Пример', en: 'Example' },
  scopes: {
    'test:read': { ru: 'Читать ваши записи', en: 'Read your records' },
    'test:write': { ru: 'Добавлять записи', en: 'Add records' },
  },
  needsEmail: false,
  baselineScopes: ['test:read', 'test:write'],
};

/** Creates the authentication of a test server, and collects its log lines. */
export function createTestAuth(
  overrides: Partial<AuthServer> = {},
  envOverrides: Partial<SignInEnv> = {},
  details: RequestDetails = {},
) {
  const lines: LogRecord[] = [];
  const log = (line: LogRecord) => lines.push(line);
  const changed = { ...bindings, ...envOverrides };
  // A Durable Object has the environment of the Worker, so another environment needs objects of its own.
  const changes = Object.keys(envOverrides).length > 0;
  const env = changes ? { ...changed, GRANT: envOverrides.GRANT ?? grantsInMemory(changed, log) } : bindings;
  const auth = createAuth({ ...SERVER, ...overrides }, log)({ ...env });
  const fetch = (request: Request) => auth.pages(request, createExecutionContext(), details);
  return { auth, lines, fetch };
}

/** Registers a client and returns its id. */
export async function registerClient(fetch: Fetch, redirectUri = CLIENT_REDIRECT): Promise<string> {
  const body = JSON.stringify({
    client_name: 'Приложение',
    redirect_uris: [redirectUri],
    token_endpoint_auth_method: 'none',
  });
  const headers = { 'content-type': 'application/json', 'cf-connecting-ip': crypto.randomUUID() };
  const response = await fetch(new Request(`${base}/oauth/register`, { method: 'POST', headers, body }));
  const { client_id } = await response.json<{ client_id: string }>();
  return client_id;
}

/** Builds the URL of an authorization request. */
export function authorizeUrl(clientId: string, changed: { readonly [parameter: string]: string } = {}): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: CLIENT_REDIRECT,
    scope: 'test:read test:write',
    resource: `${base}/mcp`,
    code_challenge: CLIENT_CHALLENGE,
    code_challenge_method: 'S256',
    state: 'state-of-the-client',
    ...changed,
  });
  return `${base}/authorize?${query}`;
}

/** An open consent page. */
export interface ConsentPage {
  /** URL of the authorization request. */
  readonly url: string;
  readonly browser: Browser;
  readonly response: Response;
  readonly html: string;
  readonly handle: string;
  /** Submits the form. */
  decide(decision: string, ticked?: readonly string[]): Promise<Response>;
}

/** Opens the consent page with a new browser, for a new client unless `params` has a `client_id`. */
export async function openConsent(
  fetch: Fetch,
  params: { readonly [parameter: string]: string } = {},
): Promise<ConsentPage> {
  const browser = openBrowser(fetch);
  const url = authorizeUrl(params['client_id'] ?? (await registerClient(fetch)), params);
  const response = await browser.get(url);
  const html = await response.text();
  const handle = hiddenField(html, 'handle');
  return {
    url,
    browser,
    response,
    html,
    handle,
    decide: (decision, ticked = ['test:read', 'test:write']) =>
      browser.post(`${base}/authorize`, [
        ['handle', handle],
        ['decision', decision],
        ...ticked.map((scope) => ['scope', scope] as const),
      ]),
  };
}

/** Sends a token request. */
export function postToken(
  fetch: Fetch,
  form: { readonly [field: string]: string } | readonly (readonly [field: string, value: string])[],
): Promise<Response> {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'cf-connecting-ip': crypto.randomUUID(),
  };
  return fetch(
    new Request(`${base}/oauth/token`, {
      method: 'POST',
      headers,
      body: new URLSearchParams(form as Record<string, string>),
    }),
  );
}

/** A request to the server's resource with a bearer token. */
export function requestWithToken(token: string): Request {
  return new Request(`${base}/mcp`, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
}
