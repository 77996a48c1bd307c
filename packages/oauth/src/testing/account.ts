import { userIdOf } from '../principal.ts';
import { bindings, createTestAuth, requestWithToken } from './auth.ts';
import { type Browser, hiddenField, openBrowser } from './browser.ts';
import { type Account, type IdentityProvider, newAccount } from './identity-provider.ts';
import { issueTokens } from './issue-token.ts';

const base = bindings.BASE_URL;

/** A browser signed in to the account page of the server under test. */
export interface AccountSession {
  readonly browser: Browser;
  /** Opens the page and returns its HTML. */
  page(): Promise<string>;
  /** Submits a form with the page's CSRF token and Origin; `headers` override. */
  submit(path: string, fields?: Fields, headers?: { readonly [name: string]: string }): Promise<Response>;
}

type Fields = readonly (readonly [string, string])[];

/** Signs in to the account page with a new browser. */
export async function signInToAccount(
  fetch: (request: Request) => Promise<Response>,
  provider: IdentityProvider,
  account: Account,
): Promise<AccountSession> {
  const browser = openBrowser(fetch);
  const redirect = await browser.get(`${base}/account/sign-in`);
  await browser.get(provider.signIn(redirect.headers.get('location') ?? '', account));
  const page = async () => (await browser.get(`${base}/account`)).text();
  return {
    browser,
    page,
    async submit(path, fields = [], headers = {}) {
      const csrf = hiddenField(await page(), 'csrf');
      return browser.post(`${base}${path}`, [['csrf', csrf], ...fields], { origin: base, ...headers });
    },
  };
}

/** The completed form of a new token. */
export function tokenFields(changed: { readonly [field: string]: string } = {}, scopes = ['test:read']): Fields {
  const id = crypto.randomUUID().replaceAll('-', '').slice(0, 16);
  const fields = { id, name: 'Скрипт', days: '30', ...changed };
  return [...Object.entries(fields), ...scopes.map((scope) => ['scope', scope] as const)];
}

/** Reads the token from the page that shows it. */
export async function shownToken(response: Response): Promise<string> {
  return /<pre class="secret"><code>([^<]+)</.exec(await response.text())?.[1] ?? '';
}

/** The id under which the server under test knows a person. */
export const userOf = ({ sub }: Pick<Account, 'sub'>) => userIdOf(bindings.SUBJECT_KEY, bindings.IDENTITY_ISSUER, sub);

/** Signs in to the account page of a server of its own; `connect` adds a grant of the same user. */
export async function openAccount(provider: IdentityProvider, account = newAccount()) {
  const server = createTestAuth();
  const session = await signInToAccount(server.fetch, provider, account);
  const userId = await userOf(account);
  const connect = (scopes = ['test:read']) => issueTokens(server.fetch, bindings, { userId, scopes });
  return { ...server, ...session, account, userId, connect };
}

/** Whether a token is accepted by an isolate that has not seen it. */
export async function isAccepted(token: string): Promise<boolean> {
  return (await createTestAuth().auth.authenticate(requestWithToken(token))).ok;
}

/** The id in the row of that name. */
export function idOf(page: string, name: string): string {
  return hiddenField(page.slice(page.indexOf(`<bdi>${name}`)), 'id');
}
