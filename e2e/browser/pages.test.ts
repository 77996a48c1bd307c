import { fillDemoRequirements, localUrl } from '@aisystant/fleet';
import { mcpServers, portal } from '@aisystant/fleet/servers';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { callTool, mcpUrl, PORT_OFFSET } from '../fleet.ts';
import { loadAxe } from './axe.ts';
import { READ, setStage } from './stage.ts';

const front = localUrl(portal.port, PORT_OFFSET);
const dt = new URL(mcpUrl('dt-mcp')).origin;
const guides = new URL(mcpUrl('guides-mcp')).origin;
const requirements = new URL(mcpUrl('requirements-mcp')).origin;
const fsm = new URL(mcpUrl('fsm-mcp')).origin;

// A name as long and as unbreakable as they come.
const stage = setStage(mcpUrl('dt-mcp'), 'Приложение_с_очень_длинным_именем_без_единого_пробела');

const go = (url: string) => async (page: Page) => void (await page.goto(url));

/** Presses the first button of a form, whatever the language. */
const submit = (page: Page, action: string) => page.locator(`form[action="${action}"] button`).first().click();

async function toIdentity(page: Page): Promise<void> {
  await page.goto(stage.client.authorizeUrl());
  await submit(page, '/authorize');
  await page.locator('#login').waitFor();
}

async function toClient(page: Page): Promise<void> {
  await toIdentity(page);
  await page.locator('#login').fill(`pages_${crypto.randomUUID().slice(0, 8)}`);
  await page.locator('button.primary').click();
  await page.waitForURL((url) => url.href.startsWith(stage.client.redirectUri));
}

/** Signed in, with an app and a token in the lists. */
async function toAccount(page: Page): Promise<void> {
  await toToken(page);
  await page.goto(`${dt}/account`);
  for (const summary of await page.locator('summary').all()) await summary.click();
}

/** The question before an erasure. */
async function toErasure(page: Page): Promise<void> {
  await toClient(page);
  await page.goto(`${dt}/account/sign-in`);
  await submit(page, '/account/erase');
  await page.locator('input[name="confirm"]').waitFor({ state: 'attached' });
}

/** The page after it. */
async function toErased(page: Page): Promise<void> {
  await toErasure(page);
  await submit(page, '/account/erase');
  await page.getByRole('status').waitFor();
}

async function toToken(page: Page): Promise<void> {
  await toClient(page);
  await page.goto(`${dt}/account/sign-in`);
  await unfold(page);
  await page.locator('#name').fill('W'.repeat(60));
  await submit(page, '/account/tokens');
  await page.locator('.secret').waitFor();
}

/** The last of more calls of the app than a page has, and one that was refused. */
async function toActivity(page: Page): Promise<void> {
  await toClient(page);
  const { access_token } = await stage.client.exchange(page.url());
  const call = (args: object) => callTool(mcpUrl('dt-mcp'), access_token, { ...READ, args });
  await call({ week: 'никогда' });
  await Promise.all(Array.from({ length: 51 }, () => call({})));
  await page.goto(`${dt}/account/activity`);
  await page.locator('time').nth(49).waitFor();
  await page.locator('a.button').click();
  await page.locator('time').nth(1).waitFor();
}

/** The page after the consent, which leads on at once: the answer 204 keeps the browser where it is. */
async function toContinue(page: Page): Promise<void> {
  await page.route('**/auth?**', (route) => route.fulfill({ status: 204 }), { times: 1 });
  await page.goto(stage.client.authorizeUrl());
  // When it has tried to: a later try would take the next page away.
  await Promise.all([page.waitForResponse('**/auth?**'), submit(page, '/authorize')]);
  await page.locator('a.button.primary').waitFor();
}

/** A page of the board of requirements, with the data of the demo. */
async function toBoard(page: Page, path: string): Promise<void> {
  await fillDemoRequirements(PORT_OFFSET);
  await page.goto(`${requirements}/board`);
  await page.locator('#login').fill('demo_good');
  await page.locator('button.primary').click();
  await page.waitForURL(`${requirements}/board`);
  await page.goto(`${requirements}${path}`);
  await page.locator('table').first().waitFor();
}

/** A refused request of a client on the internet, which the person may go back to. */
async function toWayBack(page: Page): Promise<void> {
  const registration = { redirect_uris: ['https://app.example.test/callback'], token_endpoint_auth_method: 'none' };
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify(registration);
  const registered = await fetch(`${dt}/oauth/register`, { method: 'POST', headers, body });
  const { client_id } = (await registered.json()) as { client_id: string };
  const query = { client_id, response_type: 'token', redirect_uri: registration.redirect_uris[0] ?? '' };
  await page.goto(`${dt}/authorize?${new URLSearchParams(query)}`);
  await page.getByText('app.example.test').waitFor();
}

async function toExpired(page: Page): Promise<void> {
  await page.goto(stage.client.authorizeUrl());
  await page.context().clearCookies();
  await submit(page, '/authorize');
  await page.locator('h1').waitFor();
}

/** Opens everything that is folded, so that it is checked too. */
async function unfold(page: Page): Promise<void> {
  await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
}

async function toFront(page: Page): Promise<void> {
  await page.goto(front);
  await unfold(page);
}

async function toGraph(page: Page): Promise<void> {
  await page.goto(`${fsm}/graph`);
  await unfold(page);
}

const PAGES: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  ['the front page', toFront],
  ['/privacy', go(`${front}/privacy`)],
  ['/terms', go(`${front}/terms`)],
  ['a page the portal does not have', go(`${front}/nothing`)],
  ...mcpServers.map(({ name }) => [`the page of ${name}`, go(new URL(mcpUrl(name)).origin)] as const),
  ['the graph of the Guide', toGraph],
  ['a page of a guide', go(`${guides}/pages/X1.2:3`)],
  ['a page of a guide with a checklist', go(`${guides}/pages/X5.1:4`)],
  ['the contents of a guide', go(`${guides}/pages/X1`)],
  ['a page of no guide', go(`${guides}/pages/nothing`)],
  ['the board of requirements', (page) => toBoard(page, '/board')],
  ['an epic on the board', (page) => toBoard(page, '/board?epic=EP-002')],
  ['the consent', async (page) => void (await page.goto(stage.client.authorizeUrl()))],
  ['the identity provider', toIdentity],
  ['the page that leads on', toContinue],
  ['a page that has expired', toExpired],
  ['a refused request of a stranger', toWayBack],
  ['a refused request', go(`${dt}/authorize?client_id=nobody`)],
  ['a sign-in that did not finish', go(`${dt}/callback?state=account.made-up&code=x`)],
  ['the account of a stranger', go(`${dt}/account?done=signed_out`)],
  ['the account', toAccount],
  ['the calls of a person', toActivity],
  ['a token just made', toToken],
  ['the question before an erasure', toErasure],
  ['the page after an erasure', toErased],
];

/** What axe finds wrong, each with the element. */
function violationsOf(page: Page): Promise<string[]> {
  return page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => id + ': ' + help + ' — ' + html)))`);
}

/** Elements that stick out of the window to the right. */
function overflowOf(page: Page): Promise<string[]> {
  return page.evaluate(`document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > innerWidth)
      .map((element) => element.outerHTML.slice(0, 120))`);
}

const LANGUAGES = [
  { locale: 'ru-RU', lang: 'ru', modes: [['light', 320] as const, ['dark', 1280] as const] },
  { locale: 'en-GB', lang: 'en', modes: [['dark', 320] as const, ['light', 1280] as const] },
] as const;

/** The scripts of the pages that have any, each of the page's own origin; no other page runs one. */
const SCRIPTS: { readonly [page: string]: readonly string[] } = {
  'the front page': [`${front}/copy.js`],
  'the graph of the Guide': [`${fsm}/graph.js`],
};

/** What the pages asked for that is not theirs, the scripts they loaded, and what the browser complained of. */
interface Watched {
  readonly foreign: string[];
  readonly scripts: string[];
  readonly complaints: string[];
}

/** Notes the scripts and the foreign addresses that a page loads, and the breaches of its own policy. */
function watch(page: Page): Watched {
  const watched: Watched = { foreign: [], scripts: [], complaints: [] };
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/i.test(message.text())) watched.complaints.push(message.text());
  });
  page.on('request', (request) => {
    const { hostname } = new URL(request.url());
    if (hostname !== 'localhost') watched.foreign.push(request.url());
    if (request.resourceType() === 'script') watched.scripts.push(request.url());
  });
  return watched;
}

// One browser window for each language, emptied before each page: a new one for each page took most of the time.
describe.each(LANGUAGES)('a page in $lang, narrow and wide, light and dark', (language) => {
  let page: Page;
  let watched: Watched;
  beforeAll(async () => {
    page = await stage.newPerson({ locale: language.locale, javaScript: true });
    watched = watch(page);
  });

  test.each(PAGES)(
    '%s is accessible, does not overflow, runs at most its own script, loads nothing from other hosts and keeps to its policy',
    async (name, open) => {
      await page.context().clearCookies();
      watched.scripts.length = 0;
      await open(page);
      expect(await page.locator('html').getAttribute('lang')).toBe(language.lang);
      const scripts = SCRIPTS[name] ?? [];
      expect(await page.locator('script').count()).toBe(scripts.length);
      expect(watched).toEqual({ foreign: [], scripts, complaints: [] });
      await loadAxe(page);
      for (const [colorScheme, width] of language.modes) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 800 });
        const found = { mode: `${colorScheme} ${width}`, wrong: await violationsOf(page), out: await overflowOf(page) };
        expect(found).toEqual({ mode: found.mode, wrong: [], out: [] });
      }
    },
  );
});
