import { createExecutionContext } from 'cloudflare:test';
import { callTool, type Fetch } from '@aisystant/testing';
import { describe, expect, test } from 'vitest';
import { bindings, endpoint, keepLog, signIn } from '../../fixture/client.ts';
import { server } from '../../fixture/server.ts';
import { ToolError } from '../define/tool-error.ts';
import { plainHttp } from './plain-http.ts';
import { serveRest } from './serve-rest.ts';
import { createMcpWorker } from './worker.ts';

const asked: string[] = [];

/** The fixture server, where every consent is withdrawn. */
const withdrawing: typeof server = {
  ...server,
  tools: server.tools.map((tool) => ({
    ...tool,
    operation: { ...tool.operation, needsConsent: tool.name !== 'fixture_list_notes' },
  })),
  async requireConsent({ kind, name }) {
    asked.push(`${kind} ${name}`);
    throw new ToolError('CONSENT_REQUIRED', 'Разрешение отозвано.');
  },
};
const worker = createMcpWorker(withdrawing, { rest: serveRest, plainHttp });
const fetch: Fetch = (request) => worker.fetch(request, bindings, createExecutionContext());

async function post(method: string, params: object, path = '') {
  const token = await signIn('fixture:read', 'fixture:write');
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
  };
  const body = path ? params : { jsonrpc: '2.0', id: 1, method, params };
  const response = await fetch(
    new Request(`${endpoint}${path}`, { method: 'POST', headers, body: JSON.stringify(body) }),
  );
  return response.text();
}

keepLog();

describe('a withdrawn consent', () => {
  test.each([
    ['a tool', 'tools/call', { name: 'fixture_save_note', arguments: { text: 'хлеб' } }, '', 'tool fixture.save_note'],
    ['a resource', 'resources/read', { uri: 'fixture://letters/alpha' }, '', 'resource letter'],
    ['a prompt with a scope', 'prompts/get', { name: 'retell', arguments: { note: 'хлеб' } }, '', 'prompt retell'],
    [
      'a completion',
      'completion/complete',
      { ref: { type: 'ref/prompt', name: 'retell' }, argument: { name: 'note', value: '' } },
      '',
      'completion retell',
    ],
    ['a plain route', '', ['хлеб'], '/notes', 'route /mcp/notes'],
  ])('refuses %s without any code of its author', async (_, method, params, path, name) => {
    asked.length = 0;
    expect(await post(method, params, path)).toContain('CONSENT_REQUIRED');
    expect(asked).toEqual([name]);
  });

  test('is checked after the input is validated, and before the handler runs', async () => {
    asked.length = 0;
    expect(await post('tools/call', { name: 'fixture_save_note', arguments: {} })).toContain('INVALID_ARGUMENT');
    expect(asked).toEqual([]);
    const token = await signIn('fixture:read', 'fixture:write');
    await callTool(fetch, endpoint, 'fixture_save_note', { text: 'хлеб' }, { token });
    const listed = await callTool(fetch, endpoint, 'fixture_list_notes', {}, { token });
    expect(listed.result).toMatchObject({ isError: false, structuredContent: { notes: [] } });
  });

  test.each([
    ['a tool with needsConsent: false', 'tools/call', { name: 'fixture_list_notes', arguments: {} }],
    ['an open tool', 'tools/call', { name: 'fixture_say_hello', arguments: {} }],
    ['an open resource', 'resources/read', { uri: 'fixture://about' }],
    ['a prompt', 'prompts/get', { name: 'greet', arguments: { name: 'Анна' } }],
  ])('does not affect %s', async (_, method, params) => {
    asked.length = 0;
    expect(await post(method, params)).not.toContain('CONSENT_REQUIRED');
    expect(asked).toEqual([]);
  });
});

test('no definition exposes its handler outside the kit', () => {
  const definitions = [
    ...server.tools,
    ...server.resources,
    ...server.prompts,
    ...server.routes,
    ...(server.downloads ?? []),
  ];
  expect(definitions.length).toBeGreaterThan(8);
  for (const definition of definitions) {
    const callable = Object.entries(definition).filter(
      ([key, value]) => typeof value === 'function' && key !== 'values',
    );
    expect(callable).toEqual([]);
  }
});
