import { numberedTitle } from '../domain/corpus/citation.ts';
import type { CorpusStore, StoredPage } from '../store/corpus-store.ts';
import { corpusMap } from './corpus-map.ts';
import { statusWords } from './page-line.ts';
import { prerequisitesOf, textWithFootnotes } from './read-pages.ts';

/** A page as one Markdown text for a reader, without the answers to its exercises. */
export async function pageMarkdown(store: CorpusStore, page: StoredPage): Promise<string> {
  const map = await corpusMap(store);
  const before = await prerequisitesOf(store, page);
  return [
    `# ${numberedTitle(page)}${statusWords(page.status)}`,
    map.cite(page),
    ...(before.length > 0 ? [`До этого: ${before.map(({ id, title }) => `${id} «${title}»`).join(', ')}.`] : []),
    ...(page.canDo.length > 0 ? [`После страницы: ${page.canDo.join('; ')}.`] : []),
    textWithFootnotes(page),
  ].join('\n\n');
}
