import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  anyChecked,
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
import { answerSchemaOf, textOf } from './answer.ts';

const accepts = (exercise: Parameters<typeof answerSchemaOf>[0], answer: unknown) =>
  answerSchemaOf(exercise).safeParse(answer).success;

describe('an answer of another form is refused:', () => {
  test.each([
    ['an option that does not exist', choiceOf([true, false]), ['z']],
    ['an option named twice', choiceOf([true, false]), ['a', 'a']],
    ['no option', choiceOf([true, false]), []],
    ['two options where one is right', choiceOf([true, false], false), ['a', 'b']],
    ['a text for a choice', choiceOf([true, false]), 'a'],
    ['a pair that does not exist', matchOf(['а', 'б']), { 9: 'a' }],
    ['a right side that does not exist', matchOf(['а', 'б']), { 1: 'z' }],
    ['no pair', matchOf(['а', 'б']), {}],
    ['an ordering without one item', orderOf(['а', 'б', 'в']), ['a', 'b']],
    ['an ordering with one item twice', orderOf(['а', 'б', 'в']), ['a', 'b', 'b']],
    ['a step that does not exist', caseOf([0]), { s9: 'a' }],
    ['a number as a text', numericOf([1]), { p0: '1' }],
    ['not a number', numericOf([1]), { p0: Number.NaN }],
    ['an empty term', TERM, ' . '],
    ['a term of 201 characters', TERM, 'я'.repeat(201)],
    ['an item that does not exist', checklistOf(2), { z: { done: true } }],
    ['a column that does not exist', TABLE, [{ role: 'автор', salary: '1' }]],
    ['no row', TABLE, []],
    ['31 rows', TABLE, Array.from({ length: 31 }, () => ({ role: 'автор' }))],
    ['an empty text', OPEN, '   \n '],
    ['punctuation only', OPEN, '… — !'],
    ['50,000 characters', OPEN, 'слово '.repeat(8_334)],
    ['a part that does not exist', DEEP, { note: 'мысль', other: 'мысль' }],
    ['a prototype key', numericOf([1]), JSON.parse('{"__proto__": {"p0": 1}}')],
  ])('%s', (_, exercise, answer) => {
    expect(accepts(exercise, answer)).toBe(false);
  });
});

test('parts may be left out, all but one', () => {
  expect(accepts(matchOf(['а', 'б']), { 1: 'a' })).toBe(true);
  expect(accepts(caseOf([0, 1]), { s1: 'b' })).toBe(true);
  expect(accepts(DEEP, { draft: 'черновик' })).toBe(true);
});

/** What is told by id, in another order; the order of a list stays where the list is an order. */
function reordered(answer: unknown, isOrder: boolean): unknown {
  if (Array.isArray(answer)) return isOrder ? answer : answer.toReversed();
  return typeof answer === 'object' && answer !== null ? Object.fromEntries(Object.entries(answer).reverse()) : answer;
}

test('an answer whose parts come in another order is the same, unless it is about their order', () => {
  const written = (exercise: Parameters<typeof answerSchemaOf>[0], answer: unknown) =>
    JSON.stringify(answerSchemaOf(exercise).parse(answer));
  fc.assert(
    fc.property(anyChecked, ({ exercise, key }) => {
      expect(written(exercise, reordered(key, exercise.type === 'order'))).toBe(written(exercise, key));
    }),
  );
});

test('the text of an answer has the words of all its parts', () => {
  expect(textOf('мысль')).toBe('мысль');
  expect(textOf([{ role: 'автор', performer: 'я' }, { role: 'редактор' }])).toBe('автор\nя\nредактор');
  expect(textOf({ note: 'одно', draft: 'другое' })).toBe('одно\nдругое');
});
