import { describe, expect, test } from 'vitest';
import { MONDAY, morningEvents, newLearner, writer } from '../testing/person.ts';
import { listWorkProducts } from './activity/list-work-products.ts';
import { saveWorkProduct } from './activity/save-work-product.ts';
import { getGoals } from './planning/get-goals.ts';
import { saveGoal } from './planning/save-goal.ts';
import { saveStageAssessment } from './stages/save-stage-assessment.ts';

const goalOf = ({ data }: { data: Record<string, unknown> }) => data['goal'] as { goal_id: string; version: number };
const productOf = ({ data }: { data: Record<string, unknown> }) => data['product'] as { product_id: string };
const PERIOD = { start_date: MONDAY, end_date: '2026-11-16' };
const GOAL = { title: 'Цель' };

describe('a goal that was closed today', () => {
  test.each(['dropped', 'done'])('as %s may be set again on the same day, repeatedly', async (status) => {
    const learner = newLearner();
    const ids = new Set<string>();
    for (let n = 1; n <= 3; n += 1) {
      const made = await learner.ask(saveGoal, GOAL);
      expect(made.data).toMatchObject({ operation: 'created', goal: { status: 'active', version: 1 } });
      const { goal_id } = goalOf(made);
      ids.add(goal_id);
      expect((await learner.ask(saveGoal, GOAL)).data).toMatchObject({ operation: 'unchanged', goal: { goal_id } });
      await learner.ask(saveGoal, { ...GOAL, goal_id, status });
    }
    expect(ids.size).toBe(3);
    expect((await learner.ask(getGoals, { status })).data).toMatchObject({ total_estimate: 3 });
  });

  test('is set again once, for any number of repeated calls', async () => {
    const learner = newLearner();
    const { goal_id } = goalOf(await learner.ask(saveGoal, GOAL));
    await learner.ask(saveGoal, { ...GOAL, goal_id, status: 'dropped' });
    const answers = await Promise.all(Array.from({ length: 20 }, () => learner.ask(saveGoal, GOAL)));
    expect(new Set(answers.map((answer) => goalOf(answer).goal_id)).size).toBe(1);
    expect((await learner.ask(getGoals, {})).data).toMatchObject({ total_estimate: 1 });
  });

  test('stays closed if the call has the same idempotency key', async () => {
    const learner = newLearner();
    const keyed = { ...GOAL, idempotency_key: 'k' };
    const { goal_id } = goalOf(await learner.ask(saveGoal, keyed));
    await learner.ask(saveGoal, { ...GOAL, goal_id, status: 'dropped' });
    expect((await learner.ask(saveGoal, keyed)).data).toMatchObject({ operation: 'unchanged', goal: { goal_id } });
  });
});

test('a repeated request creates a new product if the first one was changed since', async () => {
  const learner = newLearner();
  const draft = { type: 'draft', title: 'Черновик', finished: false };
  const { product_id } = productOf(await learner.ask(saveWorkProduct, draft));
  await learner.ask(saveWorkProduct, { ...draft, product_id, finished: true, expected_version: 1 });
  const recreated = await learner.ask(saveWorkProduct, draft);
  expect(recreated.data).toMatchObject({ operation: 'created', product: { finished: false, version: 1 } });
  expect((await learner.ask(saveWorkProduct, draft)).data).toMatchObject({
    operation: 'unchanged',
    product: { product_id: productOf(recreated).product_id },
  });
  expect((await learner.ask(listWorkProducts, PERIOD)).data).toMatchObject({ products: [{}, {}] });
});

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
