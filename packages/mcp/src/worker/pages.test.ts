import { describe, expect, test } from 'vitest';
import { bindings, fetch } from '../../fixture/client.ts';
import { server } from '../../fixture/server.ts';
import { homePage } from './home.ts';

const get = (path: string, init?: RequestInit) =>
  fetch(new Request(`${bindings.BASE_URL}${path}`, { headers: { 'accept-language': 'ru' }, ...init }));

describe('a public page of a server', () => {
  test('is served without a token, in the common layout and with the common CSP', async () => {
    const response = await get('/map');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const text = await response.text();
    expect(text).toContain('<h1>Карта</h1>');
    expect(text).toContain('<div lang="ru"><p id="here">Здесь.</p></div>');
    expect(text).toContain('href="/style.css"');
    expect(text).toContain('<a href="/">Об этом сервере</a>');
  });

  test('runs no script when it has none', async () => {
    const response = await get('/map');
    expect(response.headers.get('content-security-policy')).not.toContain('script-src');
    expect(await response.text()).not.toContain('<script');
    expect((await get('/map.js')).status).toBe(404);
  });

  test('has its heading in the language of the reader', async () => {
    const response = await get('/map', { headers: { 'accept-language': 'en' } });
    expect(await response.text()).toContain('<h1>Map</h1>');
  });

  test('is linked from the front page', async () => {
    expect(server.pages).toHaveLength(1);
    expect(await (await get('/')).text()).toContain('<a href="/map">Карта</a>');
  });

  test('answers HEAD with the same headers', async () => {
    for (const path of ['/', '/map']) {
      const head = await get(path, { method: 'HEAD' });
      expect([head.status, await head.text()]).toEqual([200, '']);
    }
  });

  test('answers only GET and HEAD, and only at its path', async () => {
    expect((await get('/map', { method: 'POST' })).status).toBeGreaterThanOrEqual(400);
    expect((await get('/map/x')).status).toBe(404);
  });
});

const ADDRESSES = { resource: 'https://a.example.test/mcp', portalUrl: 'https://portal.example.test' };

test('the front page speaks of a sign-in only where something needs one', async () => {
  const { rest: _, ...others } = server;
  const open = {
    ...others,
    personPages: [],
    tools: server.tools.filter(({ facts }) => facts.scope === null),
    resources: [],
    prompts: server.prompts.filter(({ operation }) => operation.scope === null),
    routes: [],
  };
  const told = async (shown: typeof server) => (await homePage(shown, ADDRESSES, 'ru')).text();
  expect(await told(server)).toContain('приложение попросит само');
  expect(await told(open)).toContain('Входить не нужно');
  expect(await told(open)).not.toContain('попросит');
});

test('the front page leads on to that of the portal, and to what is kept', async () => {
  const page = await (await homePage(server, ADDRESSES, 'ru')).text();
  for (const path of ['/', '/privacy', '/terms']) expect(page).toContain(`href="https://portal.example.test${path}"`);
});
