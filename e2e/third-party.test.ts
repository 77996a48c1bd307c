import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Learner } from '@aisystant/fleet';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { callTool, leave, mcpUrl, type PlainRequest, toolRequest } from './fleet.ts';
import { type OwnFleet, startOwnFleet } from './own-fleet.ts';

// A fleet of its own: its KTalk is made to fail, with the network of a real workerd in between.
const OFFSET = 2100;
const ktalk = mcpUrl('ktalk-mcp', OFFSET);
const SPACE_KEY = 'local-space-key';
const NEVER = Date.UTC(2100, 0, 1);

let own: OwnFleet;
let token = '';
let recording = '';

interface ToolResult {
  readonly isError: boolean;
  readonly structuredContent?: { readonly items?: readonly { readonly key: string }[] };
  readonly _meta?: { readonly 'aisystant/error'?: { readonly code: string; readonly retryable: boolean } };
}

async function call(name: string, args: object): Promise<ToolResult> {
  const { text } = await callTool(ktalk, token, { name, args, id: 1 });
  return JSON.parse(text.slice(text.indexOf('{'))).result;
}

const summary = () => call('get_recording_summary', { recording_key: recording });

/** The lines of the log that have each of these members. */
async function logLines(...members: readonly string[]): Promise<string[]> {
  const log = await readFile(path.join(own.stateDir, 'fleet.log'), 'utf8');
  return log.split('\n').filter((line) => members.every((member) => line.includes(member)));
}

const codeOf = ({ _meta }: ToolResult) => _meta?.['aisystant/error']?.code;

beforeAll(async () => {
  own = await startOwnFleet({ portOffset: OFFSET });
  token = await new Learner('demo_good').signIn(ktalk);
  const { recordings } = own.fleet.ktalk.space;
  const ready = new Set(recordings.filter((each) => each.shortSummary === 'success').map(({ key }) => key));
  const listed = async () => (await call('get_user_records', { limit: 50 })).structuredContent?.items ?? [];
  const wanted = await vi.waitFor(
    async () => {
      const found = (await listed()).find(({ key }) => ready.has(key));
      if (!found) throw new Error('nothing is indexed yet');
      return found;
    },
    { timeout: 180_000, interval: 500 },
  );
  recording = wanted.key;
}, 360_000);
afterAll(() => own.end());

test.each([
  ['429 that says when', { kind: 'status', status: 429, retryAfter: '1' }, 'RATE_LIMITED'],
  ['500 with HTML', { kind: 'status', status: 500, html: true }, 'UNAVAILABLE'],
  ['half a JSON text', { kind: 'truncated' }, 'UNAVAILABLE'],
  ['a redirect', { kind: 'redirect', location: 'http://localhost:1/login' }, 'UNAVAILABLE'],
  ['no answer', { kind: 'stall', ms: 120_000 }, 'UNAVAILABLE'],
] as const)('%s is told with its code, and the next call succeeds', async (_, fault, code) => {
  own.fleet.ktalk.setFault(fault, { operation: 'summary', times: 9 });
  const failed = await summary();
  expect([failed.isError, codeOf(failed)]).toEqual([true, code]);
  expect(own.fleet.ktalk.violations()).toEqual([]);
  own.fleet.ktalk.clear();
  expect(await summary()).toMatchObject({ isError: false });
});

test('a fault that passes is not noticed', async () => {
  own.fleet.ktalk.setFault({ kind: 'status', status: 503 }, { operation: 'summary' });
  expect(await summary()).toMatchObject({ isError: false });
});

const older = (method: string, params: object): PlainRequest => ({
  method: 'POST',
  headers: {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    authorization: `Bearer ${token}`,
  },
  body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
});
const TOOL = 'get_recording_summary';
/** A member that no usual request has: the SDK answers it. */
const unusual = { ofTheClient: true };

test.each([
  ['a tool', TOOL, () => toolRequest(token, { name: TOOL, args: { recording_key: recording }, id: 1 })],
  [
    'a tool of the older era',
    TOOL,
    () => older('tools/call', { name: TOOL, arguments: { recording_key: recording }, ...unusual }),
  ],
  [
    'a resource of the older era',
    'summary_short',
    () => older('resources/read', { uri: `ktalk://recordings/${recording}/summary/short` }),
  ],
])('a call of %s whose client leaves goes on to its end, and the log has its result', async (_, name, sent) => {
  const logged = () => logLines('"code"', `"name":"${name}"`);
  const before = (await logged()).length;
  own.fleet.ktalk.setFault({ kind: 'stall', ms: 1_500 }, { operation: 'summary' });
  await leave(ktalk, sent(), 300);
  expect(await logged()).toHaveLength(before);
  await expect.poll(logged, { timeout: 20_000 }).toHaveLength(before + 1);
  expect((await logged()).at(-1)).toMatch(/"code":"OK"/);
});

test('a refused key is INTERNAL, and the log says whether it is dead or lacks a scope', async () => {
  const space = { kind: 'space', scopes: ['recording', 'profiles', 'applications'], expiresAtMs: NEVER } as const;
  own.fleet.ktalk.setKeys({});
  expect(codeOf(await summary())).toBe('INTERNAL');
  own.fleet.ktalk.setKeys({ [SPACE_KEY]: { ...space, scopes: ['profiles'] } });
  expect(codeOf(await summary())).toBe('INTERNAL');
  own.fleet.ktalk.setKeys({ [SPACE_KEY]: space });
  expect(await summary()).toMatchObject({ isError: false });
  const lines = () => logLines('"event":"upstream"', '"name":"summary"');
  // A line is written after the answer.
  await expect.poll(lines).toContainEqual(expect.stringContaining('"reason":"key_dead"'));
  await expect.poll(lines).toContainEqual(expect.stringMatching(/^(?=.*"reason":"key_lacks_scope").*recording/));
});

test('the key is in no log line, and KTalk saw nothing that it must not see', async () => {
  expect(await readFile(path.join(own.stateDir, 'fleet.log'), 'utf8')).not.toContain(SPACE_KEY);
  expect(own.fleet.ktalk.requests.length).toBeGreaterThan(0);
  expect(own.fleet.ktalk.violations()).toEqual([]);
});
