import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { earlyInAMinute, keepLog, send, signIn } from '../../fixture/client.ts';
import { ask, both } from '../../fixture/rest-client.ts';

const lines = keepLog();

describe('a route', () => {
  test('answers with its status: what a tool made, what its own handler read, and nothing', async () => {
    const token = await both();
    const made = await ask('/notes', { method: 'POST', token, body: { text: 'раз' } });
    expect(made).toMatchObject({ status: 201, json: { total: 1 } });
    expect(await ask('/notes/%D0%B4%D0%B2%D0%B0/again', { method: 'PUT', token, body: {} })).toMatchObject({
      status: 204,
      json: null,
    });
    expect((await ask('/notes', { token })).json).toEqual({ data: ['раз', 'два'], limit: 5 });
    expect((await ask('/notes/1', { token })).json).toEqual({ text: 'два' });
    expect((await ask('/notes/first?limit=1', { token })).json).toMatchObject({ notes: ['раз'] });
  });

  test('that is read answers HEAD as GET, and no other does', async () => {
    const token = await both();
    expect(await ask('/notes', { method: 'HEAD', token })).toMatchObject({ status: 200 });
    const refused = await ask('/notes/x/again', { method: 'HEAD', token });
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'PUT']);
    const put = await ask('/notes', { method: 'PUT', token, body: {} });
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
  });

  test('is logged like a tool, by its pattern and without a value', async () => {
    const token = await both();
    await ask('/notes', { method: 'POST', token, body: { text: 'слова человека' } });
    await ask('/notes/7', { token });
    await ask('/notes?limit=слова', { token });
    const told = lines.map((line) => JSON.parse(line)).map(({ event, name, code }) => ({ event, name, code }));
    expect(told).toEqual([
      { event: 'route', name: 'POST /notes', code: 'OK' },
      { event: 'route', name: 'GET /notes/{index}', code: 'NOT_FOUND' },
      { event: 'route', name: 'GET /notes', code: 'INVALID_ARGUMENT' },
    ]);
    expect(lines.join()).not.toContain('слова');
  });

  test('shares the limits of the person with their tools', async () => {
    await earlyInAMinute();
    const token = await both();
    for (let n = 0; n < 5; n += 1) await ask('/notes', { method: 'POST', token, body: { text: `${n}` } });
    const sixth = await ask('/notes', { method: 'POST', token, body: { text: '6' } });
    expect(sixth).toMatchObject({ status: 429, json: { error: { code: 'RATE_LIMITED', retryable: true } } });
  });
});

describe('one dialect of errors', () => {
  test.each([
    ['without a token', undefined],
    ['with an unknown token', 'nobody:knows:this'],
  ])('401 %s, with the challenge that starts a sign-in', async (_, token) => {
    const refused = await ask('/notes', token === undefined ? {} : { token });
    expect(refused).toMatchObject({ status: 401, json: { error: { code: 'UNAUTHENTICATED', retryable: false } } });
    expect(refused.headers.get('www-authenticate')).toContain('resource_metadata="');
    expect(Object.keys(refused.json)).toEqual(['error']);
  });

  test('403 without the scope, with the challenge of a step-up', async () => {
    const refused = await ask('/notes', { method: 'POST', token: await signIn('fixture:read'), body: { text: 'а' } });
    expect(refused).toMatchObject({ status: 403, json: { error: { code: 'FORBIDDEN' } } });
    expect(refused.headers.get('www-authenticate')).toMatch(/insufficient_scope.*scope="fixture:write fixture:read"/);
  });

  test.each([
    ['/nothing', 404],
    ['/notes/', 404],
    ['/notes/1/2', 404],
    ['/__proto__', 404],
  ])('404 at %j, with and without a token', async (path, status) => {
    expect(await ask(path)).toMatchObject({ status, json: { error: { code: 'NOT_FOUND' } } });
  });

  test('405 names the methods that there are', async () => {
    const refused = await ask('/notes', { method: 'DELETE', token: await both() });
    expect(refused).toMatchObject({ status: 405, json: { error: { code: 'INVALID_ARGUMENT' } } });
    expect(refused.headers.get('allow')).toBe('GET, HEAD, POST');
  });

  test.each([
    ['no JSON', '{', {}, 400],
    ['a list', '[]', {}, 400],
    ['null', 'null', {}, 400],
    ['a prototype', '{"__proto__":{"text":"a"}}', {}, 400],
    ['another type', 'text=a', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['more than fits', JSON.stringify({ text: 'x'.repeat(300_000) }), {}, 413],
    ['an unknown field', '{"text":"a","other":1}', {}, 400],
    ['no body', undefined, {}, 400],
  ])('a body of %s is refused', async (_, body, headers, status) => {
    const refused = await ask('/notes', { method: 'POST', token: await both(), body, headers });
    expect(refused).toMatchObject({ status, json: { error: { code: 'INVALID_ARGUMENT' } } });
  });
});

describe('a filter', () => {
  test.each([
    ['limit=0', 'limit'],
    ['limit=11', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=1e1', 'limit'],
    ['limit=', 'limit'],
    ['limit=2&limit=3', 'limit'],
    ['longest=yes', 'longest'],
    ['begins=a,,b', 'begins.1'],
    ['begins=a,b,c,d', 'begins'],
    ['order=text', 'order'],
    ['__proto__=1', '__proto__'],
  ])('that is malformed is refused by name: %s', async (query, field) => {
    const refused = await ask(`/notes?${query}`, { token: await both() });
    expect(refused).toMatchObject({ status: 400, json: { error: { code: 'INVALID_ARGUMENT', field } } });
  });

  test('is honoured or refused, and never ignored', async () => {
    const token = await both();
    const value = fc.oneof(
      fc.integer({ min: -3, max: 14 }).map(String),
      fc.constantFrom('', 'a', 'true', 'false', 'а,б'),
      fc.string(),
    );
    const pair = fc.tuple(fc.constantFrom('limit', 'longest', 'begins', 'other', 'Limit'), value);
    await fc.assert(
      fc.asyncProperty(fc.array(pair, { maxLength: 3 }), async (pairs) => {
        const { status, json } = await ask(`/notes?${new URLSearchParams(pairs.map(([name, text]) => [name, text]))}`, {
          token,
        });
        if (status !== 200) {
          expect([status, json.error.code]).toEqual([400, 'INVALID_ARGUMENT']);
          return;
        }
        const named = new Map(pairs);
        expect(named.size).toBe(pairs.length);
        expect(named.has('other') || named.has('Limit')).toBe(false);
        expect(String(json.limit)).toBe(named.get('limit') ?? '5');
        expect(json.longest === undefined ? undefined : String(json.longest)).toBe(named.get('longest'));
      }),
      { numRuns: 60 },
    );
  });

  test('in the query of a writing request is refused, and so is a field that the address has otherwise', async () => {
    const token = await both();
    const inQuery = await ask('/notes?text=a', { method: 'POST', token, body: {} });
    expect(inQuery).toMatchObject({ status: 400, json: { error: { field: 'text' } } });
    const twice = await ask('/notes/a/again', { method: 'PUT', token, body: { text: 'b' } });
    expect(twice).toMatchObject({ status: 400, json: { error: { field: 'text' } } });
    const wrong = await ask('/notes/%E0%A4/again', { method: 'PUT', token, body: {} });
    expect(wrong).toMatchObject({ status: 400, json: { error: { field: 'text' } } });
  });
});

describe('a page of another site', () => {
  test('may not call, a page of a chat may, and both may ask', async () => {
    const token = await both();
    const foreign = await ask('/notes', { token, headers: { origin: 'https://evil.example' } });
    expect(foreign).toMatchObject({ status: 403, json: { error: { code: 'FORBIDDEN' } } });
    const own = await ask('/notes', { token, headers: { origin: 'https://claude.ai' } });
    expect(own.status).toBe(200);
    expect(own.headers.get('access-control-allow-origin')).toBe('*');
    const asked = await ask('/notes', { method: 'OPTIONS', headers: { origin: 'https://claude.ai' } });
    expect(asked.headers.get('access-control-allow-methods')).toContain('PATCH');
  });
});

describe('POST /api/v1/mcp', () => {
  test('answers JSON to a program that does not say what it takes', async () => {
    for (const headers of [{}, { accept: '*/*' }]) {
      const answer = await ask('/mcp', { method: 'POST', body: message('ping'), headers });
      expect(answer.headers.get('content-type')).toContain('application/json');
      expect(answer.json).toMatchObject({ id: 1, result: {} });
    }
  });

  const message = (method: string, params = {}) => ({ jsonrpc: '2.0', id: 1, method, params });

  test('is the same endpoint, with and without a token', async () => {
    const headers = { accept: 'application/json' };
    for (const token of [undefined, await both()]) {
      const known = token === undefined ? {} : { token };
      const listed = await ask('/mcp', { method: 'POST', body: message('tools/list'), headers, ...known });
      const there = await send({ method: 'tools/list', era: '2025-11-25', ...known });
      expect(listed.json.result).toEqual(there.result);
    }
    const call = message('tools/call', { name: 'fixture_list_notes', arguments: {} });
    expect((await ask('/mcp', { method: 'POST', body: call, headers })).status).toBe(401);
    const called = await ask('/mcp', { method: 'POST', body: call, headers, token: await both() });
    expect(called.json.result).toMatchObject({ isError: false });
  });
});

test('the OpenAPI document names every route, with its parameters and where the rest of it is', async () => {
  const { json, headers } = await ask('/openapi.json');
  expect(headers.get('cache-control')).toBe('public, max-age=3600');
  expect((await ask('/openapi.json', { method: 'HEAD' })).status).toBe(200);
  expect(json.openapi).toBe('3.1.0');
  const operations = Object.entries(json.paths as { [path: string]: object }).map(([path, item]) => [
    path,
    Object.keys(item),
  ]);
  expect(Object.fromEntries(operations)).toEqual({
    '/api/v1/notes': ['get', 'post'],
    '/api/v1/notes/{index}': ['get'],
    '/api/v1/notes/{text}/again': ['put'],
    '/api/v1/notes/first': ['get'],
    '/api/v1/pats': ['get', 'post'],
    '/api/v1/pats/{id}': ['delete'],
    '/api/v1/mcp': ['post'],
  });
  expect(json.paths['/api/v1/notes/{text}/again'].put).toMatchObject({
    parameters: [{ name: 'text', in: 'path', required: true }],
    requestBody: { content: { 'application/json': { schema: { additionalProperties: false, required: [] } } } },
    responses: { 204: {}, default: { $ref: '#/components/responses/Error' } },
    'x-scope': 'fixture:write',
  });
  expect(json.paths['/api/v1/notes'].get.parameters).toMatchObject([
    { name: 'limit', in: 'query', required: false, schema: { type: 'integer', maximum: 10 } },
    { name: 'longest', in: 'query' },
    { name: 'begins', in: 'query', explode: false, schema: { type: 'array' } },
  ]);
});
