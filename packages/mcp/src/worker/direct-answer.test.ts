import { createAuth } from '@aisystant/oauth';
import { BOTH_ERAS, OLD_ERAS } from '@aisystant/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bindings, endpoint } from '../../fixture/client.ts';
import { server } from '../../fixture/server.ts';
import { createDirectAnswer } from './direct-answer.ts';
import { readCalls } from './json-rpc.ts';
import type { McpRequest } from './mcp-request.ts';
import { requestContext } from './request-context.ts';
import { resolveCalls } from './resolve-calls.ts';
import { createSdkAnswer } from './sdk-answer.ts';

const unlimited = { limit: async () => ({ success: true }) };
const env = { ...bindings, READ_LIMIT: unlimited, WRITE_LIMIT: unlimited, ADDRESS_LIMIT: unlimited };
const auth = createAuth({ ...server, baselineScopes: Object.keys(server.scopes) }, () => {})(env);
const bySdk = createSdkAnswer<unknown>();
const directly = createDirectAnswer(server, bySdk as never);

type Fields = { readonly [field: string]: unknown };

/** A request as the endpoint has it once it is authorized. */
function requestOf(body: unknown, headers: Readonly<Record<string, string>>) {
  const sent = { accept: 'application/json, text/event-stream', 'content-type': 'application/json', ...headers };
  const request = new Request(endpoint, { method: 'POST', headers: sent, body: JSON.stringify(body) });
  const arrival = { server, auth, env, request, url: new URL(endpoint), requestId: 'request' };
  const user = { userId: 'anna', scopes: ['fixture:read'], clientId: 'test', consentedAtMs: 0 };
  const context = { ...requestContext(arrival as never, user as never), log: () => {} };
  return {
    context,
    calls: resolveCalls(server, readCalls(body)),
    listedTools: server.tools,
  } as never as McpRequest<never>;
}

async function contentsOf(response: Response) {
  const { status, headers } = response;
  return { status, headers: [...headers].filter(([name]) => name !== 'content-length'), text: await response.text() };
}

/** Compares both answers; false if the request is left to the SDK. */
async function compare(body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<boolean> {
  const request = requestOf(body, headers);
  const direct = await directly(request, body);
  if (!direct) return false;
  const again = requestOf(body, headers);
  expect(await contentsOf(direct)).toEqual(await contentsOf(await bySdk(again as never, body)));
  return true;
}

const CAPABILITIES = { elicitation: { form: {}, url: {} }, sampling: { tools: {} }, roots: { listChanged: true } };

function metaOf(capabilities: object, more: Fields = {}): Fields {
  return {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1.0.0', title: 'Тест' },
    'io.modelcontextprotocol/clientCapabilities': capabilities,
    ...more,
  };
}

/** A message of an era with the headers that its clients send. */
function spoken(era: string, message: { readonly method: string; readonly params?: Fields; readonly id?: unknown }) {
  const modern = era === '2026-07-28';
  const { id = 1, method, params = {} } = message;
  const name = params['name'];
  const meta = modern ? metaOf(CAPABILITIES, params['_meta'] as Fields) : params['_meta'];
  return {
    body: { jsonrpc: '2.0', id, method, params: { ...params, ...(meta !== undefined && { _meta: meta }) } },
    headers: {
      ...(era >= '2025-06-18' && { 'mcp-protocol-version': era }),
      ...(modern && { 'mcp-method': method }),
      ...(modern && typeof name === 'string' && { 'mcp-name': name }),
    },
  };
}

const call = (name: string, given?: unknown, more: Fields = {}) => ({
  method: 'tools/call',
  params: { name, ...(given !== undefined && { arguments: given }), ...more },
});
const LISTS = ['tools/list', 'resources/list', 'resources/templates/list', 'prompts/list'];
const CALLS = [
  call('fixture_say_hello'),
  call('fixture_say_hello', { name: '"Оля" \\ \u2028 🍅' }),
  call('fixture.say_hello', { name: null }),
  call('fixture_say_hello', { name: 17, unknown: 1 }),
  call('fixture_save_note', { text: 'хлеб' }),
  call('fixture_say_hello', {}, { _meta: { 'openai/subject': 'кто-то', progressToken: 7, 'openai/locale': 'ru' } }),
  ...['throw', 'wrong_output', 'refuse', 'too_long', 'ask_consent'].map((how) => call('fixture_misbehave', { how })),
];
const IDS = [0, 1, -7, 2 ** 53 - 1, '', 'a', 'кавычка " и \\', '\u0000', '\ud83c\udf45'];

describe.each([...OLD_ERAS, '2026-07-28'])(
  'an answer without the SDK has the bytes and headers of the SDK: %s',
  (era) => {
    const messages = [...LISTS.map((method) => ({ method })), ...CALLS];
    test.each(messages)('$method $params', async (message) => {
      for (const id of IDS) {
        const { body, headers } = spoken(era, { ...message, id });
        expect(await compare(body, headers)).toBe(true);
      }
    });
  },
);

describe('is left to the SDK', () => {
  const cases: readonly (readonly [string, unknown, Readonly<Record<string, string>>?])[] = [
    ['a batch', [spoken('2025-11-25', { method: 'tools/list' }).body]],
    ['a notification', { jsonrpc: '2.0', method: 'tools/list' }],
    [
      'an unknown version',
      spoken('2025-11-25', { method: 'tools/list' }).body,
      { 'mcp-protocol-version': '2099-01-01' },
    ],
    ['an unknown tool', spoken('2025-11-25', call('fixture_nothing')).body],
    ['an id that is a fraction', spoken('2025-11-25', { method: 'tools/list', id: 1.5 }).body],
    ['a member that JSON-RPC does not have', { ...spoken('2025-11-25', { method: 'tools/list' }).body, extra: 1 }],
    [
      'a parameter that the method does not have',
      spoken('2025-11-25', { method: 'tools/list', params: { cursor: 'x' } }).body,
    ],
    [
      'headers of 2026 without its envelope',
      { jsonrpc: '2.0', id: 1, method: 'tools/list' },
      { 'mcp-protocol-version': '2026-07-28' },
    ],
    ['an envelope without its headers', spoken('2026-07-28', { method: 'tools/list' }).body],
  ];
  test.each(cases)('%s', async (_, body, headers) => {
    expect(await compare(body, headers as Readonly<Record<string, string>>)).toBe(false);
  });
});

const junk = fc.jsonValue({ maxDepth: 1 });
/** Nearly always the usual value, so that most messages are answered without the SDK. */
const mostly = (...usual: readonly unknown[]) =>
  fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: junk });
const extra = fc.oneof(
  { weight: 20, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.dictionary(fc.string(), junk, { minKeys: 1, maxKeys: 1 }) },
);
const METAS = {
  '2025-11-25': fc.record({ progressToken: mostly(1, 'a'), 'openai/subject': junk }, { requiredKeys: [] }),
  '2026-07-28': fc.record(
    {
      'io.modelcontextprotocol/protocolVersion': mostly('2026-07-28'),
      'io.modelcontextprotocol/clientInfo': mostly({ name: 'x', version: '1' }),
      'io.modelcontextprotocol/clientCapabilities': mostly({}, CAPABILITIES),
      'io.modelcontextprotocol/logLevel': mostly('info'),
      progressToken: mostly(1, 'a'),
      'openai/subject': junk,
    },
    { requiredKeys: ['io.modelcontextprotocol/protocolVersion', 'io.modelcontextprotocol/clientCapabilities'] },
  ),
} as const;
const called = fc.record({
  name: mostly('fixture_say_hello', 'fixture_misbehave', 'constructor'),
  arguments: mostly({}, { name: 'Оля' }, { how: 'refuse' }),
});
const message = fc
  .tuple(fc.constantFrom(...BOTH_ERAS), mostly('tools/call', ...LISTS), mostly(true))
  .chain(([era, method, repeats]) =>
    fc.record({
      body: fc
        .tuple(
          mostly('2.0'),
          mostly(...IDS),
          method === 'tools/call' ? called : fc.constant({}),
          METAS[era],
          extra,
          extra,
        )
        .map(([jsonrpc, id, given, _meta, more, other]) => ({
          jsonrpc,
          id,
          method,
          params: { ...given, _meta, ...more },
          ...other,
        })),
      headers: fc.record({ version: mostly(era), repeats: fc.constant(repeats === true && era === '2026-07-28') }),
    }),
  );

/** A value as a header has it. Not `String`, which an object may lack. */
const headerText = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

test('whatever a message is, what is answered without the SDK is answered as by the SDK', async () => {
  const runs = 600;
  let direct = 0;
  await fc.assert(
    fc.asyncProperty(message, async ({ body, headers: { version, repeats } }) => {
      const { method, params } = body as { readonly method: unknown; readonly params: Fields };
      const named = method === 'tools/call' && { 'mcp-name': headerText(params['name']) };
      const headers = {
        'mcp-protocol-version': headerText(version),
        ...(repeats && { 'mcp-method': headerText(method), ...named }),
      };
      if (!/^[!-~]*$/.test(Object.values(headers).join(''))) return;
      if (await compare(body, headers)) direct += 1;
    }),
    { numRuns: runs },
  );
  expect(direct).toBeGreaterThan(runs / 4);
});
