import { BOTH_ERAS, callTool, type Era, type Exchange } from '@aisystant/testing';
import { describe, expect, test } from 'vitest';
import { earlyInAMinute, endpoint, fetch, inEnvironment, keepLog, send, signIn } from '../../fixture/client.ts';

const lines = keepLog();

const call = (name: string, input: object, rest?: Partial<Exchange>) => callTool(fetch, endpoint, name, input, rest);

describe.each(BOTH_ERAS)('with protocol version %s', (era: Era) => {
  test('an open tool answers without a token, and sees the user of a token', async () => {
    const nobody = await call('fixture_say_hello', {}, { era });
    expect(nobody.result).toMatchObject({ structuredContent: { greeting: 'Привет, друг!', who: null } });
    const token = await signIn('fixture:read');
    const somebody = await call('fixture_say_hello', {}, { era, token });
    expect(somebody.result).toMatchObject({ structuredContent: { who: token.split(':')[0] } });
  });

  test('a result has structured data and a summary text, without duplication', async () => {
    const { result } = await call('fixture_say_hello', { name: 'Оля' }, { era });
    expect(result).toMatchObject({
      content: [{ type: 'text', text: 'Привет, Оля!' }],
      structuredContent: { greeting: 'Привет, Оля!', who: null },
      isError: false,
    });
  });

  test('the documented id with a dot is accepted in a call and never listed', async () => {
    const reply = await call('fixture.say_hello', { name: 'Оля' }, { era });
    expect(reply.result).toMatchObject({ structuredContent: { greeting: 'Привет, Оля!' } });
    const list = await send({ method: 'tools/list', era });
    expect(list.text).not.toContain('fixture.say_hello');
  });

  test('the documented id gets the same challenges as the wire name', async () => {
    expect((await call('fixture.save_note', { text: 'x' }, { era })).status).toBe(401);
    const token = await signIn('fixture:read');
    expect((await call('fixture.save_note', { text: 'x' }, { era, token })).status).toBe(403);
  });

  test('a ToolError is returned with its message, field and hint', async () => {
    const token = await signIn('fixture:read');
    const { result } = await call('fixture_misbehave', { how: 'refuse' }, { era, token });
    expect(result).toMatchObject({
      isError: true,
      content: [{ type: 'text', text: 'CONFLICT (version): Версия устарела. Перечитай.' }],
      _meta: {
        'aisystant/error': {
          code: 'CONFLICT',
          message: 'Версия устарела.',
          field: 'version',
          hint: 'Перечитай.',
          retryable: false,
        },
      },
    });
    expect(result).not.toHaveProperty('structuredContent');
  });

  test.each([
    ['throw', 'INTERNAL'],
    ['wrong_output', 'INTERNAL'],
    ['too_long', 'INVALID_ARGUMENT'],
  ])('%s of a tool is %s for the caller and in the log, without details', async (how, code) => {
    const token = await signIn('fixture:read');
    const reply = await call('fixture_misbehave', { how }, { era, token });
    expect(reply.status).toBe(200);
    expect(reply.result).toMatchObject({ isError: true, _meta: { 'aisystant/error': { code } } });
    expect(reply.text.length).toBeLessThan(1000);
    expect(reply.text + lines.join()).not.toContain('secret-token-and-private-text');
    const line = JSON.parse(lines.at(-1) ?? '');
    expect(line).toMatchObject({ event: 'tool', name: 'fixture.misbehave', code });
    expect(line.requestId).toBe(reply.headers.get('x-request-id'));
  });

  test('CONSENT_REQUIRED comes with a challenge for the withdrawn and the granted scopes', async () => {
    const token = await signIn('fixture:read', 'fixture:write');
    const { result } = await call('fixture_misbehave', { how: 'ask_consent' }, { era, token });
    expect(result).toMatchObject({
      isError: true,
      _meta: {
        'aisystant/error': { code: 'CONSENT_REQUIRED' },
        'mcp/www_authenticate': [expect.stringMatching(/^Bearer .*scope="fixture:read fixture:write"/)],
      },
    });
  });

  test('a call leaves one line in the log, without arguments and without the token', async () => {
    const token = await signIn('fixture:write');
    await call('fixture_save_note', { text: 'слова человека' }, { era, token });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      event: 'tool',
      server: 'fixture-mcp',
      name: 'fixture.save_note',
      who: token.split(':')[0],
      client: expect.any(String),
      code: 'OK',
      ms: expect.any(Number),
      requestId: expect.any(String),
    });
  });
});

describe('the name in the header', () => {
  const named = (header: string, body: string) => call(body, { name: 'Оля' }, { headers: { 'mcp-name': header } });

  test('may be the documented id or the wire name', async () => {
    for (const name of ['fixture.say_hello', 'fixture_say_hello']) {
      expect((await named(name, name)).result).toMatchObject({ isError: false });
    }
  });

  test('must match the body', async () => {
    for (const header of ['fixture_list_notes', 'fixture.list_notes', 'nothing']) {
      const reply = await named(header, 'fixture_say_hello');
      expect(reply.status).toBe(400);
      expect(reply.result).toBeUndefined();
    }
  });
});

test('a page of claude.ai reads the challenge of a 403 and the id of any answer', async () => {
  const headers = { origin: 'https://claude.ai' };
  const token = await signIn('fixture:read');
  const reply = await call('fixture_save_note', { text: 'x' }, { token, headers });
  expect(reply.status).toBe(403);
  expect(reply.headers.get('access-control-allow-origin')).toBe('*');
  expect(reply.headers.get('access-control-expose-headers')).toBe('WWW-Authenticate, X-Request-Id, ETag, Retry-After');
});

test.each([
  ['https://portal.example.test', 200],
  ['https://portal.example.test.evil.example', 403],
  ['https://evil.example', 403],
])('of pages elsewhere only those of the portal may call: %s gets %i', async (origin, status) => {
  const here = inEnvironment({ PORTAL_URL: 'https://portal.example.test' });
  const reply = await callTool(here, endpoint, 'fixture_say_hello', {}, { headers: { origin } });
  expect(reply.status).toBe(status);
  expect(reply.headers.get('access-control-allow-origin')).toBe('*');
});

test('the sixth write in a minute is refused to its user only', async () => {
  await earlyInAMinute();
  const [anna, boris] = [await signIn('fixture:write', 'fixture:read'), await signIn('fixture:write')];
  const save = (token: string) => call('fixture_save_note', { text: 'x' }, { token });
  for (let note = 1; note <= 5; note += 1) {
    expect((await save(anna)).result).toMatchObject({ structuredContent: { count: note } });
  }
  const sixth = await save(anna);
  expect(sixth.status).toBe(200);
  expect(sixth.result).toMatchObject({
    isError: true,
    _meta: { 'aisystant/error': { code: 'RATE_LIMITED', retryable: true } },
  });
  expect((await call('fixture_list_notes', {}, { token: anna })).result).toMatchObject({ isError: false });
  expect((await save(boris)).result).toMatchObject({ structuredContent: { count: 1 } });
});

test('a list is read page by page, and its cursor works only with the same filters', async () => {
  const token = await signIn('fixture:read', 'fixture:write');
  for (const text of ['один', 'два', 'три']) await call('fixture_save_note', { text }, { token });
  const first = await call('fixture_list_notes', { limit: 2 }, { token });
  const page = first.result?.['structuredContent'] as { notes: string[]; next_cursor: string };
  expect(page.notes).toEqual(['один', 'два']);
  const second = await call('fixture_list_notes', { limit: 2, cursor: page.next_cursor }, { token });
  expect(second.result).toMatchObject({ structuredContent: { notes: ['три'], next_cursor: null } });
  const other = await call('fixture_list_notes', { limit: 3, cursor: page.next_cursor }, { token });
  expect(other.result).toMatchObject({ _meta: { 'aisystant/error': { code: 'INVALID_ARGUMENT', field: 'cursor' } } });
});

test('one unauthorized message refuses a whole batch', async () => {
  const token = await signIn('fixture:read');
  const calls = ['fixture_say_hello', 'fixture_save_note'].map((name, id) => ({
    jsonrpc: '2.0',
    id,
    method: 'tools/call',
    params: { name, arguments: name === 'fixture_save_note' ? { text: 'x' } : {} },
  }));
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    host: new URL(endpoint).host,
  };
  const body = JSON.stringify(calls);
  const anonymous = await fetch(new Request(endpoint, { method: 'POST', headers, body }));
  expect(anonymous.status).toBe(401);
  const reader = { ...headers, authorization: `Bearer ${token}` };
  const refused = await fetch(new Request(endpoint, { method: 'POST', headers: reader, body }));
  expect(refused.status).toBe(403);
});
