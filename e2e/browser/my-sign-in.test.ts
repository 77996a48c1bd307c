import type { Page } from 'playwright-core';
import { test } from 'vitest';
import { mcpUrl } from '../fleet.ts';
import { dataOf, decide, MY, newLogin, open, originOf, pushIn, section, signIn, widgetText } from './my-page.ts';
import { press, signInAs } from './person.ts';
import { setStage } from './stage.ts';

const stage = setStage(mcpUrl('dt-mcp'), 'Мой чат');

/** Signs in to the other servers while the first, dt-mcp, does not answer as it should. */
async function signInWithoutTwin(page: Page): Promise<void> {
  await page.goto(MY);
  await press(page, 'Войти');
  await decide(page, 'exercises-mcp');
  await signInAs(page, newLogin());
  await decide(page, 'ktalk-mcp');
  await section(page, 'exercises').getByLabel('Какое взять').waitFor();
}

test('a section that the person does not allow is closed alone, and what they did not tick is asked for again', async () => {
  const { page } = await open(stage);
  const before = async () => page.getByLabel(/^Записывать/).uncheck();
  await signIn(page, newLogin(), { before, exercises: 'Не разрешать' });
  await section(page, 'exercises').getByText('Вы не разрешили доступ к этому разделу.').waitFor();
  const data = dataOf(page, 'Цифровой двойник');
  await pushIn(data, 'Удалить мои данные');
  await data.getByText('На это вы не дали разрешения.').waitFor();
  await pushIn(data, 'Посмотреть разрешения');
  await decide(page, 'dt-mcp');
  await decide(page, 'exercises-mcp');
  await section(page, 'exercises').getByLabel('Какое взять').waitFor();
  await pushIn(data, 'Удалить мои данные');
  await data.getByText('Записей нет.').waitFor();
});

test('a server that is down from the start leaves the others working', async () => {
  const { page } = await open(stage);
  await page.route(`${originOf('dt-mcp')}/**`, (route) => route.abort());
  await signInWithoutTwin(page);
  for (const id of ['week', 'progress', 'plan']) await section(page, id).getByText('не отвечает.').waitFor();
  await page.unrouteAll();
  await pushIn(section(page, 'week'), 'Попробовать ещё раз');
  await decide(page, 'dt-mcp');
  await widgetText(page, 'week');
});

test('a server that fails in the sign-in says so in its sections, and lets the person try again', async () => {
  const { page } = await open(stage);
  await page.route(`${originOf('dt-mcp')}/authorize*`, (route) => {
    const state = new URL(route.request().url()).searchParams.get('state') ?? '';
    const answer = new URLSearchParams({ error: 'server_error', state });
    return route.fulfill({ status: 302, headers: { location: `${MY}?${answer}` } });
  });
  await signInWithoutTwin(page);
  await section(page, 'week').getByText('Войти в этот раздел не получилось.').waitFor();
  await page.unrouteAll();
  await pushIn(section(page, 'week'), 'Войти снова');
  await decide(page, 'dt-mcp');
  await widgetText(page, 'week');
});
