import { addressKey, isAddressKey, keyOf } from '../src/domain/corpus/page-key.ts';
import { type IdentifiedPage, namesOf } from './page-ids.ts';
import type { ParsedCorpus } from './parsed.ts';
import type { Previous } from './previous-generation.ts';

/** What every name means: those of pages, guides and sections, and every name that a page ever had. */
export function aliasRows(
  { guides, sections }: ParsedCorpus,
  pages: readonly IdentifiedPage[],
  { generation, old }: { readonly generation: number; readonly old: Previous['aliases'] },
): readonly object[] {
  const ids = new Set(pages.map(({ id }) => id));
  const renamed = new Map(pages.flatMap(({ id, formerId }) => (formerId === null ? [] : [[formerId, id]])));
  const inSection = sections.map(({ guide, slug, number }) => ({ target: `${guide}/${slug}`, number }));
  // In order of precedence: what is permanent, what is true now, what was once true.
  const aliases = [
    ...pages.map(({ id }) => ({ name: keyOf(id), kind: 'page', target: id })),
    ...pages.flatMap((page) => namesOf(page).map((name) => ({ name, kind: 'page', target: page.id }))),
    ...guides.flatMap(({ slug, code }) =>
      [slug, code ?? slug].map((name) => ({ name: keyOf(name), kind: 'guide', target: slug })),
    ),
    ...inSection.flatMap(({ target, number }) =>
      [target, number ?? target].map((name) => ({ name: keyOf(name), kind: 'section', target })),
    ),
    ...old
      .filter(({ kind, name }) => kind === 'page' && !isAddressKey(name))
      .map((alias) => ({ ...alias, target: renamed.get(alias.target) ?? alias.target }))
      .filter(({ target }) => ids.has(target)),
  ];
  const byName = new Map(aliases.toReversed().map((alias) => [alias.name, alias]));
  // A page whose path is the id of one that moved away: its address still opens it.
  const addresses = pages
    .filter(({ id, path }) => byName.get(keyOf(path))?.target !== id)
    .map(({ id, path }) => ({ name: addressKey(path), kind: 'page', target: id }));
  return [...byName.values(), ...addresses].map((alias) => ({ generation, ...alias }));
}

/** The pages that were there once and are not now, with every name they had. */
export function removedRows(
  pages: readonly IdentifiedPage[],
  previous: Previous,
  generation: number,
): readonly object[] {
  const here = new Set(pages.flatMap(({ id, formerId }) => [id, formerId]));
  const names = Map.groupBy(
    previous.aliases.filter(({ kind, name }) => kind === 'page' && !isAddressKey(name)),
    ({ target }) => target,
  );
  return previous.pages
    .filter(({ id }) => !here.has(id))
    .map(({ id, path, digest, sketch }) => ({
      generation,
      id,
      path,
      digest,
      sketch: JSON.stringify(sketch),
      names: JSON.stringify((names.get(id) ?? []).map(({ name }) => name)),
    }));
}
