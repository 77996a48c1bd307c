import { ToolError } from '@aisystant/mcp';
import { closestNames } from '@aisystant/mcp/closest-names';
import { keyOf, keysOf } from '../domain/corpus/page-key.ts';
import type { CorpusStore, Named, PageHead } from '../store/corpus-store.ts';
import { findPages } from './find-pages.ts';

/** What a name means. Throws `NOT_FOUND` with the nearest pages. */
async function resolveName(store: CorpusStore, name: string, field: string): Promise<Named> {
  const named = await store.named(keysOf(name));
  if (named) return named;
  const found = await findPages(store, name.slice(0, 300), { filters: { currentOnly: false }, limit: 3, offset: 0 });
  const guides = await store.guides();
  const slugs = closestNames(
    keyOf(name),
    guides.map(({ slug }) => slug),
    2,
  );
  const near = [...slugs, ...found.pages.map(({ page }) => `${page.id} «${page.title}»`)];
  const hint =
    near.length > 0 ? `Похожее: ${near.join(', ')}.` : 'Список руководств даёт guides_list, поиск — guides_search.';
  throw new ToolError('NOT_FOUND', 'Такой страницы, раздела или руководства нет.', { field, hint });
}

/** The slug of the guide that a name means, or that it belongs to. Throws `NOT_FOUND`. */
export async function resolveGuide(store: CorpusStore, name: string, field = 'guide'): Promise<string> {
  const { kind, target } = await resolveName(store, name, field);
  if (kind === 'guide') return target;
  if (kind === 'section') return target.split('/')[0] ?? target;
  const [page] = await store.headsById([target]);
  return page?.guide ?? target;
}

/** The pages that a name means, in order: one page, those of a section, those of a guide. Throws `NOT_FOUND`. */
export async function resolvePages(store: CorpusStore, name: string, field: string): Promise<readonly PageHead[]> {
  const { kind, target } = await resolveName(store, name, field);
  if (kind === 'page') return store.headsById([target]);
  const [guide = '', section] = target.split('/');
  const heads = await store.heads(guide);
  return section === undefined ? heads : heads.filter((head) => head.section === section);
}
