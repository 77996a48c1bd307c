import { shorten } from '@aisystant/mcp';
import { fragmentsOf } from '../domain/text/fragments.ts';
import type { CorpusStore } from '../store/corpus-store.ts';
import { corpusMap } from './corpus-map.ts';
import { etagOf } from './etag.ts';
import { type Found, findPages, type TextMatch } from './find-pages.ts';
import { pageUrl } from './page-line.ts';
import { resolvePages } from './resolve.ts';

/** About how long a fragment is. */
const FRAGMENT = 900;
/** The longest fragment that is given whole. */
const LONGEST = 2_000;
/** Pages whose fragments are compared. */
const PAGES = 6;

/** What is asked. */
export interface ContextRequest {
  readonly question: string;
  readonly page?: string | undefined;
  readonly limit: number;
}

/** The fragments of pages that have the most of a question's words, best first. */
export async function checkContext(store: CorpusStore, { question, page, limit }: ContextRequest, baseUrl: string) {
  const ids = page === undefined ? undefined : (await resolvePages(store, page, 'page')).map(({ id }) => id);
  const options = { filters: { currentOnly: ids === undefined, ids }, limit: PAGES, offset: 0 };
  const { pages, match }: Found = await findPages(store, question, options);
  const fragments = pages.flatMap((found, rank) =>
    fragmentsOf(found.page.text, FRAGMENT).map((fragment) => ({
      ...fragment,
      found,
      rank,
      ...match(`${fragment.heading}\n${fragment.text}`),
    })),
  );
  const matching = fragments.filter(({ share }) => share > 0).sort(byWeight);
  // A page may be found by what people come to it with, and have none of those words.
  const best = (matching.length > 0 ? matching : fragments.filter(isFirst)).slice(0, limit);
  const map = await corpusMap(store);
  const { importedAt } = await store.generation();
  return {
    status: best.length > 0 ? ('OK' as const) : ('NO_DATA' as const),
    fragments: await Promise.all(
      best.map(async ({ found: { page: own }, heading, text, terms }) => ({
        page: own.id,
        citation: map.cite(own),
        heading,
        text: shorten(text, LONGEST),
        matched_terms: [...terms],
        page_status: own.status,
        etag: await etagOf(own),
        url: pageUrl(baseUrl, own.id),
      })),
    ),
    concepts: [...new Set(best.flatMap(({ found }) => found.page.introduces))],
    version: importedAt,
  };
}

/** Whether a fragment is the beginning of its page. */
function isFirst({ rank }: { rank: number }, at: number, all: readonly { rank: number }[]): boolean {
  return all[at - 1]?.rank !== rank;
}

/** The largest share of the question first; among equals, the fragment of the better page. */
function byWeight(one: TextMatch & { rank: number }, other: TextMatch & { rank: number }): number {
  return other.share - one.share || one.rank - other.rank;
}
