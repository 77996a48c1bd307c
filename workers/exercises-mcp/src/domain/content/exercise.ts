import type { ExerciseFile } from './exercise-file.ts';
import type { Rubric } from './rubric.ts';

/** An exercise as the server has it: the file without its model answer, and what the build adds. */
export type Exercise = (ExerciseFile extends infer File
  ? File extends { readonly model_answer: unknown }
    ? Omit<File, 'model_answer'> & {
        /** Hashes of the runs of words of its pages, see `packRuns`. */
        readonly page_runs: string;
      }
    : File
  : never) & {
  /** How many pages the guide of its first page has. */
  readonly guide_pages: number;
};

/** An exercise of one type. */
export type ExerciseOf<T extends Exercise['type']> = Extract<Exercise, { type: T }>;

/** An exercise that is graded by a rubric. */
export type GradedExercise = Extract<Exercise, { rubric: Rubric }>;

/** An exercise that the server checks alone. */
export type CheckedExercise = Exclude<Exercise, GradedExercise>;

/** Types of exercises. */
export const EXERCISE_TYPES = [
  'choice',
  'match',
  'order',
  'case',
  'numeric',
  'short_text',
  'checklist',
  'table',
  'open',
  'reflection',
  'deep',
] as const;

/** Whether a rubric grades the exercise. */
export function isGraded(exercise: Exercise): exercise is GradedExercise {
  return 'rubric' in exercise;
}

/** How hard an exercise is, by its level of Bloom's taxonomy. */
export const DIFFICULTIES = ['easy', 'medium', 'hard'] as const;

/** Difficulty of an exercise. */
export function difficultyOf({ bloom }: Pick<Exercise, 'bloom'>): (typeof DIFFICULTIES)[number] {
  if (bloom <= 2) return 'easy';
  return bloom === 3 ? 'medium' : 'hard';
}
