import type { Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { mcpUrl } from '../fleet.ts';
import {
  choose,
  dataOf,
  decide,
  newLogin,
  open,
  originOf,
  pushIn,
  section,
  signIn,
  solve,
  widget,
  widgetText,
} from './my-page.ts';
import { openAccount, PATIENCE_MS, press } from './person.ts';
import { setStage } from './stage.ts';

const stage = setStage(mcpUrl('dt-mcp'), 'Мой чат');

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
