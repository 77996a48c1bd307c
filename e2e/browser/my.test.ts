import { fillDemoLearners } from '@aisystant/fleet';
import { mcpServers } from '@aisystant/fleet/servers';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { mcpUrl, PORT_OFFSET } from '../fleet.ts';
import {
  choose,
  dataOf,
  MY,
  open,
  originOf,
  pageProblems,
  picture,
  pushIn,
  section,
  signIn,
  type Watched,
  WINDOW,
  watchTokens,
  widgetText,
} from './my-page.ts';
import { PATIENCE_MS, press } from './person.ts';
import { sharedBrowser } from './shared-browser.ts';
import { setStage } from './stage.ts';

const stage = setStage(mcpUrl('dt-mcp'), 'Мой чат');

beforeAll(async () => {
  await fillDemoLearners(inject('stateDir'), new Date(), PORT_OFFSET, ['demo_good', 'demo_empty', 'demo_weak']);
});

test('without a sign-in the guides can be read, and nothing else is offered', async () => {
  const { page } = await open(stage);
  await page.goto(MY);
  await page.getByRole('button', { name: 'Войти' }).waitFor();
  expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual(['Руководства']);
  await page.getByLabel('О чём почитать').fill('учёт времени');
  await pushIn(page, 'Найти');
  await section(page, 'guides').getByRole('heading', { level: 3 }).first().waitFor();
});

test('a browser that keeps nothing for the page shows the guides, and says what a sign-in needs', async () => {
  const { page, complaints } = await open(stage);
  const denied = await page.addInitScript(() => {
    for (const storage of ['localStorage', 'sessionStorage'])
      Object.defineProperty(globalThis, storage, {
        get: () => {
          throw new DOMException('Access is denied for this document.', 'SecurityError');
        },
      });
  });
  // The next person gets the same window.
  onTestFinished(() => denied.dispose());
  await page.goto(MY);
  await press(page, 'Войти');
  await page.getByRole('alert').filter({ hasText: 'не даёт этой странице запомнить' }).waitFor();
  expect(await page.getByRole('button', { name: 'Войти' }).isEnabled()).toBe(true);
  expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual(['Руководства']);
  expect(complaints).toEqual([]);
});

test('a browser that refuses to keep anything says so too, and the button can be pressed again', async () => {
  const { page, complaints } = await open(stage);
  const refused = await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    };
  });
  onTestFinished(() => refused.dispose());
  await page.goto(MY);
  await press(page, 'Войти');
  await page.getByRole('alert').filter({ hasText: 'не даёт этой странице запомнить' }).waitFor();
  expect(await page.getByRole('button', { name: 'Войти' }).isEnabled()).toBe(true);
  expect(complaints).toEqual([]);
});

test('S40 a code that the page did not ask for is dropped', async () => {
  const { page } = await open(stage);
  await page.goto(`${MY}?${new URLSearchParams({ code: 'a:code:of-somebody-else', state: crypto.randomUUID() })}`);
  await page.getByRole('button', { name: 'Войти' }).waitFor();
  expect(page.url()).toBe(MY);
});

describe('one sign-in of a learner with records', () => {
  let page: Page;
  let watched: Watched;
  let tokens: readonly string[];
  beforeAll(async () => {
    ({ page, ...watched } = await open(stage));
    tokens = await watchTokens(page);
    await signIn(page, 'demo_good');
  });

  test('opens every section with their data, within the policy of the page', async () => {
    await choose(page, 'week', 'Прошлая');
    await choose(page, 'plan', 'Прошлая');
    await section(page, 'guides').getByLabel('О чём почитать').fill('пропустил неделю');
    await pushIn(page, 'Найти');
    await pushIn(page, 'Возвращение за пятнадцать минут');
    await section(page, 'exercises').getByLabel('Какое взять').selectOption('ex-x2-01');

    expect(await widgetText(page, 'week', '180 минут')).toContain('По плану 40 минут');
    expect(await widgetText(page, 'progress')).toContain('Практикующий');
    expect(await widgetText(page, 'plan', '5 дней по 40 минут')).toContain('Намечено');
    expect(await widgetText(page, 'guides')).toContain('Возвращение за пятнадцать минут');
    expect(await widgetText(page, 'exercises')).toContain('Посмотреть ответ');
    expect(await widgetText(page, 'meetings')).toContain('План недели');
    expect(watched.complaints).toEqual([]);
  });

  test('gives the focus to what comes in the place of a pressed button, and back to where it was', async () => {
    const part = section(page, 'guides');
    const focused = () => page.evaluate('document.activeElement?.textContent ?? ""');
    if (await part.getByRole('button', { name: 'К найденному' }).isVisible()) await pushIn(part, 'К найденному');
    await pushIn(part, 'Возвращение за пятнадцать минут');
    await expect.poll(focused).toBe('К найденному');
    await pushIn(part, 'К найденному');
    await expect.poll(focused).toBe('Возвращение за пятнадцать минут');
  });

  test('leaves no token in any storage, in the address or in the page, and a reload shows no page of a server', async () => {
    expect(tokens).toHaveLength(6);
    expect(tokens.every((token) => token.length > 20)).toBe(true);
    const kept = [
      await page.evaluate(`JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie,
        location.href, history.state, document.documentElement.outerHTML])`),
      JSON.stringify(await page.context().storageState({ indexedDB: true })),
    ].join();
    expect(tokens.filter((token) => kept.includes(token))).toEqual([]);
    expect(await page.evaluate('sessionStorage.length + localStorage.length')).toBe(0);

    watched.shown.length = 0;
    await page.reload();
    for (const id of ['week', 'meetings']) await widgetText(page, id);
    await section(page, 'exercises').getByLabel('Какое взять').waitFor();
    expect(new Set(watched.shown)).toEqual(new Set([MY]));
    expect(tokens).toHaveLength(12);
  });

  test('is not that of another person at another browser', async () => {
    const other = await (await sharedBrowser()).newContext({ locale: 'ru-RU', viewport: WINDOW });
    other.setDefaultTimeout(PATIENCE_MS);
    const theirs = await other.newPage();
    await signIn(theirs, 'demo_empty');
    await choose(theirs, 'week', 'Прошлая');
    await choose(page, 'week', 'Прошлая');
    expect(await widgetText(theirs, 'week', 'Данных нет')).not.toContain('180');
    expect(await widgetText(page, 'week', '180 минут')).not.toContain('Данных нет');
    await other.close();
  });

  test('gives a copy of the data as a link that works once', async () => {
    await pushIn(dataOf(page, 'Цифровой двойник'), 'Скачать копию');
    const link = dataOf(page, 'Цифровой двойник').getByRole('link', { name: 'Копия готова' });
    expect(new URL((await link.getAttribute('href')) ?? '').origin).toBe(originOf('dt-mcp'));
  });

  test('leads to the apps that are connected, at every server', async () => {
    const links = section(page, 'data').getByRole('link');
    const addresses = await links.evaluateAll((all) => all.map((link) => String(link.getAttribute('href'))));
    for (const { name } of mcpServers) expect(addresses).toContain(`${originOf(name)}/account`);
  });

  test('S40 a widget has an origin of its own, and reaches neither the page nor a server', async () => {
    const frame = page.frames().find((each) => each.parentFrame()?.url().endsWith('/my/frame'));
    expect(await frame?.evaluate('self.origin')).toBe('null');
    const reach = (what: string) => frame?.evaluate(`(async () => ${what})().then(() => 'reached', () => 'refused')`);
    expect(await reach('window.top.document.body')).toBe('refused');
    expect(await reach('localStorage.length')).toBe('refused');
    expect(await reach(`await fetch('${originOf('dt-mcp')}/healthz')`)).toBe('refused');
  });
});

/** The colours of the words of the periods of the week, where the person's own colours replace those of the page. */
async function choiceColours(page: Page): Promise<readonly string[]> {
  await page.emulateMedia({ forcedColors: 'active' });
  const colours: readonly string[] = await page.evaluate(
    `[...new Set([...document.querySelectorAll('#week .choice button')].map((each) => getComputedStyle(each).color))]`,
  );
  await page.emulateMedia({ forcedColors: 'none' });
  return colours;
}

const MODES = [
  ['light', 320],
  ['dark', 390],
  ['dark', 1280],
] as const;

test('every state of the page is accessible and fits, on a phone and a desktop, light and dark', async () => {
  const { page } = await open(stage);
  const check = async (state: string) => {
    for (const [colorScheme, width] of MODES) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      expect({ state, colorScheme, width, problems: await pageProblems(page) }).toMatchObject({ problems: [] });
      await picture(page, `${state} ${colorScheme} ${width}`);
    }
    await page.setViewportSize(WINDOW);
  };
  await page.goto(MY);
  await page.getByRole('button', { name: 'Войти' }).waitFor();
  await check('welcome');
  await signIn(page, 'demo_weak');
  for (const id of ['week', 'plan']) await choose(page, id, 'Прошлая');
  expect(await choiceColours(page)).toHaveLength(2);
  await section(page, 'exercises').getByLabel('Какое взять').selectOption('ex-x2-01');
  await section(page, 'guides').getByLabel('О чём почитать').fill('пропустил неделю');
  await pushIn(page, 'Найти');
  await section(page, 'guides').getByRole('heading', { level: 3 }).first().waitFor();
  for (const id of ['week', 'progress', 'plan', 'exercises', 'meetings']) await widgetText(page, id);
  await pushIn(dataOf(page, 'Цифровой двойник'), 'Удалить мои данные');
  await dataOf(page, 'Цифровой двойник').getByText('Удалить насовсем?').waitFor();
  await check('everything');
  await page.route(`${originOf('dt-mcp')}/**`, (route) => route.abort());
  await choose(page, 'week', 'Эта неделя');
  await section(page, 'week').getByRole('alert').waitFor();
  await check('a server is down');
});
