import * as z from 'zod';
import { VERDICTS } from '../domain/checking/verdict.ts';
import { DIFFICULTIES, EXERCISE_TYPES } from '../domain/content/exercise.ts';

/** Input field: an exercise. */
export const exerciseId = z.string().min(1).max(40).describe('Например, ex-x1-06');

/** Input field: pages of the guides. */
export const guidePage = z
  .string()
  .min(2)
  .max(20)
  .describe('Номер страницы, раздела или руководства: X1.1:3, X1.1, X1');

/** Input field: how hard. */
export const difficulty = z.enum(DIFFICULTIES).optional();

/** Input field: time there is. */
export const minutes = z.int().min(1).max(600).optional().describe('Не дольше, минут');

const Part = z.object({ id: z.string(), text: z.string() });

/** Output field: the public side of an exercise. */
export const ExerciseOnWire = z.object({
  id: z.string(),
  version: z.string(),
  title: z.string(),
  type: z.enum(EXERCISE_TYPES),
  prompt: z.string(),
  context: z.string().nullable(),
  parts: z
    .array(Part.extend({ choices: z.array(Part) }))
    .describe('варианты, пары, шаги, колонки, части — ответ называет их по id'),
  estimated_minutes: z.int(),
  bloom: z.int(),
  difficulty: z.enum(DIFFICULTIES),
  requires_project: z.boolean(),
  passing_score: z.int(),
  graded_by: z.enum(['server', 'host']).describe('host: ответ оценивает по рубрике модель, а считает сервер'),
  rubric: z
    .object({
      id: z.string(),
      title: z.string(),
      criteria: z.array(z.object({ id: z.string(), name: z.string(), weight: z.int() })),
    })
    .nullable(),
  hints_available: z.int(),
  guide_refs: z.array(z.string()),
});

/** Output field: a full rubric. */
export const RubricOnWire = z.object({
  id: z.string(),
  title: z.string(),
  criteria: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      weight: z.int(),
      main: z.boolean().describe('при нуле баллов ответ не может быть принят сразу'),
      own_words: z.boolean().describe('переписанное со страницы получает 0'),
      levels: z.array(z.object({ score: z.int(), description: z.string() })),
    }),
  ),
});

/** Output field: a fragment of a page. */
export const FragmentOnWire = z.object({ citation: z.string(), text: z.string() });

/** Output field: one thing to work on. */
export const IssueOnWire = z.object({ criterion: z.string(), issue: z.string(), suggestion: z.string() });

/** Output field: a verdict. */
export const VerdictOnWire = z.enum(VERDICTS);

/** What a learner reads of each verdict. */
export const VERDICT_WORDS = {
  accepted: 'принято',
  needs_revision: 'на доработку',
  rejected: 'пока не получилось',
} as const;

/** Output field: a criterion as it was counted. */
export const CriterionOnWire = z.object({
  criterion: z.string(),
  name: z.string(),
  score: z.int(),
  weight: z.int(),
  level: z.string(),
  evidence: z.string(),
});
