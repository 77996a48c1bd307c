import { sha256Hex } from '@aisystant/mcp';
import { type Database, rowsOf } from '@aisystant/mcp/d1';
import { type LookUpLemma, vocabularyOf } from '@aisystant/search';
import type { Guide, Term } from '../src/domain/corpus/model.ts';
import type { GenerationCounts } from '../src/store/corpus-store.ts';
import { headIndex, keyIn, pageIndex, wordIndex } from '../src/store/table-names.ts';
import type { Vectors } from '../src/store/vectors.ts';
import { indexRows, ownForms, pageForms } from './index-rows.ts';
import { type IdentifiedPage, identify, type KnownPage } from './page-ids.ts';
import { aliasRows, removedRows } from './page-names.ts';
import type { ParsedCorpus, Problem } from './parsed.ts';
import { type Previous, previousGeneration } from './previous-generation.ts';
import { terms } from './terms.ts';
import { reconnect, writeRows } from './write-rows.ts';
import { haveVectorsGone, removeOldVectors, withVectors, writeVectors } from './write-vectors.ts';

/** Raised when the same texts give another index. */
const INDEX_VERSION = 4;

/** What an import needs besides the texts. */
export interface ImportOptions {
  readonly glossary: readonly Term[];
  readonly lookUp: LookUpLemma;
  /** Makes the pages findable by meaning too. Default: by words alone. */
  readonly vectors?: Vectors | null;
  /** Refuses a corpus without most of the pages that are there, as one of a wrong folder is. Default: takes it. */
  readonly keepsMost?: boolean;
  /** Time of the import, ISO 8601. */
  readonly now: string;
  /** Told what is done and how far it is. */
  readonly report?: (step: string) => void;
}

/** What an import did. */
export interface ImportReport extends GenerationCounts {
  readonly generation: number;
  /** False when the corpus is already there as it is. */
  readonly imported: boolean;
  readonly guides: number;
  /** What went wrong with the vectors; null when nothing did. The pages are imported all the same. */
  readonly vectorFailure: string | null;
  readonly problems: readonly Problem[];
}

/** Files of which none is a page, as those of a wrong folder: to publish them would take all guides away. */
class NoPages extends Error {
  override readonly name = 'NoPages';
  constructor(problems: readonly Problem[]) {
    const reasons = problems.slice(0, 5).map(({ file, reason }) => `${file}: ${reason}`);
    super(['There is no page here: nothing was imported.', ...reasons].join('\n'));
  }
}

/** A corpus without most of the pages that readers have now. */
class MostRemoved extends Error {
  override readonly name = 'MostRemoved';
  constructor(removed: number, present: number) {
    super(
      `${removed} of the ${present} pages that are there would be gone: nothing was imported. Look whether the folder is the right one and whole; if it is, add --replace.`,
    );
  }
}

/**
 * Writes a corpus as a new generation and points readers to it in one statement. Until then nothing that readers see
 * changes, so it may be stopped at any moment; the next import removes what was left.
 * Throws {@link NoPages} and {@link MostRemoved}.
 */
export async function importCorpus(db: Database, corpus: ParsedCorpus, options: ImportOptions): Promise<ImportReport> {
  const { report = () => {}, vectors = null } = options;
  if (corpus.pages.length === 0) throw new NoPages(corpus.problems);
  await reconnect(db);
  const previous = await previousGeneration(db);
  const pages = identify(corpus.pages, previous.pages);
  const counted = countChanges(pages, previous.pages);
  const present = previous.pages.filter(({ removed }) => !removed).length;
  if (options.keepsMost && counted.removed > present / 2) throw new MostRemoved(counted.removed, present);
  const digest = await corpusDigest(corpus, pages, options.glossary);
  const facts = { guides: corpus.guides.length, pages: pages.length, ...counted, problems: corpus.problems };
  const gone = await withVectors(vectors, (all) => haveVectorsGone(db, all, previous.id));
  if (previous.digest === digest && (vectors === null || (previous.vectors > 0 && gone.value !== true))) {
    return { generation: previous.id, imported: false, vectors: previous.vectors, vectorFailure: null, ...facts };
  }
  await reconnect(db);
  const generation = await begin(db, digest, options.now);
  report(`${pages.length} pages: words and their stems`);
  for (const [table, rows] of tablesOf(corpus, pages, { generation, previous, options }))
    await writeRows(db, table, rows, report);
  const made = await withVectors(vectors, (all) => writeVectors(db, all, { generation, pages, report }));
  const passages = made.value ?? 0;
  await publish(db, { generation, now: options.now, pages: pages.length, ...counted, vectors: passages });
  report('removing older generations');
  const kept = [generation, previous.id];
  await removeOlder(db, kept);
  const removal = await withVectors(vectors, (all) => removeOldVectors(db, all, kept));
  return { generation, imported: true, vectors: passages, vectorFailure: made.failure ?? removal.failure, ...facts };
}

interface NewGeneration {
  readonly generation: number;
  readonly previous: Previous;
  readonly options: ImportOptions;
}

/** The rows of a generation, by table, in the order of writing. */
function* tablesOf(
  corpus: ParsedCorpus,
  pages: readonly IdentifiedPage[],
  { generation, previous, options: { glossary, lookUp } }: NewGeneration,
): Generator<readonly [table: string, rows: readonly object[]]> {
  const forms = pageForms(pages, corpus, glossary);
  const vocabulary = vocabularyOf(forms.map(ownForms), lookUp);
  const index = indexRows(forms, generation, vocabulary);
  yield ['guide', guideRows(corpus.guides, pages, generation)];
  yield ['section', corpus.sections.map((section, n) => ({ generation, n, ...section }))];
  yield ['page', pageRows(pages, generation)];
  yield [pageIndex(generation), index];
  yield [headIndex(generation), index.map(({ rowid, title, concepts, asked }) => ({ rowid, title, concepts, asked }))];
  yield ['word', vocabulary.words.map((word) => ({ generation, ...word }))];
  yield [wordIndex(generation), vocabulary.words.filter(({ pages: on }) => on > 0).map(({ form }) => ({ form }))];
  yield ['alias', aliasRows(corpus, pages, { generation, old: previous.aliases })];
  yield ['removed_page', removedRows(pages, previous, generation)];
  yield ['term', terms(pages, glossary, vocabulary).map((term) => ({ generation, ...term }))];
}

function countChanges(pages: readonly IdentifiedPage[], before: readonly KnownPage[]) {
  const count = (change: IdentifiedPage['change']) => pages.filter((page) => page.change === change).length;
  const [ids, renamed] = [new Set(pages.map(({ id }) => id)), new Set(pages.map(({ formerId }) => formerId))];
  const goneNow = before.filter(({ id, removed }) => !removed && !ids.has(id) && !renamed.has(id));
  return { added: count('added'), changed: count('changed'), moved: count('moved'), removed: goneNow.length };
}

function corpusDigest(
  corpus: ParsedCorpus,
  pages: readonly IdentifiedPage[],
  glossary: readonly Term[],
): Promise<string> {
  return sha256Hex(
    JSON.stringify([
      INDEX_VERSION,
      corpus.guides,
      corpus.sections,
      pages.map(({ change: _, formerId: __, ...page }) => page),
      glossary,
    ]),
  );
}

/** Stems only: the texts are in `page`. */
const CONTENTLESS = `content='', tokenize="unicode61 remove_diacritics 0"`;

async function begin(db: Database, digest: string, now: string): Promise<number> {
  const [row] = await rowsOf<{ id: number }>(
    db,
    'INSERT INTO generation (started_at, digest) VALUES (?, ?) RETURNING id',
    now,
    digest,
  );
  const generation = row?.id ?? 0;
  await db.batch([
    db.prepare(
      `CREATE VIRTUAL TABLE ${pageIndex(generation)} USING fts5(title, concepts, section, headings, body, asked, ${CONTENTLESS})`,
    ),
    db.prepare(`CREATE VIRTUAL TABLE ${headIndex(generation)} USING fts5(title, concepts, asked, ${CONTENTLESS})`),
    db.prepare(`CREATE VIRTUAL TABLE ${wordIndex(generation)} USING fts5(form, tokenize="trigram", detail=none)`),
  ]);
  return generation;
}

function guideRows(guides: readonly Guide[], pages: readonly IdentifiedPage[], generation: number): readonly object[] {
  const byGuide = Map.groupBy(pages, ({ guide }) => guide);
  return guides.map((guide, n) => {
    const own = byGuide.get(guide.slug) ?? [];
    return {
      generation,
      n,
      ...guide,
      stages: JSON.stringify(guide.stages),
      sections: new Set(own.map(({ section }) => section)).size,
      pages: own.length,
      drafts: own.filter(({ status }) => status !== 'current').length,
      reading_minutes: own.reduce((sum, { readingMinutes }) => sum + readingMinutes, 0),
    };
  });
}

function pageRows(pages: readonly IdentifiedPage[], generation: number): readonly object[] {
  return pages.map((page, n) => ({
    key: keyIn(generation, n),
    generation,
    n,
    id: page.id,
    path: page.path,
    guide: page.guide,
    section: page.section,
    number: page.number,
    title: page.title,
    type: page.type,
    status: page.status,
    stages: JSON.stringify(page.stages),
    facts: JSON.stringify({
      introduces: page.introduces,
      uses: page.uses,
      prerequisites: page.prerequisites,
      canDo: page.canDo,
      asked: page.asked,
      headings: page.headings,
      footnotes: page.footnotes,
    }),
    reading_minutes: page.readingMinutes,
    practice_minutes: page.practiceMinutes,
    digest: page.digest,
    sketch: JSON.stringify(page.sketch),
    characters: page.text.length,
    text: page.text,
    answers: page.answers,
  }));
}

async function publish(
  db: Database,
  { generation, now, pages, added, changed, moved, removed, vectors }: { readonly [field: string]: number | string },
): Promise<void> {
  await db.batch([
    db
      .prepare(
        'UPDATE generation SET finished_at = ?, pages = ?, added = ?, changed = ?, moved = ?, removed = ?, vectors = ? WHERE id = ?',
      )
      .bind(now, pages, added, changed, moved, removed, vectors, generation),
    // Only a whole generation, and never an older one over a newer one: two imports may run at once.
    db
      .prepare(
        `INSERT INTO pointer (one, generation)
           SELECT 1, ?1 WHERE (SELECT count(*) FROM page WHERE generation = ?1) = ?2 AND EXISTS (SELECT 1 FROM generation WHERE id = ?1)
         ON CONFLICT (one) DO UPDATE SET generation = excluded.generation WHERE excluded.generation > pointer.generation`,
      )
      .bind(generation, pages),
  ]);
  const [pointer] = await rowsOf<{ generation: number }>(db, 'SELECT generation FROM pointer');
  if (pointer?.generation !== generation)
    throw new Error('another import began later and has the word: nothing was published');
}

/** Readers may still be in the generation before, so that one stays; the history of imports stays too. */
async function removeOlder(db: Database, kept: readonly number[]): Promise<void> {
  const newest = Math.max(...kept);
  const tables = await rowsOf<{ name: string }>(
    db,
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB '*_fts_[0-9]*' AND sql LIKE 'CREATE VIRTUAL%'",
  );
  const old = tables.filter(({ name }) => {
    const generation = Number(name.split('_').at(-1));
    return generation < newest && !kept.includes(generation);
  });
  const removal = (table: string) =>
    db
      .prepare(`DELETE FROM ${table} WHERE generation < ?1 AND generation NOT IN (SELECT value FROM json_each(?2))`)
      .bind(newest, JSON.stringify(kept));
  await db.batch([
    ...['guide', 'section', 'page', 'alias', 'removed_page', 'word', 'term'].map(removal),
    db.prepare('DELETE FROM generation WHERE finished_at IS NULL AND id < ?').bind(newest),
    ...old.map(({ name }) => db.prepare(`DROP TABLE IF EXISTS ${name}`)),
  ]);
}
