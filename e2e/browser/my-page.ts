import { localUrl } from '@aisystant/fleet';
import { portal } from '@aisystant/fleet/servers';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { mcpUrl, PORT_OFFSET } from '../fleet.ts';
import { loadAxe } from './axe.ts';
import { press, signInAs } from './person.ts';
import type { Stage } from './stage.ts';

// What a person does at /my.

/** Address of the page of a person. */
export const MY = `${localUrl(portal.port, PORT_OFFSET)}/my`;
/** Origin of a server. */
export const originOf = (server: string) => new URL(mcpUrl(server)).origin;

/** A login that no server knows yet. */
export const newLogin = () => `my_${crypto.randomUUID().slice(0, 8)}`;

/** What happened in a window: complaints of the browser, and pages that were shown. */
export interface Watched {
  readonly complaints: string[];
  readonly shown: string[];
}

/** As high as the whole page: Chromium draws no frame of another origin that is out of sight, and a click waits for that. */
export const WINDOW = { width: 1280, height: 6_000 };

/** The window of a new person, watched. */
export async function open(stage: Stage): Promise<Watched & { readonly page: Page }> {
  const page = await stage.newPerson({ javaScript: true });
  await page.setViewportSize(WINDOW);
  const watched: Watched = { complaints: [], shown: [] };
  const { complaints, shown } = watched;
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
  page.on('domcontentloaded', (loaded) => shown.push(loaded.url().split('?')[0] ?? ''));
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (hostname !== 'localhost' && protocol !== 'about:') complaints.push(`asked ${request.url()}`);
  });
  return { page, ...watched };
}

/**
 * The tokens that a window is given from now on. They are read on their way: the page may leave for the next server as soon as it
 * has them, and a browser keeps no body of a page that was left.
 */
export async function watchTokens(page: Page): Promise<readonly string[]> {
  const tokens: string[] = [];
  await page.route('**/oauth/token', async (route) => {
    const response = await route.fetch();
    const { access_token, refresh_token } = await response.json();
    tokens.push(access_token, refresh_token);
    await route.fulfill({ response });
  });
  return tokens;
}

/** Decides on the consent page of a server, and waits until the browser has left it. */
export async function decide(page: Page, server: string, decision = 'Разрешить'): Promise<void> {
  await page.waitForURL((url) => url.origin === originOf(server) && url.pathname === '/authorize');
  await press(page, decision);
  await page.waitForURL((url) => url.origin !== originOf(server));
}

/** How a new person decides on the consent pages, where it is not to allow everything. */
export interface Decisions {
  /** What is done on the consent page of dt-mcp before it is allowed. */
  readonly before?: () => Promise<void>;
  readonly exercises?: 'Разрешить' | 'Не разрешать';
}

/** Signs in a person whom the servers do not know yet: once at the identity provider, with a consent at each server. */
export async function signIn(page: Page, login: string, { before, exercises }: Decisions = {}): Promise<void> {
  await page.goto(MY);
  await press(page, 'Войти');
  await page.waitForURL((url) => url.origin === originOf('dt-mcp'));
  await before?.();
  await decide(page, 'dt-mcp');
  await signInAs(page, login);
  await decide(page, 'exercises-mcp', exercises);
  await decide(page, 'ktalk-mcp');
  await page.getByRole('heading', { name: 'Моя неделя' }).waitFor();
}

/** A section of the page. */
export const section = (page: Page, id: string) => page.locator(`#${id}`);

/** The widget of a section. */
export const widget = (page: Page, id: string): FrameLocator =>
  page.frameLocator(`#${id} iframe`).frameLocator('iframe');

/** The text of the widget of a section, once it has its data and shows `what`. */
export async function widgetText(page: Page, id: string, what?: string): Promise<string> {
  const heading = widget(page, id).getByRole('heading', { level: 1 });
  await heading.waitFor().catch(async (error) => {
    throw new Error(`Section ${id} has no picture, but: ${await section(page, id).textContent()}`, { cause: error });
  });
  if (what !== undefined) await widget(page, id).locator('main').filter({ hasText: what }).waitFor();
  return (await widget(page, id).locator('main').textContent()) ?? '';
}

/**
 * Presses a button of the page by a key. The pictures above it come and grow when they will: a click that begins on a button
 * and ends where it no longer is presses nothing, and a key does not ask where it is.
 */
async function push(button: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  // Waits until it can be pressed, and presses nothing.
  await button.click({ trial: true });
  await button.press(key);
}

/** Presses a button of a part of the page by what it says. */
export const pushIn = (part: Page | Locator | FrameLocator, name: string): Promise<void> =>
  push(part.getByRole('button', { name, exact: true }));

/** Chooses a period in a section. */
export const choose = (page: Page, id: string, label: string) => pushIn(section(page, id), label);

/** The part of the page about the data that a server keeps. */
export const dataOf = (page: Page, server: string) =>
  section(page, 'data').getByRole('region', { name: `${server}: мои данные` });

/** Answers an exercise in its picture. */
export async function solve(page: Page): Promise<void> {
  await section(page, 'exercises').getByLabel('Какое взять').selectOption('ex-x2-01');
  const exercise = widget(page, 'exercises');
  await push(exercise.locator('input').first(), 'Space');
  await pushIn(exercise, 'Посмотреть ответ');
  await pushIn(exercise, 'Отправить');
  await exercise.getByText('Попытка сохранена.').waitFor();
}

/** What axe finds wrong in the page, and whether something sticks out of it. */
export async function pageProblems(page: Page): Promise<unknown[]> {
  await loadAxe(page);
  return page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => [
    ...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)),
    ...(document.documentElement.scrollWidth > innerWidth ? ['wider than the window'] : [])])`);
}

/** Leaves a picture of the whole page in the folder that `SCREENSHOTS` names. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (!folder) return;
  const height = await page.locator('body').evaluate((body) => body.scrollHeight);
  await page.setViewportSize({ width: page.viewportSize()?.width ?? 390, height });
  await page.screenshot({ path: `${folder}/my-${name.replaceAll(' ', '-')}.png`, animations: 'disabled' });
}
