import { json } from 'node:stream/consumers';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { callTool, mcpUrl } from '../fleet.ts';
import { connect, openAccount, press } from './person.ts';
import { READ, setStage, WRITE, WRITES } from './stage.ts';

const dt = mcpUrl('dt-mcp');
const fsm = mcpUrl('fsm-mcp');
const account = new URL('/account', dt).href;
const stage = setStage(dt, 'Мой редактор');

/** A token is remembered for ten seconds where it was just used. */
async function expectRefusedSoon(token: string): Promise<void> {
  const began = Date.now();
  for (;;) {
    const asked = Date.now() - began;
    if ((await callTool(dt, token, READ)).status === 401) return;
    // When it was asked, not when the answer came: that takes longer on a busy machine.
    expect(asked).toBeLessThan(11_000);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Opens the form of a new token, fills it and gives the token that is shown. */
async function makeToken(page: Page, name: string, choose?: () => Promise<void>): Promise<string> {
  await page.getByText('Новый токен').click();
  await choose?.();
  await page.getByLabel('Название').fill(name);
  await press(page, 'Создать токен');
  return (await page.locator('.secret').textContent()) ?? '';
}

describe('on the account page a person', () => {
  test('sees the client they connected with its last use, disconnects it, and it is refused within eleven seconds', async () => {
    const page = await stage.newPerson();
    const { access_token } = await connect(page, stage.client, 'account_anna');
    expect((await callTool(dt, access_token, READ)).status).toBe(200);
    await openAccount(page, account);
    const row = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Мой редактор' }) });
    await row.getByText('localhost — программа на вашем компьютере').waitFor();
    await row.getByText(WRITES).waitFor();
    await row.getByText('обращалось в последний час').waitFor();
    await press(page, 'Отключить: Мой редактор');
    await page.getByText('Пока ничего не подключено.').waitFor();
    await page.getByRole('status').getByText('в течение минуты').waitFor();
    await expectRefusedSoon(access_token);
  });

  test('sees what their apps called, by the name of the app and of what was called, and not what was said', async () => {
    const page = await stage.newPerson();
    const { access_token } = await connect(page, stage.client, 'account_ilya');
    expect(
      (await callTool(dt, access_token, { ...WRITE, args: { type: 'insight', insights: ['канарейка'] } })).status,
    ).toBe(200);
    await openAccount(page, account);
    const row = page.getByRole('listitem').filter({ hasText: 'Сохранить заметку рефлексии' });
    await row.getByText('Мой редактор — выполнено').waitFor();
    expect(await page.content()).not.toContain('канарейка');
  });

  test('makes a personal token, works with it, sees it used, revokes it, and it is refused within eleven seconds', async () => {
    const page = await stage.newPerson();
    await openAccount(page, account, 'account_boris');
    const token = await makeToken(page, 'Скрипт выгрузки', async () => {
      await page.getByLabel(WRITES).uncheck();
      await page.getByLabel('7 дней').check();
    });
    expect(token).toMatch(/^aisy_dt_[0-9A-Za-z]{49}$/);
    expect((await callTool(dt, token, READ)).status).toBe(200);
    expect((await callTool(dt, token, WRITE)).status).toBe(403);
    expect((await callTool(fsm, token, { name: 'get_instruction', args: {}, id: 1 })).status).toBe(401);
    await page.getByRole('link', { name: 'К странице доступа' }).click();
    await page.getByText('использован в последний час').waitFor();
    expect(await page.content()).not.toContain(token);
    await press(page, 'Отозвать: Скрипт выгрузки');
    await page.getByRole('status').getByText('в течение минуты').waitFor();
    expect(await page.getByRole('heading', { name: 'Скрипт выгрузки' }).count()).toBe(0);
    await expectRefusedSoon(token);
  });

  test('who reloads the page of a new token creates no second one', async () => {
    const page = await stage.newPerson();
    await openAccount(page, account, 'account_vera');
    await makeToken(page, 'один раз');
    await page.reload();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Этот токен уже создан');
    await page.getByRole('link', { name: 'К странице доступа' }).click();
    await page.waitForURL(account);
    expect(await page.getByRole('heading', { name: 'один раз' }).count()).toBe(1);
  });

  test('ends all access at once', async () => {
    const page = await stage.newPerson();
    const { access_token } = await connect(page, stage.client, 'account_gleb');
    await openAccount(page, account);
    const token = await makeToken(page, 'лишний');
    await page.goto(account);
    expect(await page.getByRole('button', { name: 'Отключить всё' }).isVisible()).toBe(false);
    await page.getByText('Отключить всё сразу').click();
    await press(page, 'Отключить всё');
    await page.getByText('Пока ничего не подключено.').waitFor();
    for (const each of [access_token, token]) expect((await callTool(dt, each, READ)).status).toBe(401);
  });

  test('signs out: the page is closed, also one step back, and apps go on', async () => {
    const page = await stage.newPerson();
    const { access_token } = await connect(page, stage.client, 'account_dina');
    await openAccount(page, account);
    await press(page, 'Выйти');
    await page.getByText('Вы вышли.').waitFor();
    expect((await page.context().cookies(account)).map(({ name }) => name)).not.toContain('__Host-dt-mcp-session');
    await page.goBack();
    await page.getByRole('link', { name: 'Войти', exact: true }).waitFor();
    expect((await callTool(dt, access_token, READ)).status).toBe(200);
  });

  test('downloads a copy of their records and deletes them, without a chat', async () => {
    const page = await stage.newPerson();
    const { access_token } = await connect(page, stage.client, 'account_zoya');
    expect((await callTool(dt, access_token, WRITE)).status).toBe(200);
    await openAccount(page, account);
    await press(page, 'Скачать копию моих данных');
    await page.getByRole('heading', { name: 'Ваши данные готовы' }).waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), press(page, 'Скачать')]);
    expect(await json(await file.createReadStream())).toMatchObject({ format: 'aisystant-digital-twin' });
    await page.goto(account);
    await press(page, 'Удалить мои данные');
    await page.getByText('заметки: 1').waitFor();
    await page.getByRole('link', { name: 'Не удалять' }).click();
    expect((await callTool(dt, access_token, READ)).status).toBe(200);
    await press(page, 'Удалить мои данные');
    await press(page, 'Удалить насовсем');
    await page.getByRole('heading', { name: 'Удалено', exact: true }).waitFor();
    await page.goto(account);
    await page.getByRole('link', { name: 'Войти', exact: true }).waitFor();
    await expectRefusedSoon(access_token);
  });

  test('is another person after signing in as another user', async () => {
    const page = await stage.newPerson();
    await openAccount(page, account, 'account_egor');
    await page.getByText('Вы вошли как account_egor.').waitFor();
    const number = await page.locator('code').first().textContent();
    await press(page, 'Выйти');
    await page.getByRole('link', { name: 'Войти другим пользователем' }).click();
    await page.getByLabel('Или под своим именем').fill('account_fedor');
    await press(page, 'Войти');
    await page.waitForURL(account);
    await page.getByText('Вы вошли как account_fedor.').waitFor();
    expect(await page.locator('code').first().textContent()).not.toBe(number);
  });

  test('is signed in at one server only: the cookies of the others are their own', async () => {
    const page = await stage.newPerson();
    await openAccount(page, account, 'account_gala');
    await page.goto(new URL('/account', fsm).href);
    await page.getByRole('link', { name: 'Войти', exact: true }).waitFor();
    await page.goto(account);
    await page.getByRole('button', { name: 'Выйти' }).waitFor();
  });
});

test('a page of another site cannot press a button of the account page', async () => {
  const page = await stage.newPerson();
  const { access_token } = await connect(page, stage.client, 'account_ivan');
  await openAccount(page, account);
  // Another port is another origin, though the cookies of localhost go along.
  const form = `<form method="post" action="${account}/disconnect-all"><button>Приз</button></form>`;
  await page.route(`${stage.client.redirectUri}/trap`, (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body: form }),
  );
  await page.goto(`${stage.client.redirectUri}/trap`);
  await press(page, 'Приз');
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Форма не принята');
  expect((await callTool(dt, access_token, READ)).status).toBe(200);
});
