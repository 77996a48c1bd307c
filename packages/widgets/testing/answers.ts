import type { Answer } from './answer.ts';
import { EXERCISE_ANSWERS } from './exercise-answers.ts';
import { MEETINGS_ANSWERS } from './meetings-answers.ts';
import { PAGE_ANSWERS } from './page-answers.ts';
import { PLAN_ANSWERS } from './plan-answers.ts';
import { PROGRESS_ANSWERS } from './progress-answers.ts';
import { REQUIREMENTS_ANSWERS } from './requirements-answers.ts';
import { WEEK_ANSWERS } from './week-answers.ts';

/** Answers of every widget: full, partial and without data. */
export const ANSWERS: readonly Answer[] = [
  ...WEEK_ANSWERS,
  ...PROGRESS_ANSWERS,
  ...PLAN_ANSWERS,
  ...EXERCISE_ANSWERS,
  ...MEETINGS_ANSWERS,
  ...PAGE_ANSWERS,
  ...REQUIREMENTS_ANSWERS,
];
