import { expect, test } from 'vitest';
import { addDays } from '../../domain/time/calendar.ts';
import { event, type Learner, MONDAY, morningEvents, newLearner, writer } from '../../testing/person.ts';
import { saveStageAssessment } from './save-stage-assessment.ts';

test('a repeated assessment is stored once, even if the estimate changed meanwhile', async () => {
  const learner = newLearner();
  const assessment = { proposed_stage: 'Случайный', basis: 'self', reason: 'Так чувствую' };
  const { data } = await learner.ask(saveStageAssessment, assessment);

  await learner.twin.events.saveEvents(morningEvents([60, 60, 60]), writer());
  expect((await learner.ask(saveStageAssessment, assessment)).data).toMatchObject({
    created: false,
    assessment_id: data['assessment_id'],
  });
  expect(data).toMatchObject({ estimate: null });
  expect((await learner.ask(saveStageAssessment, { ...assessment, reason: 'Иначе' })).data).toMatchObject({
    created: true,
    estimate: 'STG.Learner.Random',
  });
});

/** A learner with one week of mornings, and a function that adds the four weeks before it. */
async function forgetfulLearner() {
  const learner = newLearner();
  await learner.twin.events.saveEvents(morningEvents([60, 60, 60, 60, 60, 60, 60]), writer());
  const remember = () => {
    const days = Array.from({ length: 28 }, (_, i) => `${addDays(MONDAY, i - 28)}T08:00:00+03:00`);
    return learner.twin.events.saveEvents(
      days.map((at) => event({ at, minutes: 60 })),
      writer(),
    );
  };
  return { learner, remember };
}
const assess = ({ ask }: Learner, more: object = {}) =>
  ask(saveStageAssessment, { proposed_stage: 'Практикующий', basis: 'dialog', reason: 'Обсудили', ...more });

test('the same proposal is confirmed on the same day once the numbers agree, and only once', async () => {
  const { learner, remember } = await forgetfulLearner();
  expect((await assess(learner)).data).toMatchObject({ estimate: 'STG.Learner.Random', confirmed: false });
  await remember();
  const confirmed = { estimate: 'STG.Learner.Practicing', confirmed: true };
  const { data } = await assess(learner);
  expect(data).toMatchObject({ ...confirmed, created: true });
  expect((await assess(learner)).data).toEqual({ ...data, created: false });
});

test('the numbers of an assessment that was stored before are said to be those of then', async () => {
  const { learner, remember } = await forgetfulLearner();
  const systematic = { proposed_stage: 'Систематический', basis: 'self' };
  const words = 'не подтверждена (по числам: Случайный)';
  expect((await assess(learner, systematic)).summary).toContain(words);
  await remember();
  const again = await assess(learner, systematic);
  expect(again.data).toMatchObject({ created: false, estimate: 'STG.Learner.Random' });
  expect(again.summary).toContain('не подтверждена (по числам тогда: Случайный)');
});
