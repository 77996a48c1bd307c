import { json, TOOLS } from './answer-set.ts';
import type { ReplyMutation } from './fixture-server.ts';
import { replaceResult, replyStatus, type SeededFault, whenRequest, whenRpc, without } from './seeding.ts';

const fromOrigin = (origin: string, change: ReplyMutation) =>
  whenRequest(({ headers }) => headers['origin'] === origin, change);
const preflight = (change: ReplyMutation) => whenRequest(({ method }) => method === 'OPTIONS', change);
const [open, scoped] = TOOLS;

/** Lists these tools to an authenticated caller. */
const listing = (tools: readonly unknown[]) =>
  whenRpc('tools/list', (reply) => (reply.status === 200 ? json({ result: { tools } }) : reply));
const tool = (change: object) => listing([open, { ...scoped, ...change }]);
const opened = (change: object): ReplyMutation => {
  const initialize = whenRpc('initialize', replaceResult({ ...change }));
  return (reply, request) =>
    whenRpc('server/discover', replaceResult({ ...change }))(initialize(reply, request), request);
};
const schemaWith = (field: object) => ({ type: 'object', properties: { field } });
/** Lets in whom the host or the origin should keep out. */
const lets: ReplyMutation = () => json({ result: { tools: TOOLS } });

/** Faults of telling hosts and pages apart. */
export const BROWSER_FAULTS: readonly SeededFault[] = [
  ['wrong-host', 'another host is served', whenRequest(({ headers }) => headers['host'] === 'evil.example', lets)],
  ['evil-origin', 'a strange page is served', fromOrigin('https://evil.example', lets)],
  ['origin-claude.ai', 'pages of claude.ai are refused', fromOrigin('https://claude.ai', replyStatus(403))],
  ['origin-chatgpt.com', 'pages of ChatGPT are refused', fromOrigin('https://chatgpt.com', replyStatus(403))],
  ['preflight', 'a preflight is refused', preflight(replyStatus(405))],
  ['preflight', 'a preflight allows no header', preflight(without('access-control-allow-headers'))],
];

/** Faults of the protocol. */
export const PROTOCOL_FAULTS: readonly SeededFault[] = [
  ['initialize', 'initialize is unknown', whenRpc('initialize', () => json({ error: { code: -32601 } }, 400))],
  [
    'initialize',
    'initialize answers an older version',
    whenRpc('initialize', replaceResult({ protocolVersion: '2024-11-05' })),
  ],
  [
    'stateless',
    'initialize opens a session',
    whenRpc('initialize', (reply) => ({ ...reply, headers: { ...reply.headers, 'mcp-session-id': '1' } })),
  ],
  ['discover', 'server/discover is unknown', whenRpc('server/discover', () => json({ error: { code: -32601 } }, 400))],
  [
    'discover',
    'the new version is missing',
    whenRpc('server/discover', replaceResult({ supportedVersions: ['2025-11-25'] })),
  ],
  ['notification', 'a notification is answered by 200', whenRpc('notifications/initialized', () => json({}))],
  [
    'get',
    'a GET opens a stream',
    whenRequest(
      ({ method, path }) => method === 'GET' && path === '/mcp',
      replyStatus(200, { 'content-type': 'text/event-stream' }),
    ),
  ],
];

/** Faults of what a model and a directory read. */
export const TOOL_FAULTS: readonly SeededFault[] = [
  ['tools-list', 'no tools', listing([])],
  ['needless-sign-in', 'a sign-in is advertised that no tool needs', listing([open])],
  ['tool-names', 'a dot in a name', tool({ name: 'lab.get_week' })],
  ['tool-names', 'a name too long', tool({ name: `lab_${'x'.repeat(40)}` })],
  ['tool-names-unique', 'a name twice', listing([open, scoped, open])],
  ['tool-titles', 'no title', tool({ title: undefined })],
  ['tool-descriptions', 'no description', tool({ description: '' })],
  ['tool-descriptions', 'a description too long', tool({ description: 'x'.repeat(3_000) })],
  ['tool-hints', 'no hints', tool({ annotations: { readOnlyHint: true } })],
  ['tool-input', 'an input that is no object', tool({ inputSchema: { type: 'string' } })],
  ['tool-output', 'no output schema', tool({ outputSchema: undefined })],
  [
    'tool-schemas',
    'a format that Gemini refuses',
    tool({ inputSchema: schemaWith({ type: 'string', format: 'uri' }) }),
  ],
  ['tool-schemas', 'a constant in an output', tool({ outputSchema: schemaWith({ const: 'json' }) })],
  [
    'context-budget',
    'tools that fill the conversation',
    tool({ inputSchema: { type: 'object', description: 'x'.repeat(30_000) } }),
  ],
  ['instructions', 'no instructions', opened({ instructions: undefined })],
  [
    'server-name',
    'an apostrophe in the name',
    whenRpc('initialize', replaceResult({ serverInfo: { name: "the lab's" } })),
  ],
];
