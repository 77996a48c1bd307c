import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { bindings, endpoint, inEnvironment, signIn } from '../../fixture/client.ts';
import * as corpus from './messages.corpus.ts';

// 10,000 messages (100,000 with `npm run fuzz`) through the whole Worker in its own process, from the HTTP request to the
// answer: 40 % text, 40 % envelopes, 20 % any JSON. Most are refused before a tool is reached, as most nonsense must be.
const FACTOR = inject('fuzzFactor');
const TEXTS = 4_000 * FACTOR;
const VALUES = 2_000 * FACTOR;
const ENVELOPES = 4_000 * FACTOR;
/** Far more than they take; a machine of two cores with other work on it may be slow. */
const PATIENCE_MS = 300_000;

const unlimited = { limit: () => Promise.resolve({ success: true }) };
const fetch = inEnvironment({ READ_LIMIT: unlimited, WRITE_LIMIT: unlimited, ADDRESS_LIMIT: unlimited });
const HOST = new URL(bindings.BASE_URL).host;
/** What no answer may show: where the code lies, and what it was doing. */
const INSIDES = /node_modules|\bat .+:\d+:\d+|\/src\//;

let tokens: readonly (string | null)[];
let lines = 0;
const countLine = () => {
  lines += 1;
};
beforeAll(async () => {
  tokens = [await signIn('fixture:read'), await signIn('fixture:read', 'fixture:write'), 'nobody:knows:this', null];
  // A mock would keep every line, and there are many.
  vi.stubGlobal('console', { ...console, log: countLine });
});
afterAll(() => void vi.unstubAllGlobals());

type Headers = Readonly<Record<string, string>>;

/** Posts a body with one of the tokens, and expects an answer that is not a server error. */
async function post(body: string, who: number, headers: Headers = {}, method = 'POST'): Promise<string> {
  const token = tokens[who % tokens.length];
  const common = { host: HOST, 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
  const all = { ...common, ...(token && { authorization: `Bearer ${token}` }), ...headers };
  const response = await fetch(new Request(endpoint, { method, headers: all, ...(method === 'POST' && { body }) }));
  const text = await response.text();
  if (response.status >= 500) throw new Error(`answered ${response.status}: ${text.slice(0, 200)}`);
  if (INSIDES.test(text)) throw new Error(`shows its insides: ${text.slice(0, 200)}`);
  return text;
}

/** The kept inputs first, each by a person with every permission and by one with none, then random ones. */
const run = <T>(numRuns: number, kept: readonly T[]) => ({
  numRuns: numRuns + 2 * kept.length,
  endOnFailure: true,
  examples: kept.flatMap((each): [T, number][] => [
    [each, 1],
    [each, 3],
  ]),
});
/** Mostly one of the two people who signed in. */
const who = fc.constantFrom(0, 0, 1, 1, 1, 2, 3);

const METHODS = [
  ...['initialize', 'notifications/initialized', 'notifications/cancelled', 'ping', 'server/discover', 'tools/list'],
  ...['tools/call', 'resources/list', 'resources/templates/list', 'resources/read', 'resources/subscribe'],
  ...['prompts/list', 'prompts/get', 'completion/complete', 'logging/setLevel', 'sampling/createMessage', 'tasks/get'],
  ...['', '__proto__', 'constructor', 'tools/call\u0000', 'TOOLS/CALL', 'rpc.discover'],
];
const NAMES = [
  ...['fixture_say_hello', 'fixture.say_hello', 'fixture_list_notes', 'fixture_save_note', 'fixture_misbehave'],
  ...['fixture://about', 'fixture://letters/alpha', 'fixture://letters/{letter}', 'greet', 'constructor', '', '../..'],
];
const VERSIONS = ['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25', '2026-07-28', '2099-01-01', '', '1'];
const FIELDS = [
  ...['name', 'uri', 'arguments', 'cursor', '_meta', 'ref', 'argument', 'protocolVersion', 'capabilities'],
  ...['clientInfo', 'requestId', 'level', 'text', 'limit', 'how', 'kind', '__proto__', 'constructor', 'toString'],
];

const junk = fc.jsonValue({ maxDepth: 2 });
const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
);
const fields = fc.dictionary(fc.constantFrom(...FIELDS), fc.oneof(text, junk), { maxKeys: 5 });
const meta = fc.record(
  {
    'io.modelcontextprotocol/protocolVersion': fc.oneof(fc.constantFrom(...VERSIONS), junk),
    'io.modelcontextprotocol/clientInfo': fc.oneof(fc.constant({ name: 'fuzz', version: '1' }), junk),
    'io.modelcontextprotocol/clientCapabilities': fc.oneof(fc.constant({}), junk),
    progressToken: junk,
    'openai/subject': junk,
  },
  { requiredKeys: [] },
);
const params = fc.oneof(
  { weight: 4, arbitrary: fc.record({ name: text, uri: text, arguments: fields }, { requiredKeys: ['name'] }) },
  { weight: 1, arbitrary: fc.record({ name: text, uri: text, arguments: fields, _meta: meta }, { requiredKeys: [] }) },
  { weight: 2, arbitrary: fields },
  { weight: 1, arbitrary: junk },
);
const NEWEST = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'fuzz', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
};
const mostly = <T>(usual: T, other: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant<unknown>(usual) }, { weight: 1, arbitrary: other });
const envelope = fc.record(
  {
    jsonrpc: mostly('2.0', junk),
    id: mostly(1, junk),
    method: fc.oneof(
      { weight: 8, arbitrary: fc.constant('tools/call') },
      { weight: 8, arbitrary: fc.constantFrom(...METHODS) },
      { weight: 1, arbitrary: junk },
    ),
    params,
  },
  { requiredKeys: ['jsonrpc', 'method'] },
);
const headers = fc.record(
  {
    'mcp-protocol-version': fc.constantFrom(...VERSIONS),
    'mcp-method': fc.constantFrom(...METHODS.filter((method) => /^[!-~]+$/.test(method))),
    'mcp-name': fc.constantFrom(...NAMES.filter((name) => name !== '')),
    'mcp-session-id': fc.constant('a-session-there-never-was'),
    accept: fc.constantFrom('*/*', 'application/json', 'text/event-stream', 'text/html', ''),
    'content-type': fc.constantFrom(
      'application/json; charset=utf-8',
      'text/plain',
      'application/x-www-form-urlencoded',
    ),
    'last-event-id': fc.constant('17'),
  },
  { requiredKeys: [] },
);
/** A value as a header repeats it; null for one that no header can. An arbitrary object may refuse to become a text. */
const inHeader = (value: unknown) =>
  (typeof value === 'string' || typeof value === 'number') && /^[!-~]+$/.test(String(value)) ? String(value) : null;
/** A message with headers: none, those of a client of the newest protocol version, or arbitrary ones. */
const exchange = fc.tuple(envelope, fc.constantFrom('none', 'fitting', 'any'), headers).map(([message, kind, any]) => {
  if (kind !== 'fitting') return { message, given: kind === 'none' ? {} : any };
  const fitting = { ...message, params: { name: 'fixture_say_hello', ...Object(message.params), _meta: NEWEST } };
  const [method, name] = [inHeader(message.method), inHeader(fitting.params.name)];
  if (method === null || name === null) return { message: fitting, given: {} };
  return { message: fitting, given: { 'mcp-protocol-version': '2026-07-28', 'mcp-method': method, 'mcp-name': name } };
});
const soleMessage = envelope.map((message) => JSON.stringify(message));

/** A message that a hand or a network spoilt: cut, doubled, or with a character in the wrong place. */
const spoilt = fc
  .tuple(soleMessage, fc.nat(), fc.constantFrom('', '"', '{', ']', ',', '\\', '\u0000', '\ud800', '1e999', '//'))
  .map(([message, place, extra]) => {
    const at = place % (message.length + 1);
    return place % 2 === 0 ? message.slice(0, at) + extra : message.slice(0, at) + extra + message.slice(at + 1);
  });
const anyText = fc.oneof(spoilt, fc.string({ unit: 'binary', maxLength: 60 }));

describe('any body posted to /mcp, with any token, gets an answer that is not a server error', () => {
  test(
    `${TEXTS} texts, most of which are not JSON`,
    async () => {
      await fc.assert(
        fc.asyncProperty(anyText, who, (body, person) => post(body, person).then(() => {})),
        run(TEXTS, corpus.TEXTS),
      );
    },
    PATIENCE_MS,
  );

  test(
    `${VALUES} JSON values, most of which are not messages`,
    async () => {
      const value = fc.oneof(junk, fc.array(envelope, { maxLength: 3 }), fields).map((each) => JSON.stringify(each));
      await fc.assert(
        fc.asyncProperty(value, who, (body, person) => post(body, person).then(() => {})),
        run(
          VALUES,
          corpus.VALUES.map((each) => JSON.stringify(each)),
        ),
      );
    },
    PATIENCE_MS,
  );

  test(
    `${ENVELOPES} messages with any method, parameters and headers`,
    async () => {
      const property = fc.asyncProperty(exchange, who, ({ message, given }, person) =>
        post(JSON.stringify(message), person, given).then(() => {}),
      );
      const before = lines;
      await fc.assert(property, run(ENVELOPES, corpus.EXCHANGES));
      expect(lines - before, 'one of twenty reaches a tool or a resource').toBeGreaterThan(ENVELOPES / 20);
    },
    PATIENCE_MS,
  );

  test('no message without the write scope wrote anything', async () => {
    const list = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'fixture_list_notes' } };
    expect(await post(JSON.stringify(list), 0)).toContain('"notes":[]');
  });
});

describe('a deeply nested body', () => {
  const deep = (open: string, close: string, inner = '') => open.repeat(60_000) + inner + close.repeat(60_000);
  const call = (value: string) =>
    `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"fixture_say_hello","arguments":{"name":${value}}}}`;

  test.each([
    ['as a batch in a batch', deep('[', ']')],
    ['as an argument', call(deep('[', ']'))],
    ['as an id', `{"jsonrpc":"2.0","id":${deep('[', ']')},"method":"ping"}`],
    ['as an object', call(deep('{"":', '}', '1').slice(0, 250_000))],
    ['with an escaped key', call(`{"\\u0061":${deep('[', ']')}}`)],
  ])('is answered: %s', async (_, body) => {
    for (const person of [0, 3]) await post(body, person);
  });
});

// CVE-2026-0621: the pattern of a resource template, matched against a nested address, took minutes.
test.each(['a/', '{a', '{+a,', '%2e', '/{letter}', 'я', '..%2f'])(
  'S10 an address of ten thousand characters is answered at once: %s…',
  async (piece) => {
    for (const start of ['fixture://letters/', 'fixture://', '']) {
      const uri = start + piece.repeat(10_000 / piece.length);
      const began = performance.now();
      const read = { jsonrpc: '2.0', id: 1, method: 'resources/read', params: { uri } };
      expect(await post(JSON.stringify(read), 0)).toContain('"error"');
      expect(performance.now() - began).toBeLessThan(5_000);
    }
  },
);

test.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s is answered', async (method) => {
  for (const person of [0, 1, 2, 3]) await post('', person, {}, method);
});
