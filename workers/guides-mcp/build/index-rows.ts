import { plainText, searchForms, type Vocabulary } from '@aisystant/search';
import type { Term } from '../src/domain/corpus/model.ts';
import { keyIn } from '../src/store/table-names.ts';
import type { IdentifiedPage } from './page-ids.ts';
import type { ParsedCorpus } from './parsed.ts';

/** The columns of the full-text table of the pages. */
const COLUMNS = ['title', 'concepts', 'section', 'headings', 'body', 'asked'] as const;
type Column = (typeof COLUMNS)[number];

/** The word forms of a page by the column in which they are searched. */
type PageForms = { readonly [column in Column]: readonly string[] };

/** What is searched of a page, as stems. */
type IndexRow = { readonly rowid: number } & { readonly [column in Column]: string };

/** The word forms of the pages, in their order: a text is taken apart once. */
export function pageForms(
  pages: readonly IdentifiedPage[],
  { guides, sections }: ParsedCorpus,
  glossary: readonly Term[],
): readonly PageForms[] {
  const guideTitles = new Map(guides.map(({ slug, title }) => [slug, title]));
  const sectionTitles = new Map(sections.map(({ guide, slug, title }) => [`${guide}/${slug}`, title]));
  const forms = (...parts: readonly string[]) => parts.flatMap(searchForms);
  return pages.map((page) => ({
    title: forms(page.title, page.number ?? ''),
    concepts: forms(...page.introduces, ...page.canDo, ...namesOnPage(page.id, glossary)),
    section: forms(sectionTitles.get(`${page.guide}/${page.section}`) ?? '', guideTitles.get(page.guide) ?? ''),
    headings: forms(...page.headings),
    body: forms(plainText(page.text), ...page.uses),
    asked: forms(...page.asked),
  }));
}

/** The words of which a page itself consists: the titles of its section and guide are those of other pages too. */
export function ownForms({ title, concepts, body, asked }: PageForms): ReadonlySet<string> {
  return new Set([...title, ...concepts, ...body, ...asked]);
}

/** Rows of the full-text table, in the order of the pages. */
export function indexRows(forms: readonly PageForms[], generation: number, { stem }: Vocabulary): readonly IndexRow[] {
  return forms.map((page, n) => ({ rowid: keyIn(generation, n), ...stemsOf(page, stem) }));
}

function stemsOf(page: PageForms, stem: Vocabulary['stem']): Omit<IndexRow, 'rowid'> {
  const text = (column: Column) => page[column].map(stem).join(' ');
  return {
    title: text('title'),
    concepts: text('concepts'),
    section: text('section'),
    headings: text('headings'),
    body: text('body'),
    asked: text('asked'),
  };
}

/** What the glossary calls the terms that a page explains, so that a learner's word finds it. */
function namesOnPage(id: string, glossary: readonly Term[]): readonly string[] {
  return glossary.filter(({ pages }) => pages.includes(id)).flatMap(({ term, synonyms }) => [term, ...synonyms]);
}
