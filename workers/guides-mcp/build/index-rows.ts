import { indexText, plainText, searchForms, type Vocabulary } from '@aisystant/search';
import type { Term } from '../src/domain/corpus/model.ts';
import type { IdentifiedPage } from './page-ids.ts';
import type { ParsedCorpus } from './parsed.ts';

/** Key of the n-th page of a generation. */
export const keyIn = (generation: number, n: number) => generation * 1_000_000 + n;

/** All word forms by which a page is found. */
export function formsOnPage(page: IdentifiedPage, glossary: readonly Term[]): ReadonlySet<string> {
  const { id, number, title, introduces, uses, canDo, text } = page;
  const texts = [number ?? '', title, ...introduces, ...uses, ...canDo, ...namesOnPage(id, glossary), plainText(text)];
  return new Set(texts.flatMap(searchForms));
}

/** What is searched of a page, as stems. */
interface IndexRow {
  readonly rowid: number;
  readonly title: string;
  readonly concepts: string;
  readonly section: string;
  readonly headings: string;
  readonly body: string;
}

/** Rows of the full-text table, in the order of the pages. */
export function indexRows(
  pages: readonly IdentifiedPage[],
  { guides, sections }: ParsedCorpus,
  {
    generation,
    vocabulary,
    glossary,
  }: { readonly generation: number; readonly vocabulary: Vocabulary; readonly glossary: readonly Term[] },
): readonly IndexRow[] {
  const guideTitles = new Map(guides.map(({ slug, title }) => [slug, title]));
  const sectionTitles = new Map(sections.map(({ guide, slug, title }) => [`${guide}/${slug}`, title]));
  const text = (...parts: readonly string[]) => indexText(parts.join('\n'), vocabulary.stem);
  return pages.map((page, n) => ({
    rowid: keyIn(generation, n),
    title: text(page.title, page.number ?? ''),
    concepts: text(...page.introduces, ...page.canDo, ...namesOnPage(page.id, glossary)),
    section: text(sectionTitles.get(`${page.guide}/${page.section}`) ?? '', guideTitles.get(page.guide) ?? ''),
    headings: text(...page.headings),
    body: text(plainText(page.text), ...page.uses),
  }));
}

/** What the glossary calls the terms that a page explains, so that a learner's word finds it. */
function namesOnPage(id: string, glossary: readonly Term[]): readonly string[] {
  return glossary.filter(({ pages }) => pages.includes(id)).flatMap(({ term, synonyms }) => [term, ...synonyms]);
}
