import { describe, expect, test } from 'vitest';
import { endpoint, fetch, keepLog } from '../../fixture/client.ts';

const { origin } = new URL(endpoint);
const lines = keepLog();
const RU = { 'accept-language': 'ru' };
const open = (path: string, method = 'GET') => fetch(new Request(`${origin}/files/${path}`, { method, headers: RU }));
const press = (path: string, headers: Record<string, string> = { origin }) =>
  fetch(new Request(`${origin}/files/${path}`, { method: 'POST', headers: { ...RU, ...headers } }));

describe('a one-use link', () => {
  test('is not redeemed by GET or HEAD, and gives its file once', async () => {
    for (const method of ['GET', 'HEAD', 'GET']) expect((await open('good', method)).status).toBe(200);
    const first = await press('good');
    expect(first.status).toBe(200);
    expect(await first.json()).toEqual(['заметка']);
    expect(first.headers.get('cache-control')).toBe('no-store');
    expect(first.headers.get('referrer-policy')).toBe('no-referrer');
    expect(first.headers.get('content-disposition')).toBe('attachment; filename="notes.json"');
    expect(first.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(first.headers.has('access-control-allow-origin')).toBe(false);
    const again = await press('good');
    expect(again.status).toBe(410);
    expect(await again.text()).toContain('уже скачали');
  });

  test('opens a page with one button, uncached and the same whether there is a file or not', async () => {
    const page = await open('good');
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self'");
    expect([page.headers.get('cache-control'), page.headers.get('referrer-policy')]).toEqual([
      'no-store',
      'same-origin',
    ]);
    const text = await page.text();
    expect(text).toContain('<form method="post"><button class="primary">Скачать</button></form>');
    expect(await (await open('nothing')).text()).toBe(text);
  });

  test('is not redeemed by a form of another site', async () => {
    expect((await press('second', { origin: 'https://evil.example.test' })).status).toBe(403);
    expect((await press('second', { origin: 'null' })).status).toBe(403);
    expect((await open('second', 'PUT')).status).toBe(403);
    expect((await press('second', {})).status).toBe(200);
  });

  test.each(['', 'bad', 'good/more', '%67ood', '__proto__'])(
    'that is unknown gets an error page: %j',
    async (secret) => {
      const answer = await press(secret);
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toContain('text/html');
      expect(await answer.text()).toContain('Получите новую там же');
    },
  );

  test('whose store is unavailable gets an error page; neither page nor log has the error message', async () => {
    const answer = await press('down');
    expect(answer.status).toBe(503);
    expect(await answer.text()).not.toContain('secret-token');
    expect(lines.join('\n')).not.toContain('secret-token');
  });

  test('leaves a line in the log, without its secret', async () => {
    await press('some-secret');
    const line = lines.at(-1) ?? '';
    expect(JSON.parse(line)).toMatchObject({ event: 'download', name: '/files/', code: 'NOT_FOUND', who: null });
    expect(line).not.toContain('some-secret');
  });

  test('works only at the host of the server', async () => {
    const foreign = await fetch(new Request('https://evil.example.test/files/good', { method: 'POST' }));
    expect(foreign.status).toBe(421);
  });
});
