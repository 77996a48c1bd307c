import { bindings } from './auth.ts';
import { type Browser, hiddenField, openBrowser } from './browser.ts';
import type { Account, IdentityProvider } from './identity-provider.ts';

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
