import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { Database, Statement } from '@aisystant/mcp/d1';
import { callDirectly } from '@aisystant/mcp/testing';
import { createKTalk, type KTalk, READ_SCOPES, seedSpace } from '@aisystant/simulators/ktalk';
import { bindServices } from '../workers/ktalk-mcp/src/bind-services.ts';
import { d1IndexWriter } from '../workers/ktalk-mcp/src/store/d1-index-writer.ts';
import { httpKTalkStore } from '../workers/ktalk-mcp/src/store/http-ktalk-store.ts';
import { ktalkCalls } from '../workers/ktalk-mcp/src/store/ktalk-calls.ts';
import { syncNewest, syncPass, syncRights } from '../workers/ktalk-mcp/src/sync/sync.ts';
import { READ } from '../workers/ktalk-mcp/src/tools/tool.ts';
import { tools } from '../workers/ktalk-mcp/src/tools/tools.ts';
import { upstreamWith } from '../workers/ktalk-mcp/src/upstream.ts';
import { migrationSteps } from './migrations.ts';

const KEY = 'bench-key';
const ORIGIN = 'http://localhost:1';
/** A page of the peer; it embeds the first participants, and the others are in the roster. */
const PAGE = 100;
const EMBEDDED = 6;

interface Listed {
  readonly key: string;
  readonly participantsCount: number;
  readonly participants: readonly { readonly userInfo?: { readonly key: string } | null }[];
}

/** Requests to KTalk in a space of some size. */
export interface Requests {
  /** Of one list by a server without an index. */
  readonly scan: number;
  /** Requests of each tool of ktalk-mcp. */
  readonly calls: { readonly [tool: string]: number };
  /** Of the first call of a person within ten minutes besides: who they are. */
  readonly identity: number;
}

/** Counts the requests of a scan and of our tools, against the same simulated space. */
export async function countRequests(recordings: number): Promise<Requests> {
  // A person of their own for each size: accounts are remembered by e-mail.
  const login = `reader${recordings}`;
  const space = seedSpace({ recordings, logins: [login], now: Date.now() });
  const scopes = [...READ_SCOPES, 'calendar'] as const;
  const keys = { [KEY]: { kind: 'space', scopes, expiresAtMs: Date.UTC(2100, 0, 1) } } as const;
  const ktalk = createKTalk({ space, keys, transcriptMs: 0 });
  const recording = await scan(ktalk, `u-${login}`);
  const scanned = ktalk.requests.length;
  return { scan: scanned, ...(await callTools(ktalk, `${login}@example.test`, recording)) };
}

/**
 * One list as a server without an index makes it: it goes through the whole list, and asks for the roster wherever the embedded
 * participants do not tell. The key of an own recording that has a transcript.
 */
async function scan(ktalk: KTalk, reader: string): Promise<string> {
  const get = async (path: string) => {
    const response = await ktalk.fetch(new Request(`${ORIGIN}${path}`, { headers: { 'x-auth-token': KEY } }));
    return response.json();
  };
  const own: string[] = [];
  for (let token: string | null = ''; token !== null; ) {
    const at = token === '' ? '' : `&pageTokenString=${encodeURIComponent(token)}`;
    const page = (await get(`/api/Domain/recordings/v2?top=${PAGE}&maxParticipantCount=${EMBEDDED}${at}`)) as {
      entities: Listed[];
      nextPageToken?: string | null;
    };
    for (const { key, participantsCount, participants } of page.entities) {
      const known = participants.some(({ userInfo }) => userInfo?.key === reader);
      const roster =
        known || participantsCount <= participants.length
          ? []
          : await get(`/api/Domain/recordings/${key}/participants?top=100`);
      if (known || (roster as Listed['participants']).some(({ userInfo }) => userInfo?.key === reader)) own.push(key);
    }
    token = page.nextPageToken ?? null;
  }
  const spoken = new Set(ktalk.space.recordings.filter((each) => each.transcript === 'complete').map(({ key }) => key));
  const read = own.find((key) => spoken.has(key));
  if (read === undefined) throw new Error('the reader has no recording with a transcript');
  return read;
}

/** Calls every tool over an index that has all rights and no transcript, so that words are asked for and not remembered. */
async function callTools(ktalk: KTalk, email: string, recording: string): Promise<Omit<Requests, 'scan'>> {
  const pace = { enter: async () => ({ granted: true as const, id: '' }), leave: async () => {} };
  const system = upstreamWith(ORIGIN, KEY, pace);
  const call = ktalkCalls({ ...system, io: { ...system.io, fetch: (request: Request) => ktalk.fetch(request) } });
  const store = httpKTalkStore(call);
  const db = await memoryDatabase();
  const deps = { index: d1IndexWriter(db), ktalk: store, now: () => Date.now(), log: () => {} };
  while (await syncPass(deps));
  while ((await syncRights(deps, { recordings: PAGE, untilMs: Number.POSITIVE_INFINITY })) > 0);
  await syncNewest(deps);
  const user = { userId: 'bench', scopes: [READ], clientId: 'bench', email };
  const config = { url: ORIGIN, key: KEY, domains: ['example.test'], pace: { perSecond: 1, burst: 1 } };
  const sources = {
    db,
    ktalk: store,
    callWith: () => call,
    accountPage: `${ORIGIN}/account`,
    config: { ...config, webhookSecret: null, personalKeySecret: null },
  };
  const count = async (tool: (typeof tools)[number]) => {
    const { input } = tool.facts.examples[0];
    const own = { ...input, ...('recording_key' in input && { recording_key: recording }) };
    const before = ktalk.requests.length;
    await callDirectly({}, tool, own, { user, services: bindServices(sources, user), now: Date.now() });
    return ktalk.requests.length - before;
  };
  const [list] = tools;
  if (!list) throw new Error('there are no tools');
  const first = await count(list);
  const calls: { [tool: string]: number } = {};
  for (const tool of tools) calls[tool.name] = await count(tool);
  return { calls, identity: first - (calls[list.name] ?? 0) };
}

/** The part of D1 that the server uses, over SQLite in memory. */
async function memoryDatabase(): Promise<Database> {
  const sqlite = new DatabaseSync(':memory:');
  for (const step of await migrationSteps('ktalk-mcp')) sqlite.exec(step);
  const prepare = (sql: string, values: readonly unknown[] = []): Statement & { run(): unknown[] } => ({
    bind: (...given) => prepare(sql, given),
    run: () => sqlite.prepare(sql).all(...(values as SQLInputValue[])),
  });
  return {
    prepare: (sql) => prepare(sql),
    async batch<Row>(statements: Statement[]) {
      return (statements as ReturnType<typeof prepare>[]).map((statement) => {
        const results = statement.run() as Row[];
        const [{ changes } = { changes: 0 }] = sqlite.prepare('SELECT changes() AS changes').all() as {
          changes: number;
        }[];
        return { results, meta: { changes } };
      });
    },
  };
}
