import { BOTH_ERAS, post, send } from '@aisystant/testing';
import { describe, expect, test } from 'vitest';
import { endpoint, inEnvironment, keepLog } from '../../fixture/client.ts';

const lines = keepLog();
const logged = () => lines.map((line) => JSON.parse(line));

/** The fixture server with limits that let this many requests through; `keys` are those that were counted. */
function limited(most: number) {
  const keys: string[] = [];
  const limit = { limit: async ({ key }: { key: string }) => ({ success: keys.push(key) <= most }) };
  const open = { limit: async () => ({ success: true }) };
  return { keys, fetch: inEnvironment({ READ_LIMIT: limit, WRITE_LIMIT: limit, ADDRESS_LIMIT: open }) };
}

/** What a client may send besides calls that reach a handler, with the name in the log and the code. */
const MESSAGES = [
  ['tools/list', {}, 'tools/list', 'OK'],
  ['resources/list', {}, 'resources/list', 'OK'],
  ['resources/templates/list', {}, 'resources/templates/list', 'OK'],
  ['prompts/list', {}, 'prompts/list', 'OK'],
  ['ping', {}, 'ping', 'OK'],
  ['server/discover', {}, 'server/discover', 'OK'],
  ['notifications/initialized', {}, 'notifications/initialized', 'OK'],
  ['words of a person', {}, 'unknown', 'OK'],
  ['constructor', {}, 'unknown', 'OK'],
  ['resources/read', { uri: 'fixture://none' }, 'resources/read', 'OK'],
  ['prompts/get', { name: 'none' }, 'prompts/get', 'OK'],
  ['tools/call', { name: 'fixture_say_hello', arguments: [] }, 'tools/call', 'INVALID_ARGUMENT'],
  ['tools/list', { cursor: 'made-up' }, 'tools/list', 'INVALID_ARGUMENT'],
  [
    'completion/complete',
    { ref: { type: 'ref/resource', uri: 'fixture://none/{letter}' }, argument: { name: 'letter', value: '' } },
    'completion/complete',
    'OK',
  ],
] as const;

describe.each(BOTH_ERAS)('a message that is no call (%s)', (era) => {
  test.each(MESSAGES)('%s %j is metered and logged once, like a call', async (method, params, name, code) => {
    const { fetch, keys } = limited(1);
    // Refusals are sampled by address, so each test has its own.
    const address = crypto.randomUUID();
    const exchange = {
      method,
      params: { ...params, _meta: { 'openai/subject': 'chat-person' } },
      era,
      headers: { 'cf-connecting-ip': address },
    };
    await send(fetch, endpoint, exchange);
    expect(keys).toEqual([`${address} chat-person`]);
    expect(logged()).toEqual([
      expect.objectContaining({ event: 'message', server: 'fixture-mcp', name, who: null, client: null, code }),
    ]);
    expect(lines.join()).not.toContain('words of a person');

    const refused = await send(fetch, endpoint, exchange);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('60');
    expect(refused.error?.message).toContain('RATE_LIMITED');
    expect(logged().at(-1)).toMatchObject({ event: 'message', name, code: 'RATE_LIMITED' });
  });
});

test.each([
  { jsonrpc: '2.0' },
  { jsonrpc: '2.0', id: null },
  { jsonrpc: '2.0', id: 1.5 },
  { jsonrpc: '1.0', id: 1 },
  { id: 1 },
])('a call that is no request runs nothing, and is metered and logged once: %j', async (envelope) => {
  const { fetch, keys } = limited(1);
  const headers = { 'cf-connecting-ip': crypto.randomUUID() };
  const body = JSON.stringify({ ...envelope, method: 'tools/call', params: { name: 'fixture_say_hello' } });
  expect((await post(fetch, endpoint, body, headers)).text).not.toContain('Привет');
  expect(keys).toHaveLength(1);
  expect(logged()).toEqual([expect.objectContaining({ event: 'message', name: 'tools/call' })]);
  expect((await post(fetch, endpoint, body, headers)).status).toBe(429);
});

/** A call of a handler in the newer era, with headers that the SDK compares with the body. */
const CALL = {
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: {
    name: 'fixture_say_hello',
    _meta: {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
      'io.modelcontextprotocol/clientCapabilities': {},
    },
  },
};
const HEADERS = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call', 'mcp-name': 'fixture_say_hello' };

test.each([
  ['another method', CALL, { ...HEADERS, 'mcp-method': 'words of a person' }, 'tools/call'],
  ['another name', CALL, { ...HEADERS, 'mcp-name': 'words of a person' }, 'tools/call'],
  ['no name', CALL, { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call' }, 'tools/call'],
  ['another version', CALL, { ...HEADERS, 'mcp-protocol-version': '2025-06-18' }, 'tools/call'],
  [
    'a version that is none',
    { ...CALL, params: { name: CALL.params.name } },
    { 'mcp-protocol-version': '1' },
    'tools/call',
  ],
  ['no call', { jsonrpc: '2.0', id: 1 }, {}, 'unknown'],
  ['a method that is no text', { ...CALL, method: { words: 'words of a person' } }, {}, 'unknown'],
  ['a bare number', 5, {}, 'unknown'],
  ['nothing', [], {}, 'unknown'],
])('a request with %s is refused, and metered and logged once', async (_, body, changed, name) => {
  const { fetch, keys } = limited(1);
  const headers = { 'cf-connecting-ip': crypto.randomUUID(), ...changed };
  const refused = await post(fetch, endpoint, JSON.stringify(body), headers);
  expect(refused.status).toBe(400);
  expect(keys).toHaveLength(1);
  expect(logged()).toEqual([expect.objectContaining({ event: 'message', name, code: 'INVALID_ARGUMENT' })]);
  expect(lines.join()).not.toContain('words of a person');

  const limitedNow = await post(fetch, endpoint, JSON.stringify(body), headers);
  expect([limitedNow.status, limitedNow.headers.get('retry-after')]).toEqual([429, '60']);
  expect(logged().at(-1)).toMatchObject({ event: 'message', name, code: 'RATE_LIMITED' });
});

test('a call whose headers repeat its body is metered and logged once, as the call that it is', async () => {
  const { fetch, keys } = limited(1);
  const headers = { 'cf-connecting-ip': crypto.randomUUID(), ...HEADERS };
  expect((await post(fetch, endpoint, JSON.stringify(CALL), headers)).status).toBe(200);
  expect(keys).toHaveLength(1);
  expect(logged()).toEqual([expect.objectContaining({ event: 'tool', code: 'OK' })]);
});

describe('a batch', () => {
  const batchOf = (length: number, method = 'ping') =>
    JSON.stringify(Array.from({ length }, (_, id) => ({ jsonrpc: '2.0', id, method })));
  const headers = { 'mcp-protocol-version': '2025-03-26' };

  test('is metered and logged by its messages', async () => {
    const { fetch, keys } = limited(5);
    expect((await post(fetch, endpoint, batchOf(5), headers)).status).toBe(200);
    expect(keys).toHaveLength(5);
    expect(logged().map(({ name, code }) => [name, code])).toEqual(Array(5).fill(['ping', 'OK']));
  });

  test('of what are no messages is metered and logged by them', async () => {
    const { fetch, keys } = limited(100);
    const ping = JSON.stringify([{ jsonrpc: '2.0', id: 1, method: 'ping' }, 5, {}, { jsonrpc: '2.0', id: 2 }]);
    expect((await post(fetch, endpoint, ping, headers)).status).toBe(400);
    expect(keys).toHaveLength(4);
    expect(logged().map(({ name }) => name)).toEqual(['ping', 'unknown', 'unknown', 'unknown']);
  });

  test('beyond the limit is refused as a whole, before any part of it runs', async () => {
    const { fetch } = limited(3);
    const save = { jsonrpc: '2.0', id: 'save', method: 'tools/call', params: { name: 'fixture_say_hello' } };
    const body = JSON.stringify([save, ...JSON.parse(batchOf(9))]);
    const refused = await post(fetch, endpoint, body, headers);
    expect(refused.status).toBe(429);
    expect(refused.text.length).toBeLessThan(500);
    expect(logged().map(({ event }) => event)).not.toContain('tool');
  });

  test('may ask for each list once: its answer is not many times as large as that of one message', async () => {
    const { fetch, keys } = limited(100);
    const lists = ['tools/list', 'resources/list', 'resources/templates/list', 'prompts/list'];
    const once = JSON.stringify(lists.map((method, id) => ({ jsonrpc: '2.0', id, method })));
    expect((await post(fetch, endpoint, once, headers)).status).toBe(200);
    expect(keys).toHaveLength(4);
    for (const method of lists) {
      const refused = await post(fetch, endpoint, batchOf(2, method), headers);
      expect([refused.status, refused.error?.code]).toEqual([400, -32600]);
    }
    expect(keys).toHaveLength(4);
  });

  test('in which two requests have one id is refused before it runs: one of them would get no answer', async () => {
    const { fetch, keys } = limited(100);
    const call = { jsonrpc: '2.0', method: 'tools/call', params: { name: 'fixture_say_hello' } };
    const note = { jsonrpc: '2.0', method: 'notifications/initialized' };
    const sent = (...ids: unknown[]) =>
      post(fetch, endpoint, JSON.stringify([note, ...ids.map((id) => ({ ...call, id })), note]), headers);
    for (const id of [7, 'seven']) {
      const refused = await sent(id, 'another', id);
      expect([refused.status, refused.error?.code]).toEqual([400, -32600]);
      expect(refused.text).toContain('id of its own');
    }
    expect([keys, logged()]).toEqual([[], []]);
    expect((await sent(7, '7')).status).toBe(200);
  });

  test('without a token has at most ten messages', async () => {
    const { fetch } = limited(1000);
    const pings = (length: number) => post(fetch, endpoint, batchOf(length, 'ping'), headers);
    expect([(await pings(10)).status, (await pings(11)).status]).toEqual([200, 400]);
  });

  test.each([101, 4000])('of %i messages is refused before they are counted', async (length) => {
    const { fetch, keys } = limited(0);
    for (const method of ['tools/list', 'resources/read']) {
      const refused = await post(fetch, endpoint, batchOf(length, method), headers);
      expect([refused.status, refused.error?.code]).toEqual([400, -32600]);
    }
    expect(keys).toEqual([]);
  });
});

test('a flood that the limit stops is a few lines of the log', async () => {
  const { fetch } = limited(0);
  const flood = `flood-${crypto.randomUUID()}`;
  for (const round of Array(50).keys()) {
    const address = { 'cf-connecting-ip': flood };
    const method = round % 2 === 0 ? 'tools/list' : 'tools/call';
    await send(fetch, endpoint, { method, params: { name: 'fixture_say_hello' }, headers: address });
  }
  expect(logged().map(({ repeats }) => repeats ?? 1)).toEqual([...Array(10).fill(1), 16, 32]);
});

test('if the limiter fails, a list is refused and logged as a fault of the server', async () => {
  const limit = { limit: () => Promise.reject(new Error('limits are down')) };
  const reply = await send(inEnvironment({ READ_LIMIT: limit }), endpoint, { method: 'tools/list' });
  expect(reply.status).toBe(500);
  expect(logged().map(({ event }) => event)).toEqual(['unexpected', 'message']);
});
