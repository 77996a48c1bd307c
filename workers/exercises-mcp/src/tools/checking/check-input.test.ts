import { refusalOf } from '@aisystant/testing';
import { expect, test } from 'vitest';
import { people, SLOT_GRADES } from '../../testing/person.ts';
import { check } from './check.ts';

const askAnonymously = people.anonymous;

test.each([
  [{}, 'exercise_id'],
  [{ exercise_id: 'ex-x1-06' }, 'answer'],
  [{ check_id: 'chk_x' }, 'evaluation'],
  [{ evaluation: SLOT_GRADES }, 'check_id'],
  [{ exercise_id: 'ex-x2-01', answer: ['z'] }, 'answer.0'],
  [{ exercise_id: 'ex-x1-02', answer: { 1: 'z' } }, 'answer.1'],
  [{ exercise_id: 'ex-x3-11', answer: ['d', 'a', 'c', 'b', 'f', 'f'] }, 'answer'],
  [{ exercise_id: 'ex-x3-11', answer: ['d', 'a', 'c', 'b', 'f', 'z'] }, 'answer.5'],
  [{ exercise_id: 'ex-x2-03', answer: { total: 'сто' } }, 'answer.total'],
  [{ exercise_id: 'ex-x2-03', answer: 'сто пятьдесят' }, 'answer'],
])('the call %j lacks %s', async (input, field) => {
  expect(await refusalOf(askAnonymously(check, input))).toMatchObject({ code: 'INVALID_ARGUMENT', field });
});

test('an answer written as JSON text, and one option without a list, are read', async () => {
  const scoreOf = async (exercise_id: string, answer: unknown) =>
    (await askAnonymously(check, { exercise_id, answer })).data['score'];
  expect(await scoreOf('ex-x2-01', '["a","c","e"]')).toBe(100);
  expect(await scoreOf('ex-x2-03', '{"total": 150}')).toBe(40);
  expect(await scoreOf('ex-x2-01', 'a')).toBe(33);
});

test('an unknown exercise is not found, with one that may have been meant', async () => {
  const refusal = await refusalOf(askAnonymously(check, { exercise_id: 'ex-x1-6', answer: 'x' }));
  expect(refusal).toMatchObject({ code: 'NOT_FOUND', hint: expect.stringContaining('ex-x1-06') });
});
