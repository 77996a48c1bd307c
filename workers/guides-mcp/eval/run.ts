import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Database, rowsOf } from '@aisystant/mcp/d1';
import { openDictionary } from '@aisystant/search/dictionary';
import { DEMO, importFolder } from '../build/import-folder.ts';
import { searchGuides } from '../src/queries/search-guides.ts';
import { d1CorpusStore } from '../src/store/d1-corpus-store.ts';
import { type Figures, figuresOf, type Judged, success } from './metrics.ts';
import { reinflectedTitles } from './reinflect.ts';

/** A question with the pages that answer it. */
interface Question {
  readonly question: string;
  /** Grade of each page that answers, 1–2; empty when none does. */
  readonly grades: { readonly [page: string]: number };
  readonly half: Half;
}

/** Figures by name of the set of questions. */
export type Evaluation = ReadonlyMap<string, Figures>;

const HALVES = ['tuning', 'held_out', 'held_out_second', 'held_out_third', 'off_topic'] as const;
type Half = (typeof HALVES)[number];

const PLACES = 10;
const QUESTIONS = path.join(import.meta.dirname, 'questions.json');

/**
 * Imports a corpus into an empty database and asks for its own titles in other forms of their words; of the demo corpus, which
 * is taken without a folder, also the questions. `tell` gets what is missed of the tuning half: the others stay unseen.
 */
export async function evaluate(
  db: Database,
  folder: string | undefined,
  tell: (line: string) => void,
): Promise<Evaluation> {
  const lookUp = await openDictionary();
  await importFolder(db, folder ?? DEMO, { lookUp });
  const pages = await rowsOf<{ id: string; title: string }>(
    db,
    "SELECT id, title FROM page WHERE generation = (SELECT generation FROM pointer) AND type <> 'questions'",
  );
  const figures = new Map<string, Figures>();
  const titles = sampleOf(reinflectedTitles(pages, lookUp));
  const graded = titles.map(({ question, pages: own }) => ({
    question,
    grades: Object.fromEntries(own.map((id) => [id, 1])),
  }));
  figures.set('titles in other forms', figuresOf(await judge(db, graded)));
  if (folder !== undefined) return figures;
  const questions: readonly Question[] = JSON.parse(await readFile(QUESTIONS, 'utf8'));
  for (const half of HALVES) {
    const judged = await judge(
      db,
      questions.filter((each) => each.half === half),
    );
    figures.set(`questions, ${half}`, figuresOf(judged));
    if (half === 'tuning') for (const each of judged) if (success(each, 5) === 0) tell(`missed: ${each.question}`);
  }
  return figures;
}

/** Most titles that are asked for: each takes its time, and more say nothing new. */
const MOST_TITLES = 500;

/** Titles from everywhere in the corpus, always the same ones. */
function sampleOf<Title>(titles: readonly Title[]): readonly Title[] {
  const step = Math.max(1, titles.length / MOST_TITLES);
  return Array.from({ length: Math.min(titles.length, MOST_TITLES) }, (_, n) => titles[Math.floor(n * step)]).filter(
    (title) => title !== undefined,
  );
}

async function judge(db: Database, questions: readonly Omit<Judged, 'found'>[]): Promise<readonly Judged[]> {
  const judged: Judged[] = [];
  for (const each of questions) {
    const options = { filters: { currentOnly: false }, limit: PLACES, baseUrl: '' };
    const { guides } = await searchGuides(d1CorpusStore(db), each.question, options);
    const pages = guides.flatMap((guide) => guide.pages).sort((one, other) => other.score - one.score);
    judged.push({ ...each, found: pages.map(({ id }) => id) });
  }
  return judged;
}
