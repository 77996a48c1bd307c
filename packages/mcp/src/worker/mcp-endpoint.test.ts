import { BOTH_ERAS, send as sendTo } from '@aisystant/testing';
import { describe, expect, test } from 'vitest';

import { endpoint, fetch, inEnvironment, signIn } from '../../fixture/client.ts';
import { malformedField } from '../define/text.ts';

const OPENING = {
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1.0.0' } },
};

/** Opens as a client of an old version that says this about what it accepts. */
async function open(accept: string | null, path = ''): Promise<number> {
  const headers = {
    host: new URL(endpoint).host,
    'content-type': 'application/json',
    authorization: `Bearer ${await signIn('fixture:read')}`,
    ...(accept !== null && { accept }),
  };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, ...OPENING });
  return (await fetch(new Request(`${endpoint}${path}`, { method: 'POST', headers, body }))).status;
}

describe('a client of an old version', () => {
  // claude.ai says the first; the specification asks for the last.
  test.each(['*/*', 'application/json, */*;q=0.1', null, 'application/json, text/event-stream'])(
    'is served when it accepts anything, or both forms of an answer: %j',
    async (accept) => {
      expect(await open(accept)).toBe(200);
    },
  );

  test.each(['application/json', 'text/event-stream', 'TEXT/*'])(
    'is served in the one form that it accepts: %s',
    async (accept) => {
      expect(await open(accept)).toBe(200);
    },
  );

  test.each(['text/html', '*/*;q=0'])('gets 406 if it accepts neither form of an answer: %s', async (accept) => {
    expect(await open(accept)).toBe(406);
  });
});

describe('half of a character', () => {
  const half = 'да\ud83c';
  const completion = { ref: { type: 'ref/resource', uri: 'fixture://letters/{letter}' }, argument: { name: 'letter' } };
  const cases = [
    ['method', { method: `tools/${half}` }],
    ['id', { method: 'ping', id: half }],
    ['params.name', { method: 'tools/call', params: { name: half } }],
    ['params._meta.openai/subject', { method: 'tools/call', params: { name: 'x', _meta: { 'openai/subject': half } } }],
    ['params.uri', { method: 'resources/read', params: { uri: `fixture://letters/${half}` } }],
    ['params.arguments.name', { method: 'prompts/get', params: { name: 'greet', arguments: { name: half } } }],
    [
      'params.argument.value',
      { method: 'completion/complete', params: { ...completion, argument: { name: 'letter', value: half } } },
    ],
  ] as const;

  test.each(cases)('anywhere in a message is refused with its field: %s', async (field, message) => {
    const token = await signIn('fixture:read');
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: '*/*' };
    for (const batch of [false, true]) {
      const sent = { jsonrpc: '2.0', id: 7, ...message };
      const body = JSON.stringify(batch ? [sent] : sent);
      const text = await (await fetch(new Request(endpoint, { method: 'POST', headers, body }))).text();
      expect(malformedField(JSON.parse(text))).toBeNull();
      const error = { code: -32602, message: expect.stringContaining(`INVALID_ARGUMENT (${field}):`) };
      const reply = { jsonrpc: '2.0', id: field === 'id' ? null : 7, error };
      expect(JSON.parse(text)).toEqual(batch ? [reply] : reply);
    }
  });
});

test.each([
  ['tools/call', { name: 'nothing' }, ['tools/list']],
  ['prompts/get', { name: 'nothing' }, ['prompts/list']],
  [
    'completion/complete',
    { ref: { type: 'ref/prompt', name: 'nothing' }, argument: { name: 'a', value: '' } },
    ['prompts/list', 'resources/templates/list'],
  ],
])('a name that nothing has is answered with where the names are: %s', async (method, params, lists) => {
  for (const era of BOTH_ERAS) {
    const token = await signIn('fixture:read');
    const { error } = await sendTo(fetch, endpoint, { method, params, token, era });
    expect(error?.code).toBe(-32602);
    for (const list of lists) expect(error?.message).toContain(list);
  }
});

describe('wrong parameters', () => {
  const both = { accept: 'application/json' };
  const cases = [
    ['initialize', {}, 'params.protocolVersion'],
    ['initialize', { protocolVersion: '2025-11-25', capabilities: {} }, 'params.clientInfo'],
    ['resources/read', {}, 'params.uri'],
    ['resources/read', { uri: 7 }, 'params.uri'],
    ['prompts/get', {}, 'params.name'],
    ['prompts/get', { name: 'greet', arguments: { name: 7 } }, 'params.arguments.name'],
    ['tools/call', { arguments: {} }, 'params.name'],
    ['tools/call', { name: 'fixture_say_hello', arguments: [] }, 'params.arguments'],
    ['completion/complete', {}, 'params.ref'],
    ['completion/complete', { ref: { type: 'ref/resource', uri: 'x' } }, 'params.argument'],
    ['tools/list', { cursor: 'made-up' }, 'params.cursor'],
    ['resources/list', { cursor: 'made-up' }, 'params.cursor'],
    ['resources/templates/list', { cursor: '' }, 'params.cursor'],
    ['prompts/list', { cursor: 'made-up' }, 'params.cursor'],
  ] as const;

  describe.each(BOTH_ERAS)('in %s', (era) => {
    const known = cases.filter(([method]) => method !== 'initialize' || era !== '2026-07-28');
    test.each(known)('of %s %j are invalid params with the name of the field', async (method, params, field) => {
      const token = await signIn('fixture:read');
      const { error } = await sendTo(fetch, endpoint, { method, params, token, era });
      expect(error).toMatchObject({ code: -32602, message: expect.stringContaining(`(${field})`) });
    });
  });

  test('do not affect other messages of a batch', async () => {
    const batch = [
      { jsonrpc: '2.0', id: 1, method: 'resources/read', params: {} },
      { jsonrpc: '2.0', id: 2, method: 'ping' },
      { jsonrpc: '2.0', id: 'c', method: 'tools/list', params: { cursor: 'x' } },
    ];
    const headers = {
      ...both,
      'content-type': 'application/json',
      'mcp-protocol-version': '2025-03-26',
      authorization: `Bearer ${await signIn('fixture:read')}`,
    };
    const response = await fetch(new Request(endpoint, { method: 'POST', headers, body: JSON.stringify(batch) }));
    const answers: { readonly id: unknown; readonly error?: { readonly code: number } }[] = await response.json();
    const codes = new Map(answers.map(({ id, error }) => [id, error?.code ?? 0]));
    expect(Object.fromEntries(codes)).toEqual({ 1: -32602, 2: 0, c: -32602 });
  });
});

test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/jsonp', ''])(
  'a body with another content type is refused with the allowed one: %j',
  async (type) => {
    const headers = { host: new URL(endpoint).host, 'content-type': type, accept: '*/*' };
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, ...OPENING });
    const response = await fetch(new Request(endpoint, { method: 'POST', headers, body }));
    expect(response.status).toBe(415);
    expect(await response.text()).toContain('application/json');
  },
);

test('a trailing slash is ignored by the endpoint, and kept in the metadata', async () => {
  expect(await open('*/*', '/')).toBe(200);
  const { origin } = new URL(endpoint);
  const metadata = await fetch(new Request(`${origin}/.well-known/oauth-protected-resource/mcp/`));
  expect(await metadata.json()).toMatchObject({ resource: `${endpoint}/` });
});

// The edge lets none through, so only a local socket can bring one; `Request` itself would not take it.
test.each(['http://[::1/mcp', 'http://a b/mcp', 'http://localhost:8700.evil.example/mcp'])(
  'a foreign Host gets 421 with the right address: %s',
  async (url) => {
    const request = new Proxy(new Request(endpoint), {
      get: (whole, name) => (name === 'url' ? url : Reflect.get(whole, name)),
    });
    const response = await inEnvironment({})(request);
    expect(response.status).toBe(421);
    expect(await response.text()).toContain(endpoint);
  },
);

describe('a parameter that is null counts as absent', () => {
  const about = {
    ref: { type: 'ref/resource', uri: 'fixture://shelves/{shelf}/{book}' },
    argument: { name: 'shelf', value: '' },
  };
  const cases = [
    ['tools/list', { cursor: null }],
    ['resources/list', { cursor: null }],
    ['prompts/list', { cursor: null }],
    ['tools/call', { name: 'fixture_say_hello', arguments: null }],
    ['tools/call', { name: 'fixture_say_hello', arguments: { name: null } }],
    ['prompts/get', { name: 'greet', arguments: { name: 'Оля', tone: null } }],
    ['completion/complete', { ...about, context: null }],
  ] as const;

  describe.each(BOTH_ERAS)('in %s', (era) => {
    test.each(cases)('%s %j', async (method, params) => {
      const { result, error } = await sendTo(fetch, endpoint, { method, params, era });
      expect(error).toBeUndefined();
      expect(result?.['isError'] ?? false).toBe(false);
    });
  });

  test('unless it is required', async () => {
    const { error } = await sendTo(fetch, endpoint, { method: 'resources/read', params: { uri: null } });
    expect(error).toMatchObject({ code: -32602, message: expect.stringContaining('Обязательное поле') });
  });
});
