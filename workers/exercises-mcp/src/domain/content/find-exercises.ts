import { closestNames } from '@aisystant/mcp/closest-names';
import { isStopWord } from '@aisystant/search';
import { stems, words } from '../text/words.ts';
import { difficultyOf, type Exercise, isGraded } from './exercise.ts';

/** Filters of the catalogue; what is absent selects everything. */
export interface ExerciseFilter {
  /** Beginning of a page's number: `X1`, `X1.2`, `X1.2:3`. */
  readonly guide?: string | undefined;
  readonly type?: Exercise['type'] | undefined;
  readonly bloom?: number | undefined;
  readonly difficulty?: ReturnType<typeof difficultyOf> | undefined;
  /** Most minutes. */
  readonly minutes?: number | undefined;
  /** Ids, in either alphabet. */
  readonly exclude?: readonly string[] | undefined;
}

/** Exercises that pass a filter, in the order of the catalogue. */
export function filterExercises(all: readonly Exercise[], filter: ExerciseFilter): readonly Exercise[] {
  const guide = filter.guide === undefined ? undefined : pageNumber(filter.guide);
  const excluded = new Set(filter.exclude?.map(latin));
  return all.filter(
    (exercise) =>
      (guide === undefined || exercise.guide_refs.some((page) => isWithin(page, guide))) &&
      (filter.type === undefined || exercise.type === filter.type) &&
      (filter.bloom === undefined || exercise.bloom === filter.bloom) &&
      (filter.difficulty === undefined || difficultyOf(exercise) === filter.difficulty) &&
      (filter.minutes === undefined || exercise.estimated_minutes <= filter.minutes) &&
      !excluded.has(exercise.id),
  );
}

/** Whether a page belongs to a guide, a section, or is the page itself. */
function isWithin(page: string, place: string): boolean {
  return page === place || page.startsWith(`${place}.`) || page.startsWith(`${place}:`);
}

/**
 * Exercises about a topic, the nearest first; ties in the order of the catalogue. A word like «как» says nothing of a topic,
 * and every task has some.
 */
export function exercisesAbout(all: readonly Exercise[], topic: string): readonly Exercise[] {
  const telling = words(topic).filter((word) => !isStopWord(word));
  const asked = new Set(stems(telling.join(' ')));
  const ranked = all.map((exercise) => ({ exercise, rank: weightOf(exercise, asked) }));
  return ranked
    .filter(({ rank }) => rank > 0)
    .toSorted((one, other) => other.rank - one.rank)
    .map(({ exercise }) => exercise);
}

/** Words of the title count most, then concepts, then the task. */
function weightOf(exercise: Exercise, asked: ReadonlySet<string>): number {
  const common = (text: string) => [...new Set(stems(text))].filter((stem) => asked.has(stem)).length;
  const concepts = isGraded(exercise) ? exercise.concepts.join(' ') : '';
  return 5 * common(exercise.title) + 2 * common(concepts) + common(exercise.prompt);
}

/** Letters that look alike in Cyrillic: people type «х1» and «ех-х1-06». */
const LOOKALIKES: Readonly<Record<string, string>> = { а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', у: 'y', х: 'x' };
const latin = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .replace(/[аеорсух]/g, (letter) => LOOKALIKES[letter] ?? letter);

const pageNumber = (text: string) => latin(text).toUpperCase();

/** The exercise with this id, in either alphabet; null when there is none. */
export function exerciseNamed(all: readonly Exercise[], id: string): Exercise | null {
  return all.find((exercise) => exercise.id === latin(id)) ?? null;
}

/** Ids of exercises that a wrong id may have meant. */
export function closestIds(all: readonly Exercise[], id: string): readonly string[] {
  return closestNames(
    latin(id),
    all.map((exercise) => exercise.id),
    3,
  );
}
