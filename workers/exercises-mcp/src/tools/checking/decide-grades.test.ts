import { refusalOf } from '@aisystant/testing';
import { expect, test } from 'vitest';
import { people, SLOT_ANSWER, SLOT_GRADES } from '../../testing/person.ts';
import { getAttempts } from '../attempts/get-attempts.ts';
import { check } from './check.ts';

/** Grades of the greatest lengths that the schema allows, filled with one character. */
function fullOf(character: string): object {
  const text = character.repeat(500);
  const scores = Object.entries(SLOT_GRADES.criterion_scores).map(([id, { score, evidence }]) => [
    id,
    { score, evidence: evidence.padEnd(500, character) },
  ]);
  return {
    criterion_scores: Object.fromEntries(scores),
    strengths: Array(5).fill(text),
    issues: Array(8).fill({ criterion: 'own_example', issue: text, suggestion: text }),
    next_step: text,
  };
}

test.each(['"', '\\', '\u0001'])(
  'grades so full of %j that no answer holds them are refused before anything is saved; shorter ones are taken',
  async (character) => {
    const ask = people.clientOf(`learner-${crypto.randomUUID()}`);
    const { check_id } = (await ask(check, { exercise_id: 'ex-x1-06', answer: SLOT_ANSWER })).data;
    const refused = ask(check, { check_id, evaluation: fullOf(character) });
    expect(await refusalOf(refused)).toMatchObject({ code: 'INVALID_ARGUMENT', field: 'evaluation' });
    expect((await ask(getAttempts, {})).data).toMatchObject({ attempts: [] });
    expect((await ask(check, { check_id, evaluation: SLOT_GRADES })).data).toMatchObject({ score: 70 });
  },
);

test('the longest grades without such characters are taken whole', async () => {
  const ask = people.clientOf(`learner-${crypto.randomUUID()}`);
  const { check_id } = (await ask(check, { exercise_id: 'ex-x1-06', answer: SLOT_ANSWER })).data;
  const longest = { ...fullOf('ё'), criterion_scores: SLOT_GRADES.criterion_scores };
  const { data } = await ask(check, { check_id, evaluation: longest });
  expect(data['strengths']).toHaveLength(5);
  expect((await ask(getAttempts, {})).data).toMatchObject({ attempts: [{ next_step: 'ё'.repeat(500) }] });
});
