import type { Database } from '@aisystant/mcp/d1';
import { listRecordings } from '../../workers/ktalk-mcp/src/queries/list-recordings.ts';
import { searchSpeech } from '../../workers/ktalk-mcp/src/queries/search-speech.ts';
import type { KTalkServices } from '../../workers/ktalk-mcp/src/services.ts';
import { d1IndexReader } from '../../workers/ktalk-mcp/src/store/d1-index-reader.ts';
import type { RecordingsStore } from '../../workers/ktalk-mcp/src/store/recordings-store.ts';

// The reads of one person's meetings, each by POST of its arguments: what the tools do behind the sign-in.

const READER = 'u-reader';
const QUALITY = { status: 'OK', coverage_ratio: 1, last_sync_at: null, sources: [], notes: null } as const;

function servicesOf(db: Database): Pick<KTalkServices, 'recordings' | 'linkTo'> & { readonly store: RecordingsStore } {
  const index = d1IndexReader(db, READER);
  const never = () => Promise.reject(new Error('not measured'));
  const list: RecordingsStore['list'] = async (...page) => ({ recordings: await index.list(...page), next: null });
  const quality = async () => ({ ...QUALITY, sources: [] });
  const store = { ...index, list, transcript: never, summary: never, quality };
  return { store, recordings: async () => store, linkTo: (key) => key };
}

interface Input {
  readonly cursor?: string;
  readonly query?: string;
}

const ways: { readonly [path: string]: (input: Input, db: Database) => Promise<unknown> } = {
  '/list': ({ cursor }, db) =>
    listRecordings(servicesOf(db) as unknown as KTalkServices, { filters: {}, limit: 20, cursor, now: 0 }),
  '/search': ({ query = '' }, db) => {
    const services = servicesOf(db);
    return searchSpeech(services, services.store, { query, limit: 20, cursor: undefined, now: 0 });
  },
};

export default {
  async fetch(request: Request, { DB }: { readonly DB: Database }): Promise<Response> {
    const way = ways[new URL(request.url).pathname];
    if (!way) return new Response(null, { status: 404 });
    let rowsRead = 0;
    const counting: Database = {
      prepare: (sql) => DB.prepare(sql),
      async batch<Row>(statements: Parameters<Database['batch']>[0]) {
        const answers = await DB.batch<Row>(statements);
        for (const { meta } of answers) rowsRead += (meta as { rows_read?: number }).rows_read ?? 0;
        return answers;
      },
    };
    const result = await way(await request.json(), counting);
    return Response.json({ result, rowsRead });
  },
};
