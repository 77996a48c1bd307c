import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { bundleCode } from './bundler.ts';
import { leanSchemas } from './lean-schemas.ts';
import { ROOT } from './paths.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

/** Methods that a server of the kit answers or hears, in one era or both. */
const HANDLED = [
  ...['initialize', 'ping', 'server/discover', 'tools/list', 'tools/call', 'prompts/list', 'prompts/get'],
  ...['resources/list', 'resources/templates/list', 'resources/read', 'completion/complete', 'subscriptions/listen'],
  ...['notifications/cancelled', 'notifications/progress', 'notifications/initialized'],
];
/** Methods that it does not have, of clients only, and one that no protocol has. */
const OTHERS = [
  ...[
    'resources/subscribe',
    'resources/unsubscribe',
    'logging/setLevel',
    'sampling/createMessage',
    'elicitation/create',
  ],
  ...['roots/list', 'tasks/get', 'tasks/result', 'tasks/list', 'tasks/cancel', 'no/method', 'notifications/message'],
  ...['notifications/roots/list_changed', 'notifications/tasks/status'],
];
const CLIENT = { name: 'client', version: '1', icons: [{ src: 'https://icons.test/1.png' }] };
const CAPABILITIES = { sampling: {}, elicitation: { form: {} }, roots: { listChanged: true } };
const TEXT = { type: 'text', text: 'text' };
/** What a tool may answer with, and what it may not. */
const RESULTS = [
  { content: [TEXT, { type: 'image', data: 'AA==', mimeType: 'image/png' }], structuredContent: { a: 1 } },
  {
    content: [
      { type: 'resource', resource: { uri: 'a://b', text: 'c' } },
      { type: 'resource_link', uri: 'a://b', name: 'b' },
    ],
  },
  { content: [{ type: 'audio', data: '?', mimeType: 'audio/wav', annotations: { priority: 2 } }] },
  ...[{ content: 'text' }, { content: [{ type: 'text' }], isError: 1 }, { structuredContent: 1 }, { messages: [] }, {}],
];
const PARAMS = [
  ...[undefined, null, [], 'text', {}, { cursor: 1 }, { cursor: 'next', _meta: { progressToken: 1.5 } }],
  ...RESULTS.map((result) => ({ name: 'echo', arguments: result })),
  ...[
    { name: 1 },
    { name: 'echo', arguments: [] },
    { name: 'echo', task: { ttl: 1 } },
    { name: 'ask', arguments: { a: 1 } },
  ],
  ...[
    { name: 'ask', arguments: { a: 'b' } },
    { uri: 'sdk://page' },
    { uri: 1 },
    { uri: 'a', _meta: { progressToken: {} } },
  ],
  ...[
    { ref: { type: 'ref/prompt', name: 'ask' }, argument: { name: 'a', value: '' } },
    {
      ref: { type: 'ref/resource', uri: 'sdk://{a}' },
      argument: { name: 'a', value: 'b' },
      context: { arguments: { c: 1 } },
    },
    { ref: { type: 'ref/other' }, argument: { name: 'a' } },
  ],
  ...[
    { protocolVersion: '2025-11-25', capabilities: CAPABILITIES, clientInfo: CLIENT },
    { protocolVersion: '2099-01-01', capabilities: { tasks: { list: {} } }, clientInfo: { name: 1 } },
  ],
  ...[
    { requestId: 1, reason: 1 },
    { progressToken: 1, progress: '1' },
    { progressToken: 'a', progress: 1, total: 2 },
  ],
  ...[
    { name: 'echo', arguments: RESULTS[0], inputResponses: { a: { action: 'accept', content: { b: 1 } } } },
    { name: 'echo', arguments: RESULTS[0], inputResponses: { a: { roots: 1 } }, requestState: 'state' },
  ],
];

interface Sdk {
  fetch(request: Request): Promise<Response>;
}

const ENTRY = path.join(ROOT, 'packages', 'mcp', 'fixture', 'sdk.ts');

/** The SDK as a bundle has it. */
async function bundledSdk(): Promise<Sdk> {
  const home = temporaryFolder();
  const { modules } = await bundleCode(ENTRY, { name: 'sdk', home });
  // Of this folder Vitest changes nothing.
  const file = path.join(home, 'node_modules', 'sdk.mjs');
  mkdirSync(path.dirname(file));
  writeFileSync(file, modules[0].content);
  return (await import(/* @vite-ignore */ pathToFileURL(file).href)).default;
}

type Fields = Readonly<Record<string, unknown>>;
const MODERN = '2026-07-28';
const ENVELOPE = {
  'io.modelcontextprotocol/protocolVersion': MODERN,
  'io.modelcontextprotocol/clientInfo': CLIENT,
  'io.modelcontextprotocol/clientCapabilities': CAPABILITIES,
};

async function answerOf(sdk: Sdk, method: string, params: unknown, isModern: boolean): Promise<Fields> {
  const { _meta, name, uri } = Object(params) as { _meta?: object; name?: unknown; uri?: unknown };
  const called = name ?? uri;
  const enveloped = isModern && params !== undefined ? { ...Object(params), _meta: { ..._meta, ...ENVELOPE } } : params;
  const isRequest = !method.startsWith('notifications/');
  const response = await sdk.fetch(
    new Request('https://sdk.test/mcp', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...(isModern && { 'mcp-protocol-version': MODERN, 'mcp-method': method }),
        ...(isModern && typeof called === 'string' && { 'mcp-name': called }),
      },
      body: JSON.stringify({ jsonrpc: '2.0', method, params: enveloped, ...(isRequest && { id: 1 }) }),
    }),
  );
  // A subscription stays open.
  const isOpen = method === 'subscriptions/listen' && response.ok;
  const text = isOpen ? await response.body?.cancel() : await response.text();
  return { method, params, status: response.status, type: response.headers.get('content-type'), text };
}

const pairs = (methods: readonly string[], params: readonly unknown[]) =>
  methods.flatMap((method) => params.map((each) => [method, each] as const));

test('the SDK of a bundle answers every message in the bytes of the whole one', { timeout: 120_000 }, async () => {
  const lean = await bundledSdk();
  const whole: Sdk = (await import(/* @vite-ignore */ pathToFileURL(ENTRY).href)).default;
  const statuses = new Set<unknown>();
  for (const isModern of [false, true]) {
    for (const [method, params] of [...pairs(HANDLED, PARAMS), ...pairs(OTHERS, PARAMS.slice(0, 5))]) {
      const expected = await answerOf(whole, method, params, isModern);
      expect(await answerOf(lean, method, params, isModern)).toEqual(expected);
      statuses.add(expected['status']);
    }
  }
  // Both what is answered and what is refused was compared.
  expect([...statuses]).toEqual(expect.arrayContaining([200, 202, 400]));
});

test('a build fails when an update of the SDK has its schemas in another way', () => {
  expect(() => leanSchemas('const maps = {\n\tping: s.PingRequestSchema\n};\n')).toThrow('in another way');
});
