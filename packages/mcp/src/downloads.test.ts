import { describe, expect, test } from 'vitest';
import { endpoint, fetch, keepLog } from '../fixture/client.ts';

const { origin } = new URL(endpoint);
const lines = keepLog();
const open = (path: string, init: RequestInit = {}) => fetch(new Request(`${origin}/files/${path}`, init));

describe('a one-use link', () => {
  test('is not used up by a preview, then gives its file once, then is gone', async () => {
    expect((await open('good', { method: 'HEAD' })).status).toBe(404);
    const first = await open('good');
    expect(first.status).toBe(200);
    expect(await first.json()).toEqual(['заметка']);
    expect(first.headers.get('cache-control')).toBe('no-store');
    expect(first.headers.get('referrer-policy')).toBe('no-referrer');
    expect(first.headers.get('content-disposition')).toBe('attachment; filename="notes.json"');
    expect(first.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect((await open('good')).status).toBe(404);
  });

  test.each(['', 'bad', 'good/more', '%67ood', '../good', '__proto__'])(
    'that is wrong is a page that says so: %j',
    async (secret) => {
      const answer = await open(secret, { headers: { 'accept-language': 'ru' } });
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toContain('text/html');
      if (secret !== '../good') expect(await answer.text()).toContain('Попросите в чате новую');
    },
  );

  test('whose store is down is a page too, and neither page nor log carries what broke', async () => {
    const answer = await open('down');
    expect(answer.status).toBe(503);
    expect(await answer.text()).not.toContain('secret-token');
    expect(lines.join('\n')).not.toContain('secret-token');
  });

  test('leaves a line in the log, without its secret', async () => {
    await open('some-secret');
    const line = lines.at(-1) ?? '';
    expect(JSON.parse(line)).toMatchObject({ event: 'download', name: '/files/', code: 'NOT_FOUND', who: null });
    expect(line).not.toContain('some-secret');
  });

  test('works at the address of the server only', async () => {
    const foreign = await fetch(new Request('https://evil.example.test/files/good'));
    expect(foreign.status).toBe(421);
  });
});
