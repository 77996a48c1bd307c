import { describe, expect, test } from 'vitest';
import { NOW, newLearner, refusalOf } from '../../testing/person.ts';
import { getGoals } from './get-goals.ts';
import { saveGoal } from './save-goal.ts';

const goalOf = (data: Record<string, unknown>) => data['goal'] as { goal_id: string; version: number; title: string };
const GOAL = { title: 'Цель' };

describe('a goal', () => {
  test('is created once, for any number of repeated calls', async () => {
    const learner = newLearner();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => learner.ask(saveGoal, { title: 'Черновик', horizon: 'week' })),
    );
    expect(new Set(answers.map(({ data }) => goalOf(data).goal_id)).size).toBe(1);
    expect(answers.filter(({ data }) => data['operation'] === 'created')).toHaveLength(1);
    expect((await learner.ask(getGoals, {})).data).toMatchObject({ total_estimate: 1 });
  });

  test('keeps the fields that an update omits, and moves between the lists', async () => {
    const learner = newLearner();
    const { data } = await learner.ask(saveGoal, { title: 'Черновик', success_criteria: 'Прочитан', horizon: 'month' });
    const { goal_id } = goalOf(data);
    const changed = await learner.ask(saveGoal, { goal_id, title: 'Черновик', status: 'done', expected_version: 1 });
    expect(changed.data).toMatchObject({
      operation: 'updated',
      goal: { goal_id, version: 2, title: 'Черновик', status: 'done' },
    });
    expect((await learner.ask(getGoals, {})).data).toMatchObject({ goals: [], data_quality: { status: 'OK' } });
    expect((await learner.ask(getGoals, { status: 'done' })).data).toMatchObject({
      goals: [{ goal_id, version: 2, horizon: 'month', success_criteria: 'Прочитан' }],
    });
  });

  test('updated fifty times concurrently with one version is updated once; the others get the current version', async () => {
    const learner = newLearner();
    const { goal_id } = goalOf((await learner.ask(saveGoal, { title: 'Черновик' })).data);
    const tries = await Promise.allSettled(
      Array.from({ length: 50 }, (_, i) => learner.ask(saveGoal, { goal_id, title: `${i}`, expected_version: 1 })),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refusal = await refusalOf(learner.ask(saveGoal, { goal_id, title: 'ещё', expected_version: 1 }));
    expect(refusal).toMatchObject({ code: 'CONFLICT', field: 'expected_version' });
    expect(refusal.message).toContain('версия 2');
  });

  test('is listed exactly once, page by page', async () => {
    const learner = newLearner();
    for (let i = 0; i < 7; i += 1) await learner.ask(saveGoal, { title: `цель ${i}` }, NOW + i);
    const seen: string[] = [];
    for (let cursor: unknown = undefined, page = 0; page < 9 && cursor !== null; page += 1) {
      const { data } = await learner.ask(getGoals, { limit: 3, ...(typeof cursor === 'string' && { cursor }) });
      seen.push(...(data['goals'] as { goal_id: string }[]).map(({ goal_id }) => goal_id));
      cursor = data['next_cursor'];
    }
    expect([seen.length, new Set(seen).size]).toEqual([7, 7]);
  });
});

describe('a change that is sent again after a later one', () => {
  const changedTwice = async (more: object) => {
    const learner = newLearner();
    const { goal_id } = goalOf((await learner.ask(saveGoal, GOAL)).data);
    const done = { ...GOAL, goal_id, status: 'done', ...more };
    const first = await learner.ask(saveGoal, done).catch(() => null);
    await learner.ask(saveGoal, { ...GOAL, goal_id, status: 'paused' });
    const again = await refusalOf(learner.ask(saveGoal, done));
    const { data } = await learner.ask(getGoals, { status: 'paused' });
    return { first, again, paused: data['total_estimate'] };
  };

  test('does not undo the later one: its version is no longer the present one', async () => {
    const { first, again, paused } = await changedTwice({ idempotency_key: 'u1', expected_version: 1 });
    expect(first?.data).toMatchObject({ operation: 'updated' });
    expect([again, paused]).toMatchObject([{ code: 'CONFLICT', field: 'expected_version' }, 1]);
  });

  test('needs that version: a key alone cannot tell it from a new change', async () => {
    const { first, again, paused } = await changedTwice({ idempotency_key: 'u1' });
    expect([first, again, paused]).toMatchObject([null, { code: 'INVALID_ARGUMENT', field: 'idempotency_key' }, 1]);
    expect(again.hint).toContain('expected_version');
  });
});

describe('a goal that was closed today', () => {
  test.each(['dropped', 'done'])('as %s may be set again on the same day, repeatedly', async (status) => {
    const learner = newLearner();
    const ids = new Set<string>();
    for (let n = 1; n <= 3; n += 1) {
      const made = await learner.ask(saveGoal, GOAL);
      expect(made.data).toMatchObject({ operation: 'created', goal: { status: 'active', version: 1 } });
      const { goal_id } = goalOf(made.data);
      ids.add(goal_id);
      expect((await learner.ask(saveGoal, GOAL)).data).toMatchObject({ operation: 'unchanged', goal: { goal_id } });
      await learner.ask(saveGoal, { ...GOAL, goal_id, status });
    }
    expect(ids.size).toBe(3);
    expect((await learner.ask(getGoals, { status })).data).toMatchObject({ total_estimate: 3 });
  });

  test('is set again once, for any number of repeated calls', async () => {
    const learner = newLearner();
    const { goal_id } = goalOf((await learner.ask(saveGoal, GOAL)).data);
    await learner.ask(saveGoal, { ...GOAL, goal_id, status: 'dropped' });
    const answers = await Promise.all(Array.from({ length: 20 }, () => learner.ask(saveGoal, GOAL)));
    expect(new Set(answers.map((answer) => goalOf(answer.data).goal_id)).size).toBe(1);
    expect((await learner.ask(getGoals, {})).data).toMatchObject({ total_estimate: 1 });
  });

  test('stays closed if the call has the same idempotency key', async () => {
    const learner = newLearner();
    const keyed = { ...GOAL, idempotency_key: 'k' };
    const { goal_id } = goalOf((await learner.ask(saveGoal, keyed)).data);
    await learner.ask(saveGoal, { ...GOAL, goal_id, status: 'dropped' });
    expect((await learner.ask(saveGoal, keyed)).data).toMatchObject({ operation: 'unchanged', goal: { goal_id } });
  });
});

test('an idempotency key still belongs to its goal after a change', async () => {
  const idempotency_key = 'k1';
  const learner = newLearner();
  const { data } = await learner.ask(saveGoal, { title: 'Черновик', idempotency_key });
  const { goal_id } = goalOf(data);
  await learner.ask(saveGoal, { goal_id, title: 'Черновик', status: 'done' });
  expect((await learner.ask(saveGoal, { title: 'Черновик', idempotency_key })).data).toMatchObject({
    operation: 'unchanged',
    goal: { goal_id, version: 2 },
  });
});
