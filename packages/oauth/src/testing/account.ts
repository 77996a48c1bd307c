import { bindings } from './auth.ts';
import { type Browser, hiddenField, openBrowser } from './browser.ts';
import type { Account, IdentityProvider } from './identity-provider.ts';

const base = bindings.BASE_URL;

/** A person on the account page of the server under test. */
export interface AtAccount {
  readonly browser: Browser;
  /** Opens the page and gives its HTML. */
  page(): Promise<string>;
  /** Submits a form of the page as the browser does; `changed` stands in the place of a field or header. */
  submit(path: string, fields?: Fields, headers?: { readonly [name: string]: string }): Promise<Response>;
}

type Fields = readonly (readonly [string, string])[];

/** Signs a person in to the account page in a new browser. */
export async function signInToAccount(
  fetch: (request: Request) => Promise<Response>,
  provider: IdentityProvider,
  account: Account,
): Promise<AtAccount> {
  const browser = openBrowser(fetch);
  const sent = await browser.get(`${base}/account/sign-in`);
  await browser.get(provider.signIn(sent.headers.get('location') ?? '', account));
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

/** The fields of a filled form of a new token. */
export function tokenFields(changed: { readonly [field: string]: string } = {}, scopes = ['test:read']): Fields {
  const id = crypto.randomUUID().replaceAll('-', '').slice(0, 16);
  const fields = { id, name: 'Скрипт', days: '30', ...changed };
  return [...Object.entries(fields), ...scopes.map((scope) => ['scope', scope] as const)];
}

/** The token on the page that shows it. */
export async function shownToken(response: Response): Promise<string> {
  return /<pre class="secret"><code>([^<]+)</.exec(await response.text())?.[1] ?? '';
}
