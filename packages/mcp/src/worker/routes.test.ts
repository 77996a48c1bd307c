import { describe, expect, test } from 'vitest';
import { earlyInAMinute, endpoint, fetch, keepLog, signIn } from '../../fixture/client.ts';

const notes = `${endpoint}/notes`;
const lines = keepLog();

async function post(body: BodyInit, token?: string, url = notes, type = 'application/json'): Promise<Response> {
  const headers = { 'content-type': type, ...(token !== undefined && { authorization: `Bearer ${token}` }) };
  return fetch(new Request(url, { method: 'POST', headers, body }));
}

const errorIn = async (response: Response) => (await response.json<{ error: object }>()).error;

describe('a plain route', () => {
  test('accepts and returns JSON, for the user of the token', async () => {
    const token = await signIn('fixture:write');
    expect(await (await post('["a","b"]', token)).json()).toEqual({ count: 2 });
    expect(await (await post('["c"]', token)).json()).toEqual({ count: 3 });
    expect(await (await post('[]', await signIn('fixture:write'))).json()).toEqual({ count: 0 });
  });

  test('answers 401 with the challenge without a token, 403 without the permission', async () => {
    const stranger = await post('[]');
    expect(stranger.status).toBe(401);
    expect(stranger.headers.get('www-authenticate')).toContain('resource_metadata=');
    const reader = await post('[]', await signIn('fixture:read'));
    expect(reader.status).toBe(403);
    expect(await errorIn(reader)).toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('fixture:write'),
    });
  });

  test.each([
    ['{', 'not valid JSON'],
    ['', 'not valid JSON'],
    ['{"texts":[]}', 'Нужен список'],
    ['[1]', 'Нужна строка'],
    ['["1","2","3","4","5","6"]', 'Не больше 5'],
    ['{"__proto__":[]}', 'Нужен список'],
  ])('refuses %s with 400', async (body, message) => {
    const response = await post(body, await signIn('fixture:write'));
    expect(response.status).toBe(400);
    expect(await errorIn(response)).toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining(message),
    });
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'json'])(
    'refuses %s with 415 that says what to send',
    async (type) => {
      const response = await post('["a"]', await signIn('fixture:write'), notes, type);
      expect(response.status).toBe(415);
      expect(await errorIn(response)).toMatchObject({ message: expect.stringContaining('application/json') });
    },
  );

  test('reads JSON with a charset', async () => {
    const response = await post('["a"]', await signIn('fixture:write'), notes, 'application/json; charset=utf-8');
    expect(response.status).toBe(200);
  });

  test('names the path of the invalid item', async () => {
    const response = await post(JSON.stringify(['a', 'x'.repeat(51)]), await signIn('fixture:write'));
    expect(await errorIn(response)).toMatchObject({ field: '1' });
  });

  test('has its own body limit, with or without Content-Length', async () => {
    const token = await signIn('fixture:write');
    const large = JSON.stringify(['x'.repeat(1100)]);
    for (const body of [large, new Blob([large]).stream()]) {
      const response = await post(body, token);
      expect(response.status).toBe(413);
      expect(await errorIn(response)).toMatchObject({ code: 'INVALID_ARGUMENT' });
    }
  });

  test.each(['GET', 'PUT', 'DELETE'])('answers %s with 405 and the allowed method', async (method) => {
    const headers = { authorization: `Bearer ${await signIn('fixture:write')}` };
    const response = await fetch(new Request(notes, { method, headers }));
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
  });

  test('exists only at its declared path', async () => {
    const token = await signIn('fixture:write');
    for (const path of ['/note', '/notes/', '/notes/more', '/__proto__']) {
      expect((await post('[]', token, `${endpoint}${path}`)).status).toBe(404);
    }
  });

  test('without the scope is refused with the step-up challenge', async () => {
    const reply = await post('[]', await signIn('fixture:read'));
    expect(reply.status).toBe(403);
    expect(reply.headers.get('www-authenticate')).toMatch(/insufficient_scope.*scope="fixture:write fixture:read"/);
  });

  test('shares the rate limit of the user, and sends Retry-After', async () => {
    await earlyInAMinute();
    const token = await signIn('fixture:write');
    for (let call = 0; call < 5; call += 1) expect((await post('[]', token)).status).toBe(200);
    const sixth = await post('[]', token);
    expect([sixth.status, sixth.headers.get('retry-after')]).toEqual([429, '60']);
    expect(await errorIn(sixth)).toMatchObject({ code: 'RATE_LIMITED', retryable: true, retry_after_seconds: 60 });
  });

  test('leaves a line in the log like a tool', async () => {
    await post('["слова человека"]', await signIn('fixture:write'));
    const line = lines.at(-1) ?? '';
    expect(JSON.parse(line)).toMatchObject({ event: 'route', name: '/mcp/notes', code: 'OK' });
    expect(line).not.toContain('слова человека');
  });
});
