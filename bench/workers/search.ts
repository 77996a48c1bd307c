import type { Database } from '@aisystant/mcp/d1';
import { formsOf, stemOf, tellingWords } from '@aisystant/search';
import MiniSearch from 'minisearch';
import { searchGuides } from '../../workers/guides-mcp/src/queries/search-guides.ts';
import { d1CorpusStore } from '../../workers/guides-mcp/src/store/d1-corpus-store.ts';

// Three ways to search the same pages in the same D1, each by POST of a query.

interface Env {
  readonly DB: D1Database;
}

interface PageText {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

const LIMIT = 5;
const CURRENT = '(SELECT generation FROM pointer)';

/** What is asked of this Worker, by path. */
const ways: { readonly [path: string]: (query: string, env: Env) => Promise<unknown> } = {
  '/guides': async (query, { DB }) => {
    const options = { filters: { currentOnly: false }, limit: LIMIT, baseUrl: '' };
    return searchGuides(d1CorpusStore(DB as unknown as Database), query, options);
  },
  '/like': async (query, { DB }) => {
    // A pattern of D1 has at most 50 bytes.
    const patterns = tellingWords(formsOf(query)).map((word) => `%${word.slice(0, 23)}%`);
    const all = patterns.map((_, n) => `text LIKE ?${n + 1}`).join(' AND ');
    const sql = `SELECT id, title, text FROM page WHERE generation = ${CURRENT} AND ${all} LIMIT ${LIMIT}`;
    return (
      await DB.prepare(sql)
        .bind(...patterns)
        .all<PageText>()
    ).results.map(withSnippet);
  },
  '/minisearch': async (query, env) => {
    const { index, texts } = await inMemory(env);
    return index
      .search(query)
      .slice(0, LIMIT)
      .flatMap(({ id }) => texts.get(id) ?? [])
      .map(withSnippet);
  },
  '/facts': async (_, { DB }) => {
    const sizes = `SELECT count(*) AS pages, sum(length(CAST(text AS BLOB)) + length(CAST(answers AS BLOB))) AS texts,
      (SELECT json_group_array(title) FROM (SELECT title FROM page WHERE generation = ${CURRENT} AND type <> 'questions'
        ORDER BY key % 97, key LIMIT 100)) AS titles FROM page WHERE generation = ${CURRENT}`;
    const { results, meta } = await DB.prepare(sizes).all<{ pages: number; texts: number; titles: string }>();
    return { ...results[0], bytes: meta.size_after };
  },
};

const withSnippet = ({ text, ...page }: PageText) => ({ ...page, snippet: text.slice(0, 300) });

let memory: Promise<{ readonly index: MiniSearch<PageText>; readonly texts: ReadonlyMap<string, PageText> }> | null =
  null;

/** The pages in the memory of the isolate, indexed at the first query by the same stems. */
function inMemory({ DB }: Env) {
  memory ??= (async () => {
    const texts = new Map<string, PageText>();
    for (let from = 0, more = true; more; from += 500) {
      const sql = `SELECT id, title, text FROM page WHERE generation = ${CURRENT} AND n >= ? AND n < ? ORDER BY n`;
      const { results } = await DB.prepare(sql)
        .bind(from, from + 500)
        .all<PageText>();
      for (const page of results) texts.set(page.id, page);
      more = results.length > 0;
    }
    const index = new MiniSearch<PageText>({
      fields: ['title', 'text'],
      tokenize: formsOf,
      processTerm: stemOf,
      searchOptions: { boost: { title: 6 } },
    });
    index.addAll([...texts.values()]);
    return { index, texts };
  })();
  return memory;
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const way = ways[new URL(request.url).pathname];
    const { query } = await request.json<{ query: string }>();
    return way ? Response.json({ result: await way(query, env) }) : new Response(null, { status: 404 });
  },
};
