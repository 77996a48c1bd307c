import { applyD1Migrations } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { createPeople } from '@aisystant/testing';
import { type KTalkEnv, server } from '../server.ts';
import { d1IndexWriter } from '../store/d1-index-writer.ts';
import { httpKTalkStore } from '../store/http-ktalk-store.ts';
import { ktalkCalls } from '../store/ktalk-calls.ts';
import type { KTalkStore } from '../store/ktalk-store.ts';
import { syncStep } from '../sync/sync.ts';
import { upstreamWith } from '../upstream.ts';
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
  const steps = Object.entries(migrations).map(([path, sql]) => ({
    name: path.replace(/^.*\//, ''),
    queries: queriesOf(sql),
  }));
  await applyD1Migrations(bindings.DB as D1Database, steps);
}

function queriesOf(sql: string): string[] {
  const queries = sql.replace(/^\s*--.*$/gm, '').split(';');
  return queries.map((query) => query.trim()).filter((query) => query !== '');
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
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    return new URL(request.url).origin === bindings.KTALK_URL ? answer(space, request) : network(request);
  };
}

/** Ends what {@link serveSpace} began. */
export function restoreNetwork(): void {
  globalThis.fetch = network;
}

/** Fills the index with all that the space has, from an empty one. */
export async function syncAll(): Promise<void> {
  await migrate();
  await emptyIndex();
  const deps = { index: d1IndexWriter(bindings.DB), ktalk: directKTalk(), now: () => Date.now() };
  await syncStep(deps, { recordings: 100_000, untilMs: Number.POSITIVE_INFINITY });
}

/** KTalk without the pace of the deployed server, under which the tests would wait. */
export function directKTalk(): KTalkStore {
  const pace = { enter: async () => ({ granted: true as const, id: '' }), leave: async () => {} };
  return httpKTalkStore(ktalkCalls(upstreamWith(bindings.KTALK_URL, bindings.KTALK_KEY, pace)));
}
