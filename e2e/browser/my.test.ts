import { fillDemoLearners } from '@aisystant/fleet';
import { mcpServers } from '@aisystant/fleet/servers';
import type { Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, inject, onTestFinished, test, vi } from 'vitest';
import { mcpUrl, PORT_OFFSET } from '../fleet.ts';
import {
  choose,
  dataOf,
  decide,
  MY,
  newLogin,
  open,
  originOf,
  pageProblems,
  picture,
  pushIn,
  section,
  signIn,
  solve,
  type Watched,
  WINDOW,
  watchTokens,
  widget,
  widgetText,
} from './my-page.ts';
import { openAccount, PATIENCE_MS, press } from './person.ts';
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

describe('a new learner', () => {
  let page: Page;
  afterEach(() => page.unrouteAll());
  beforeAll(async () => {
    ({ page } = await open(stage));
    await signIn(page, newLogin());
  });

  test('sees a plan before it is saved, and has it after a reload', async () => {
    const plan = widget(page, 'plan');
    await pushIn(plan, 'Составить план');
    await plan.getByLabel('Дней с занятиями').fill('4');
    await plan.getByLabel('Минут в такой день').fill('25');
    await pushIn(plan, 'Посмотреть, что сохранится');
    await plan.getByText('4 дня по 25 минут, всего 100 минут').waitFor();
    await pushIn(plan, 'Сохранить');
    await plan.getByText('План сохранён.').waitFor();
    await page.reload();
    expect(await widgetText(page, 'plan')).toContain('4 дня по 25 минут');
  });

  test('asks for the next week by its name: the learner may live in another time zone than the browser', async () => {
    const asked = page.waitForRequest((request) => request.postData()?.includes('dt_get_week_plan') ?? false);
    await choose(page, 'plan', 'Следующая');
    expect((await asked).postDataJSON()).toMatchObject({ params: { arguments: { week: 'next' } } });
    await widgetText(page, 'plan', 'Плана на эту неделю пока нет');
    await choose(page, 'plan', 'Эта неделя');
  });

  test('is told what a deletion takes, is asked twice, and keeps the other sections', async () => {
    await solve(page);
    const data = dataOf(page, 'Упражнения');
    await pushIn(data, 'Удалить мои данные');
    await data.getByText('попытки: 1').waitFor();
    const focused = () => page.evaluate('document.activeElement?.getAttribute("aria-label")');
    await expect.poll(focused).toBe('Упражнения: мои данные');
    await pushIn(data, 'Не удалять');
    await pushIn(data, 'Удалить мои данные');
    // Nothing was deleted by the first question.
    await data.getByText('попытки: 1').waitFor();
    await pushIn(data, 'Да, удалить насовсем');
    await data.getByText('Удалено насовсем.').waitFor();
    await section(page, 'exercises').getByText('Данные удалены').waitFor();
    expect(await widgetText(page, 'plan')).toContain('4 дня по 25 минут');

    await pushIn(section(page, 'exercises'), 'Войти снова');
    await decide(page, 'exercises-mcp');
    await pushIn(data, 'Удалить мои данные');
    await data.getByText('Записей нет.').waitFor();
  });

  test('does not see that a token has expired: it is renewed once for all sections', async () => {
    await widgetText(page, 'plan');
    const renewed: string[] = [];
    let expired = '';
    await page.route(mcpUrl('dt-mcp'), async (route) => {
      const { authorization = '' } = route.request().headers();
      expired ||= authorization;
      if (authorization !== expired) return route.continue();
      return route.fulfill({ status: 401, headers: { 'access-control-allow-origin': '*' }, body: '{}' });
    });
    page.on('request', (request) => request.url().endsWith('/oauth/token') && renewed.push(request.postData() ?? ''));
    await Promise.all([choose(page, 'week', 'Прошлая'), choose(page, 'plan', 'Прошлая')]);
    await widgetText(page, 'week', 'Данных нет');
    await widgetText(page, 'plan', 'Плана на эту неделю пока нет');
    expect(renewed).toHaveLength(1);
    expect(renewed[0]).toContain('grant_type=refresh_token');
  });

  test('reads in a section that its server is down, and tries again there', async () => {
    await choose(page, 'week', 'Прошлая');
    await page.route(`${originOf('dt-mcp')}/**`, (route) => route.abort());
    await choose(page, 'week', 'Эта неделя');
    await section(page, 'week').getByRole('alert').getByText('не отвечает.').waitFor();
    await solve(page);
    await page.unrouteAll();
    await pushIn(section(page, 'week'), 'Попробовать ещё раз');
    await widgetText(page, 'week');
  });

  test('reads in a section that they ended its connection on the account page', async () => {
    const account = await page.context().newPage();
    await openAccount(account, new URL('/account', mcpUrl('dt-mcp')).href);
    await account.getByText('Отключить всё сразу').click();
    await press(account, 'Отключить всё');
    await account.getByRole('status').waitFor();
    await account.close();
    // A token is remembered for ten seconds where it was just used.
    const week = section(page, 'week');
    const refused = async () => {
      await choose(page, 'week', 'Прошлая');
      await choose(page, 'week', 'Эта неделя');
      // Whichever comes, however late: to ask again would take back the question.
      await week.locator('iframe').or(week.getByRole('alert')).waitFor();
      expect(await week.getByRole('alert').allTextContents()).toEqual([
        expect.stringContaining('Вход в этот раздел закончился.'),
      ]);
    };
    await vi.waitFor(refused, { timeout: 2 * PATIENCE_MS, interval: 500 });
    await section(page, 'exercises').getByLabel('Какое взять').waitFor();
    await pushIn(week, 'Войти снова');
    await decide(page, 'dt-mcp');
    await widgetText(page, 'week');
  });

  test('who leaves stays out after a reload, until they sign in again', async () => {
    await pushIn(page, 'Выйти');
    await page.getByRole('button', { name: 'Войти' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Войти' }).waitFor();
    await press(page, 'Войти');
    await page.getByRole('heading', { name: 'Моя неделя' }).waitFor();
  });
});

test('who deletes what two servers keep at once has both sections closed', async () => {
  const { page } = await open(stage);
  await signIn(page, newLogin());
  const parts = ['Цифровой двойник', 'Упражнения'].map((server) => dataOf(page, server));
  for (const data of parts) await pushIn(data, 'Удалить мои данные');
  for (const data of parts) await data.getByRole('button', { name: 'Да, удалить насовсем' }).waitFor();
  const [bothAsked, held] = [Promise.withResolvers<void>(), new Set<string>()];
  for (const server of ['dt-mcp', 'exercises-mcp']) {
    await page.route(mcpUrl(server), async (route) => {
      if (held.add(server).size === 2) bothAsked.resolve();
      await bothAsked.promise;
      await route.continue();
    });
  }
  for (const data of parts) await pushIn(data, 'Да, удалить насовсем');
  // The second answer must not take back what the first one closed.
  for (const data of parts) await data.getByText('Удалено насовсем.').waitFor();
  for (const id of ['week', 'exercises']) await section(page, id).getByText('Данные удалены').waitFor();
  await page.unrouteAll();
});

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
