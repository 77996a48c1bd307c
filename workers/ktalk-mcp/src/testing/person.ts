import { env, exports } from 'cloudflare:workers';
import { readToolResult } from '@aisystant/mcp';
import type { Database } from '@aisystant/mcp/d1';
import { callDirectly } from '@aisystant/mcp/testing';
import { createPeople, migrateD1 } from '@aisystant/testing';
import { bindServices } from '../bind-services.ts';
import { ktalkConfig } from '../config.ts';
import { type KTalkEnv, server } from '../server.ts';
import { d1IndexWriter } from '../store/d1-index-writer.ts';
import { httpKTalkStore } from '../store/http-ktalk-store.ts';
import { ktalkCalls } from '../store/ktalk-calls.ts';
import type { KTalkStore } from '../store/ktalk-store.ts';
import { syncStep } from '../sync/sync.ts';
import { READ } from '../tools/tool.ts';
import type { tools } from '../tools/tools.ts';
import { ktalkWithOwnKey, upstreamWith } from '../upstream.ts';
import { answer, type Space } from './space.ts';

/** The Worker under test. */
export const bindings = env as unknown as KTalkEnv;

/** People of this server, by e-mail. */
export const people = createPeople(server, env, exports);

const migrations = import.meta.glob<string>('../../migrations/*.sql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Makes the tables of the index, once. */
export async function migrate(): Promise<void> {
  await migrateD1(bindings.DB, migrations);
}

/** Empties the index. */
export async function emptyIndex(): Promise<void> {
  const tables = ['utterance_fts', 'utterance', 'participant', 'member', 'recording', 'webhook_event'];
  const { DB } = bindings;
  await DB.batch([
    ...tables.map((table) => DB.prepare(`DELETE FROM ${table}`)),
    DB.prepare('DELETE FROM sync'),
    DB.prepare('INSERT INTO sync (one) VALUES (1)'),
  ]);
}

const network = globalThis.fetch;

/** Puts a space at the address of KTalk; other requests are left as they are. */
export function serveSpace(space: Space): void {
  serveKTalk((request) => answer(space, request));
}

/** Puts something at the address of KTalk; other requests go to the rest of the network. */
export function serveKTalk(respond: (request: Request) => Promise<Response>, rest = network): void {
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (new URL(request.url).origin !== bindings.KTALK_URL) return rest(request);
    return Promise.race([respond(request), aborted(request.signal)]);
  };
}

/** Rejects when a request is given up, as `fetch` does. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** Ends what {@link serveSpace} began. */
export function restoreNetwork(): void {
  globalThis.fetch = network;
}

/** Fills the index with all that KTalk has, from an empty one. */
export async function fillIndex(): Promise<void> {
  await migrate();
  await emptyIndex();
  const deps = { index: d1IndexWriter(bindings.DB), ktalk: directKTalk(PATIENT), now: () => Date.now(), log: () => {} };
  await syncStep(deps, { recordings: 100_000, untilMs: Number.POSITIVE_INFINITY });
}

/** A test of faults waits for as little as it can; another one has a busy machine to reckon with. */
const IMPATIENT = { timeoutMs: 100, totalMs: 400 };
const PATIENT = { timeoutMs: 8_000, totalMs: 16_000 };

/** KTalk without the pace of the deployed server, under which the tests would wait. */
export function directKTalk(times = IMPATIENT): KTalkStore {
  const pace = { enter: async () => ({ granted: true as const, id: '' }), leave: async () => {} };
  const upstream = upstreamWith(bindings.KTALK_URL, bindings.KTALK_KEY, pace);
  const policy = { ...upstream.policy, ...times, retry: { attempts: 2, baseMs: 1, maxMs: 2 } };
  return httpKTalkStore(ktalkCalls({ ...upstream, policy }));
}

/** Calls a tool as the person with an e-mail, over {@link directKTalk} and a database. Throws `ToolError`. */
export async function askDirectly(
  email: string,
  tool: (typeof tools)[number],
  input: object,
  db: Database = bindings.DB,
): Promise<unknown> {
  const user = { userId: `id of ${email}`, scopes: [READ], clientId: 'test', email };
  const config = ktalkConfig(bindings);
  const callWith = ktalkWithOwnKey(config, bindings.PACE);
  const sources = { config, db, ktalk: directKTalk(), callWith, accountPage: `${bindings.BASE_URL}/account` };
  const services = bindServices(sources, user);
  const result = await callDirectly(server, tool, input, { user, services, now: Date.now() });
  return readToolResult(result).structuredContent;
}
