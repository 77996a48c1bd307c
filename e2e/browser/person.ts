import type { Browser, Page } from 'playwright-core';
import type { ClientApp, Tokens } from './client-app.ts';

/** How a person's browser is set up. */
export interface Habits {
  readonly locale?: 'ru-RU' | 'en-GB';
  /** Off unless a test needs it: every page works without it. */
  readonly javaScript?: boolean;
}

/** Longest that a test waits for something in a page: a busy machine may take many times what an idle one does. */
export const PATIENCE_MS = 60_000;

const windows = new Map<string, Page>();

/**
 * A new person at a browser, with nothing remembered. People of the same habits come one after the other to the same
 * window, emptied before each: to open one takes most of a short test's time.
 */
export async function newPerson(browser: Browser, { locale = 'ru-RU', javaScript = false }: Habits = {}) {
  const habits = `${locale} ${javaScript}`;
  const kept = windows.get(habits);
  const page = kept && !kept.isClosed() ? kept : await openWindow(browser, { locale, javaScript });
  windows.set(habits, page);
  page.removeAllListeners();
  await page.unrouteAll();
  // First, for a page that is on its way may still set a cookie.
  await page.goto('about:blank');
  await page.context().clearCookies();
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.emulateMedia({ colorScheme: null });
  return page;
}

async function openWindow(browser: Browser, { locale, javaScript }: Required<Habits>): Promise<Page> {
  const context = await browser.newContext({ locale, javaScriptEnabled: javaScript });
  context.setDefaultTimeout(PATIENCE_MS);
  return context.newPage();
}

/** Presses a button by what it says. */
export function press(page: Page, name: string | RegExp): Promise<void> {
  return page.getByRole('button', { name, exact: true }).click();
}

/** Types a name into the identity provider's page and signs in. */
export async function signInAs(page: Page, login: string): Promise<void> {
  await page.getByLabel('Или под своим именем').fill(login);
  await press(page, 'Войти');
}

/** Waits until the browser is back at the client, and gives the address it came back with. */
export async function landingAt(page: Page, client: ClientApp): Promise<string> {
  await page.waitForURL((url) => url.href.startsWith(client.redirectUri));
  return page.url();
}

/** Connects a client as somebody new to this browser: consent, sign-in, tokens. */
export async function connect(page: Page, client: ClientApp, login: string): Promise<Tokens> {
  await page.goto(client.authorizeUrl());
  await press(page, 'Разрешить');
  await signInAs(page, login);
  return client.exchange(await landingAt(page, client));
}

/** Opens the account page of a server; the identity provider asks for a name only when it does not know the browser. */
export async function openAccount(page: Page, accountUrl: string, login?: string): Promise<void> {
  await page.goto(accountUrl);
  await page.getByRole('link', { name: 'Войти', exact: true }).click();
  if (login !== undefined) await signInAs(page, login);
  await page.waitForURL(accountUrl);
}
