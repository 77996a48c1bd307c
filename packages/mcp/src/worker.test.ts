import { env, exports } from 'cloudflare:workers';
import { issueToken } from '@aisystant/oauth/testing';
import { callTool, send, workerFetch } from '@aisystant/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import type { McpEnv } from './worker.ts';

const bindings = env as unknown as McpEnv;
const endpoint = `${bindings.BASE_URL}/mcp`;
const fetch = workerFetch(exports);
const eras = ['2025-11-25', '2026-07-28'] as const;

let reader: string;
let writer: string;
beforeAll(async () => {
  reader = await issueToken(fetch, bindings, { userId: 'anna', scopes: ['fixture:read'] });
  writer = await issueToken(fetch, bindings, { userId: 'boris', scopes: ['fixture:read', 'fixture:write'] });
});

describe.each(eras)('in the era of %s', (era) => {
  test('an open tool answers without a token', async () => {
    const reply = await callTool(fetch, endpoint, 'fixture_say_hello', {}, { era });
    expect(reply.result).toMatchObject({ structuredContent: { greeting: 'Привет, друг!', who: null } });
  });

  test('a scoped tool without a token answers 401 with the challenge that starts sign-in', async () => {
    const reply = await callTool(fetch, endpoint, 'fixture_list_notes', {}, { era });
    expect(reply.status).toBe(401);
    expect(reply.headers.get('www-authenticate')).toContain('resource_metadata=');
  });

  test('a token without the scope answers 403 that names every scope needed', async () => {
    const reply = await callTool(fetch, endpoint, 'fixture_save_note', { text: 'x' }, { era, token: reader });
    expect(reply.status).toBe(403);
    const challenge = reply.headers.get('www-authenticate') ?? '';
    expect(challenge).toContain('insufficient_scope');
    expect(challenge).toContain('fixture:write');
    expect(challenge).toContain('fixture:read');
    expect(challenge).toContain('resource_metadata=');
  });

  test('the documented id with a dot is accepted in a call and never listed', async () => {
    const reply = await callTool(fetch, endpoint, 'fixture.say_hello', { name: 'Оля' }, { era });
    expect(reply.result).toMatchObject({ structuredContent: { greeting: 'Привет, Оля!' } });
    const list = await send(fetch, endpoint, { method: 'tools/list', era });
    expect(list.text).not.toContain('fixture.say_hello');
  });

  test('a wrong argument is refused with the name of the field', async () => {
    const reply = await callTool(fetch, endpoint, 'fixture_say_hello', { nam: 'Оля' }, { era });
    expect(reply.result).toMatchObject({
      isError: true,
      _meta: { 'aisystant/error': { code: 'INVALID_ARGUMENT', field: 'nam' } },
    });
  });
});

test('tools/list shows title, hints and security schemes of every tool', async () => {
  const list = await send(fetch, endpoint, { method: 'tools/list', token: writer });
  expect(list.result).toMatchObject({ tools: expect.arrayContaining([]) });
  expect(list.result?.['tools']).toMatchSnapshot();
});
