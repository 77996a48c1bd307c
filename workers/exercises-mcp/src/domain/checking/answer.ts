import * as z from 'zod';
import type { Exercise, ExerciseOf } from '../content/exercise.ts';
import { ANSWER_CHARACTERS } from '../content/limits.ts';
import { columnsOf, itemsOf } from '../content/sides.ts';

/** Answers by type of the exercise. Parts that are left out count as not answered. */
export interface Answers {
  readonly choice: readonly string[];
  readonly match: Readonly<Record<string, string | undefined>>;
  readonly order: readonly string[];
  readonly case: Readonly<Record<string, string | undefined>>;
  readonly numeric: Readonly<Record<string, number | undefined>>;
  readonly short_text: string;
  readonly checklist: Readonly<Record<string, CheckedItem | undefined>>;
  readonly table: readonly Readonly<Record<string, string | undefined>>[];
  readonly open: string;
  readonly reflection: string;
  readonly deep: Readonly<Record<string, string | undefined>>;
}

/** A mark of a checklist. */
export interface CheckedItem {
  readonly done: boolean;
  readonly evidence?: string | undefined;
}

/** An answer to any exercise. */
export type Answer = Answers[Exercise['type']];

const ids = (parts: readonly { readonly id: string }[]) => parts.map(({ id }) => id);
const oneOf = (parts: readonly { readonly id: string }[]) => z.enum(ids(parts));
const distinct = (list: readonly unknown[]) => new Set(list).size === list.length;

/** An object with a field for each part; at least one is given. */
function byPart(parts: readonly { readonly id: string }[], schemaOf: (index: number) => z.ZodType): z.ZodType {
  const shape = Object.fromEntries(parts.map(({ id }, i) => [id, schemaOf(i).optional()]));
  return z
    .strictObject(shape)
    .refine((answer) => Object.values(answer).some((value) => value !== undefined), 'Нет ни одного ответа.');
}

const SCHEMAS: { readonly [T in Exercise['type']]: (exercise: ExerciseOf<T>) => z.ZodType } = {
  choice: ({ options, multiple }) =>
    multiple
      ? z
          .array(oneOf(options))
          .min(1)
          .max(options.length)
          .refine(distinct, 'Один вариант назван дважды.')
          // Chosen in another order it is the same answer, and one attempt.
          .transform((chosen) => ids(options).filter((id) => chosen.includes(id)))
      : z.array(oneOf(options)).length(1, 'Нужен ровно один вариант.'),
  match: (exercise) => {
    const { left, right } = columnsOf(exercise);
    return byPart(left, () => oneOf(right));
  },
  order: (exercise) => {
    const items = itemsOf(exercise);
    return z
      .array(oneOf(items))
      .length(items.length, `Нужны все пункты: ${items.length}.`)
      .refine(distinct, 'Один пункт назван дважды.');
  },
  case: ({ steps }) => byPart(steps, (i) => oneOf(steps[i]?.options ?? [])),
  numeric: ({ parts }) => byPart(parts, () => z.number()),
  short_text: () => words(200),
  checklist: ({ items }) => {
    const mark = z.strictObject({ done: z.boolean(), evidence: z.string().trim().max(1_000).optional() });
    return byPart(items, () => mark);
  },
  table: ({ columns }) =>
    z
      .array(z.strictObject(Object.fromEntries(columns.map(({ id }) => [id, z.string().trim().max(300).optional()]))))
      .min(1)
      .max(30),
  open: () => words(ANSWER_CHARACTERS),
  reflection: () => words(ANSWER_CHARACTERS),
  deep: ({ parts }) => byPart(parts, () => words(ANSWER_CHARACTERS)),
};

/** A text with at least one word. */
function words(limit: number) {
  return z
    .string()
    .trim()
    .max(limit)
    .refine((text) => /[\p{L}\p{N}]/u.test(text), 'Ответ пуст.');
}

/** What an answer to this exercise must look like. */
export function answerSchemaOf(exercise: Exercise): z.ZodType<Answer> {
  const schemaOf = SCHEMAS[exercise.type] as (exercise: Exercise) => z.ZodType<Answer>;
  return schemaOf(exercise);
}

/** All words of an answer in one text: what quotations are looked for in. */
export function textOf(answer: Answer): string {
  if (typeof answer === 'string') return answer;
  const values: readonly unknown[] = Array.isArray(answer)
    ? answer.flatMap((row) => (typeof row === 'string' ? row : Object.values(row)))
    : Object.values(answer);
  return values.filter((value) => typeof value === 'string').join('\n');
}
