import type { Guide } from '../domain/corpus/model.ts';
import type { Generation, GenerationCounts, GuideCounts, PageHead, StoredPage, StoredTerm } from './corpus-store.ts';

/** Columns of a page without its text. */
export const HEAD =
  'p.n, p.id, p.path, p.guide, p.section, p.number, p.title, p.type, p.status, p.stages, p.reading_minutes, p.practice_minutes, p.digest, p.characters, coalesce((SELECT s.title FROM section s WHERE s.generation = p.generation AND s.guide = p.guide AND s.slug = p.section), p.section) AS section_title';
/** Columns of a page with its text, without the answers to its questions. */
export const SEARCHED_PAGE = `${HEAD}, p.facts, p.text`;
/** Columns of a page with its text. */
export const PAGE = `${SEARCHED_PAGE}, p.answers`;

/** A row of `page`. */
export interface PageRow {
  readonly n: number;
  readonly id: string;
  readonly path: string;
  readonly guide: string;
  readonly section: string;
  readonly number: string | null;
  readonly title: string;
  readonly type: StoredPage['type'];
  readonly status: StoredPage['status'];
  readonly stages: string;
  readonly reading_minutes: number;
  readonly practice_minutes: number;
  readonly digest: string;
  readonly characters: number;
  readonly section_title: string;
  readonly facts: string;
  readonly text: string;
  readonly answers: string;
}

/** A row of `page`, whatever of it was read besides its head. */
type HeadRow = Omit<PageRow, 'text' | 'answers'> & Partial<Pick<PageRow, 'text' | 'answers'>>;

/** Facts that generations of an earlier version do not have. */
const NOT_IN_EVERY_GENERATION = { asked: [] };

/** The head of a page, of a row with its facts. */
export function headOf(row: HeadRow): PageHead {
  const {
    facts,
    stages,
    reading_minutes: readingMinutes,
    practice_minutes: practiceMinutes,
    section_title: sectionTitle,
    text: _,
    answers: __,
    ...own
  } = row;
  return {
    ...own,
    ...NOT_IN_EVERY_GENERATION,
    ...JSON.parse(facts),
    stages: JSON.parse(stages),
    readingMinutes,
    practiceMinutes,
    sectionTitle,
  };
}

/** A page with its text, of a whole row. */
export function pageOf(row: PageRow): StoredPage {
  return { ...headOf(row), text: row.text, answers: row.answers };
}

/** A row of `guide` with what is counted of its pages. */
export interface GuideRow extends Omit<Guide, 'stages'> {
  readonly stages: string;
  readonly sections: number;
  readonly pages: number;
  readonly drafts: number;
  readonly reading_minutes: number;
}

/** A guide with its counts, of a row. */
export function guideOf(row: GuideRow): Guide & GuideCounts {
  const { slug, code, title, programme, level, lang, sections, pages, drafts } = row;
  return {
    slug,
    code,
    title,
    programme,
    level,
    lang,
    sections,
    pages,
    drafts,
    stages: JSON.parse(row.stages),
    readingMinutes: row.reading_minutes,
  };
}

/** A row of `generation`. */
export interface GenerationRow extends GenerationCounts {
  readonly id: number;
  readonly finished_at: string;
  readonly digest: string;
}

/** A generation, of a row. */
export function generationOf({
  id,
  finished_at,
  digest,
  pages,
  added,
  changed,
  moved,
  removed,
  vectors,
}: GenerationRow): Generation {
  return { id, importedAt: finished_at, digest, pages, added, changed, moved, removed, vectors };
}

/** A row of `term`. */
export interface TermRow {
  readonly facts: string;
}

/** A term, of a row. */
export function termOf({ facts }: TermRow): StoredTerm {
  return JSON.parse(facts);
}
