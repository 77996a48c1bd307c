import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { callTool, mcpUrl } from '../fleet.ts';
import { type ClientApp, startClientApp } from './client-app.ts';
import { connect, landingAt, press, signInAs } from './person.ts';
import { READ, READS, setStage, WRITE, WRITES } from './stage.ts';

const dt = mcpUrl('dt-mcp');
const stage = setStage(dt, 'Мой редактор');

/** A token begins with the user id. */
const personOf = (token: string) => token.split(':')[0];

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();

describe('a person at a real browser, without JavaScript', () => {
  test('sees who asks and where the access goes, allows it, signs in, and is back at the client, which gets a token', async () => {
    const page = await stage.newPerson();
    await page.goto(stage.client.authorizeUrl());
    expect(await heading(page)).toBe('Открыть доступ к разделу «Цифровой двойник»?');
    expect(await page.locator('.host').textContent()).toBe('localhost');
    await page.getByText('Мой редактор').waitFor();
    await press(page, 'Разрешить');
    await signInAs(page, 'browser_anna');
    const landed = await landingAt(page, stage.client);
    expect(await heading(page)).toBe('Back at the client');
    const { access_token } = await stage.client.exchange(landed);
    expect((await callTool(dt, access_token, READ)).status).toBe(200);
  });

  test('may read what data is kept and the terms before they allow anything', async () => {
    const page = await stage.newPerson();
    for (const policy of ['Какие данные хранятся', 'Условия']) {
      await page.goto(stage.client.authorizeUrl());
      await page.getByRole('link', { name: policy }).click();
      await page.getByRole('heading', { level: 1, name: policy }).waitFor();
    }
  });

  test('is asked only for consent by the second server: the identity provider still knows the browser', async () => {
    const page = await stage.newPerson();
    await connect(page, stage.client, 'browser_anna');
    const second = await startClientApp(mcpUrl('fsm-mcp'), 'Мой редактор');
    await page.goto(second.authorizeUrl());
    await press(page, 'Разрешить');
    const { access_token } = await second.exchange(await landingAt(page, second));
    const step = { name: 'get_instruction', args: {}, id: 1 };
    expect((await callTool(mcpUrl('fsm-mcp'), access_token, step)).status).toBe(200);
    second.close();
  });

  test('who refuses returns to the client, which gets access_denied', async () => {
    const page = await stage.newPerson();
    await page.goto(stage.client.authorizeUrl());
    await press(page, 'Не разрешать');
    const { searchParams } = new URL(await landingAt(page, stage.client));
    expect(searchParams.get('error')).toBe('access_denied');
    expect(searchParams.has('code')).toBe(false);
  });

  test('grants only the permissions that stay ticked', async () => {
    const page = await stage.newPerson();
    await page.goto(stage.client.authorizeUrl());
    await page.getByLabel(WRITES).uncheck();
    await press(page, 'Разрешить');
    await signInAs(page, 'browser_vera');
    const { access_token, scope } = await stage.client.exchange(await landingAt(page, stage.client));
    expect(scope.split(' ')).not.toContain('dt:write');
    expect((await callTool(dt, access_token, READ)).status).toBe(200);
    expect((await callTool(dt, access_token, WRITE)).status).toBe(403);
  });

  test('who unticked everything sees why that fails, goes back and continues', async () => {
    const page = await stage.newPerson();
    await page.goto(stage.client.authorizeUrl());
    for (const box of await page.getByRole('checkbox').all()) await box.uncheck();
    await press(page, 'Разрешить');
    expect(await heading(page)).toBe('Не отмечено ни одного разрешения');
    await page.goBack();
    await page.getByLabel(READS).check();
    await press(page, 'Разрешить');
    await signInAs(page, 'browser_gleb');
    expect(await landingAt(page, stage.client)).toContain('code=');
  });

  test('can sign in as another user, although the identity provider remembers the first', async () => {
    const page = await stage.newPerson();
    const first = await connect(page, stage.client, 'browser_anna');
    await page.goto(stage.client.authorizeUrl());
    await press(page, 'Войти другим пользователем');
    await signInAs(page, 'browser_boris');
    const second = await stage.client.exchange(await landingAt(page, stage.client));
    expect(personOf(second.access_token)).not.toBe(personOf(first.access_token));
    await page.goto(stage.client.authorizeUrl());
    await press(page, 'Разрешить');
    const third = await stage.client.exchange(await landingAt(page, stage.client));
    expect(personOf(third.access_token)).toBe(personOf(second.access_token));
  });

  test('who refused can go back and allow it', async () => {
    const page = await stage.newPerson();
    await page.goto(stage.client.authorizeUrl());
    await press(page, 'Не разрешать');
    await landingAt(page, stage.client);
    await page.goBack();
    await press(page, 'Разрешить');
    await signInAs(page, 'browser_dina');
    expect(await landingAt(page, stage.client)).toContain('code=');
  });

  test('is not redirected by an invalid request', async () => {
    const page = await stage.newPerson();
    const wrong = new URL(stage.client.authorizeUrl());
    wrong.searchParams.set('redirect_uri', 'https://evil.example/callback');
    await page.goto(wrong.href);
    expect(await heading(page)).toBe('Приложение прислало неверный запрос');
    expect(page.url()).toContain('/authorize');
  });
});

/** Web clients hand a sign-in on: from the address they registered to the page that waits for it, or to a program. */
describe.each([
  ['allow', 'Разрешить', 'code='],
  ['deny', 'Не разрешать', 'error=access_denied'],
])('a client that redirects on gets its answer there: %s', (_, button, answer) => {
  /** Presses the button with a session open at the identity provider, so that no page comes between the redirects. */
  async function decide(page: Page, client: ClientApp): Promise<void> {
    await connect(page, stage.client, 'browser_zoya');
    await page.goto(client.authorizeUrl());
    await press(page, button);
  }

  test('over two hops to another origin', async () => {
    const page = await stage.newPerson();
    const client = await startClientApp(dt, 'Мост', {
      '/callback': 'http://127.0.0.1:PORT/hop',
      '/hop': 'http://127.0.0.1:PORT/end',
    });
    await decide(page, client);
    await page.waitForURL((url) => url.hostname === '127.0.0.1' && url.pathname === '/end');
    expect(page.url()).toContain(answer);
    client.close();
  });

  test('over a hop to the scheme of a program', async () => {
    const page = await stage.newPerson();
    const client = await startClientApp(dt, 'Мост', {
      '/callback': 'http://127.0.0.1:PORT/hop',
      '/hop': 'aisystant-editor://signed-in',
    });
    const opened = page.waitForRequest((request) => request.url().startsWith('aisystant-editor://signed-in'));
    await decide(page, client);
    expect((await opened).url()).toContain(answer);
    client.close();
    // The window still waits for the program to open, so the next person gets another.
    await page.context().close();
  });
});

test('a person who presses twice before the page changes is signed in all the same', async () => {
  const page = await stage.newPerson();
  await page.goto(stage.client.authorizeUrl());
  await page.getByRole('button', { name: 'Разрешить', exact: true }).dblclick();
  await signInAs(page, 'browser_twice');
  expect(await landingAt(page, stage.client)).toContain('code=');
});

test('the whole consent works by keyboard alone, with a visible focus', async () => {
  const page = await stage.newPerson();
  await page.goto(stage.client.authorizeUrl());
  const focused = page.locator(':focus-visible');
  const reached: string[] = [];
  for (let stop = 0; stop < 5; stop += 1) {
    await page.keyboard.press('Tab');
    reached.push((await focused.getAttribute('value')) ?? '');
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineWidth')).toBe('3px');
  }
  expect(reached).toEqual(['dt:read', 'dt:write', 'approve', 'deny', 'approve_as_other']);
  for (let stop = 0; stop < 3; stop += 1) await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Space');
  expect(await page.getByRole('checkbox').nth(1).isChecked()).toBe(false);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByLabel('Или под своим именем').focus();
  await page.keyboard.type('browser_keys');
  await page.keyboard.press('Enter');
  const { scope } = await stage.client.exchange(await landingAt(page, stage.client));
  expect(scope).toBe('dt:read offline_access');
});
