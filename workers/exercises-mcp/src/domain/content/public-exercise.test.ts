import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { answerSchemaOf } from '../checking/answer.ts';
import {
  caseOf,
  checklistOf,
  choiceOf,
  DEEP,
  matchOf,
  numericOf,
  OPEN,
  orderOf,
  TABLE,
  TERM,
} from '../testing/samples.ts';
import type { Exercise } from './exercise.ts';
import { publicExercise } from './public-exercise.ts';

/** All that is shown of an exercise before an attempt. */
const shown = (exercise: Exercise) =>
  JSON.stringify([publicExercise(exercise), z.toJSONSchema(answerSchemaOf(exercise), { unrepresentable: 'any' })]);

const permutations = fc.shuffledSubarray(['а', 'б', 'в', 'г', 'д'], { minLength: 5 });

test('what is shown of a match or an ordering does not depend on its key', () => {
  fc.assert(fc.property(permutations, permutations, (one, other) => shown(matchOf(one)) === shown(matchOf(other))));
  fc.assert(fc.property(permutations, permutations, (one, other) => shown(orderOf(one)) === shown(orderOf(other))));
});

test('what is shown of a choice, a case and numbers does not depend on their keys', () => {
  const keys = fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }).filter((key) => new Set(key).size === 2);
  fc.assert(fc.property(keys, keys, (one, other) => shown(choiceOf(one)) === shown(choiceOf(other))));
  const steps = fc.array(fc.nat(2), { minLength: 3, maxLength: 3 });
  fc.assert(fc.property(steps, steps, (one, other) => shown(caseOf(one)) === shown(caseOf(other))));
  const values = fc.array(fc.integer(), { minLength: 3, maxLength: 3 });
  fc.assert(fc.property(values, values, (one, other) => shown(numericOf(one)) === shown(numericOf(other))));
});

test('a term, levels of a rubric, errors and normative texts are not shown', () => {
  const other = { ...TERM, accepted: ['иное'], partial: [], explanation: 'Иное.', hints: ['Иное.'] };
  expect(shown(other)).toBe(shown(TERM));
  for (const exercise of [OPEN, TABLE, DEEP]) {
    const text = shown(exercise);
    for (const secret of ['мысль на', 'назначено заранее', 'напоминание']) expect(text).not.toContain(secret);
  }
});

test('a checklist says which items need evidence', () => {
  expect(publicExercise(checklistOf(2)).parts).toEqual([
    { id: 'i0', text: 'пункт 0 (с подтверждением: что именно, от 10 знаков)', choices: [] },
    { id: 'i1', text: 'пункт 1', choices: [] },
  ]);
});
