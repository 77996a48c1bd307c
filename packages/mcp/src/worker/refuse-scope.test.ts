import { createExecutionContext } from 'cloudflare:test';
import { BOTH_ERAS, post, send } from '@aisystant/testing';
import { describe, expect, test } from 'vitest';
import { bindings, endpoint, inEnvironment, keepLog, signIn } from '../../fixture/client.ts';
import { server } from '../../fixture/server.ts';
import { defineServer } from '../define/server.ts';
import { plainHttp } from './plain-http.ts';
import { serveRest } from './serve-rest.ts';
import { createMcpWorker } from './worker.ts';

const lines = keepLog();
const logged = () => lines.map((line) => JSON.parse(line));
const WRITE = 'fixture_save_note';

/** Plain HTTP of the fixture server, with limits that let this many requests through. */
function withPlainHttp(most = Number.POSITIVE_INFINITY) {
  let counted = 0;
  const limit = { limit: async () => ({ success: ++counted <= most }) };
  const worker = createMcpWorker(defineServer({ ...server, plainHttp: true }), { rest: serveRest, plainHttp });
  const env = { ...bindings, READ_LIMIT: limit, WRITE_LIMIT: limit };
  return async (path: string, body: object, token: string) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const request = new Request(`${endpoint}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return worker.fetch(request, env, createExecutionContext());
  };
}

describe('a call without its scope', () => {
  test.each(BOTH_ERAS)('is challenged and leaves one line, as every refused call (%s)', async (era) => {
    const token = await signIn('fixture:read');
    const params = { name: WRITE, arguments: { text: 'words of a person' } };
    const refused = await send(inEnvironment({}), endpoint, { method: 'tools/call', params, era, token });
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([
      403,
      expect.stringContaining('scope="fixture:write fixture:read"'),
    ]);
    expect(logged()).toEqual([
      expect.objectContaining({
        event: 'tool',
        name: 'fixture.save_note',
        code: 'FORBIDDEN',
        who: expect.stringMatching(/^person-/),
      }),
    ]);
    expect(lines.join()).not.toContain('words of a person');
  });

  test('of several in a batch is challenged for all of them at once', async () => {
    const calls = ['fixture_list_notes', WRITE, 'fixture_list_notes'].map((name, id) => ({
      ...{ jsonrpc: '2.0', id, method: 'tools/call' },
      params: { name, arguments: {} },
    }));
    const headers = { authorization: `Bearer ${await signIn()}` };
    const refused = await post(inEnvironment({}), endpoint, JSON.stringify(calls), headers);
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([
      403,
      expect.stringContaining('scope="fixture:read fixture:write"'),
    ]);
    expect(logged()).toEqual([expect.objectContaining({ name: 'fixture.list_notes', code: 'FORBIDDEN' })]);
  });

  test('leaves the same line over plain HTTP', async () => {
    const token = await signIn('fixture:read');
    const refused = await withPlainHttp()('/tool/call', { tool: WRITE, params: {} }, token);
    expect(refused.status).toBe(403);
    expect(logged()).toEqual([
      expect.objectContaining({ event: 'tool', name: 'fixture.save_note', code: 'FORBIDDEN' }),
    ]);
  });

  test('is a few lines of the log when it is a flood, and none of it is an event of the person', async () => {
    const token = await signIn('fixture:read');
    const fetch = inEnvironment({});
    for (let sent = 0; sent < 50; sent += 1) {
      await send(fetch, endpoint, { method: 'tools/call', params: { name: WRITE, arguments: {} }, token });
    }
    expect(logged().map(({ repeats }) => repeats ?? 1)).toEqual([...Array(10).fill(1), 16, 32]);
  });
});

test.each([
  ['/tool/call', { tool: 'nothing' }, 404],
  ['/tool/call', { tool: 7 }, 400],
  ['/resource/query', { resource: 'nothing' }, 404],
  ['/resource/query', { resource: 7 }, 400],
  ['/resource/query', { resource: 'fixture://about', params: { x: 1 } }, 400],
])('plain HTTP to %s that reaches nothing has the limits and the line of a call: %j', async (path, body, status) => {
  const token = await signIn('fixture:read');
  const ask = withPlainHttp(1);
  expect((await ask(path, body, token)).status).toBe(status);
  expect(logged()).toEqual([
    expect.objectContaining({ event: 'message', name: `/mcp${path}`, code: 'INVALID_ARGUMENT' }),
  ]);
  const limited = await ask(path, body, token);
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '60']);
});

test('plain HTTP says of a refusal by a limit when to come back, in the result and in the header', async () => {
  const ask = withPlainHttp(0);
  const limited = await ask('/tool/call', { tool: WRITE, params: { text: 'a' } }, await signIn('fixture:write'));
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([200, '60']);
  expect(await limited.json()).toMatchObject({ isError: true, _meta: { 'aisystant/error': { code: 'RATE_LIMITED' } } });
});
