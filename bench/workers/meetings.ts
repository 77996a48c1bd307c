import { listRecordings } from '../../workers/ktalk-mcp/src/queries/list-recordings.ts';
import { searchSpeech } from '../../workers/ktalk-mcp/src/queries/search-speech.ts';
import type { KTalkServices } from '../../workers/ktalk-mcp/src/services.ts';
import { d1IndexReader } from '../../workers/ktalk-mcp/src/store/d1-index-reader.ts';
import type { Database } from '../../workers/ktalk-mcp/src/store/database.ts';
import type { RecordingsStore } from '../../workers/ktalk-mcp/src/store/recordings-store.ts';

// The reads of one person's meetings, each by POST of its arguments: what the tools do behind the sign-in.

const READER = 'u-reader';
const QUALITY = { status: 'OK', coverage_ratio: 1, last_sync_at: null, sources: [], notes: null } as const;

function servicesOf(db: Database): Pick<KTalkServices, 'recordings' | 'linkTo'> & { readonly store: RecordingsStore } {
  const index = d1IndexReader(db, READER);
  const never = () => Promise.reject(new Error('not measured'));
  const store = { ...index, transcript: never, summary: never, quality: async () => ({ ...QUALITY, sources: [] }) };
  return { store, recordings: async () => store, linkTo: (key) => key };
}

const ways: { readonly [path: string]: (input: { cursor?: string }, db: Database) => Promise<unknown> } = {
  '/list': ({ cursor }, db) =>
    listRecordings(servicesOf(db) as unknown as KTalkServices, { filters: {}, limit: 20, cursor, now: 0 }),
  '/search': (_, db) => {
    const services = servicesOf(db);
    return searchSpeech(services, services.store, { query: 'перенос релиза', limit: 20, cursor: undefined });
  },
};

export default {
  async fetch(request: Request, { DB }: { readonly DB: Database }): Promise<Response> {
    const way = ways[new URL(request.url).pathname];
    return way ? Response.json({ result: await way(await request.json(), DB) }) : new Response(null, { status: 404 });
  },
};
