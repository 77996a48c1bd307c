import { expect, test } from 'vitest';
import { morningEvents, newLearner, writer } from '../../testing/person.ts';
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
