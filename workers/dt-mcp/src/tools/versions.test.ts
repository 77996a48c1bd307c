import { describe, expect, test } from 'vitest';
import { NOW, newLearner, refusalOf } from '../testing/person.ts';
import { saveWorkProduct } from './activity/save-work-product.ts';
import { getGoals } from './planning/get-goals.ts';
import { getWeekPlan } from './planning/get-week-plan.ts';
import { saveGoal } from './planning/save-goal.ts';
import { saveLearningRoute } from './planning/save-learning-route.ts';
import { saveSlot } from './planning/save-slot.ts';
import { saveWeekPlan } from './planning/save-week-plan.ts';
import { getProfile } from './profile/get-profile.ts';
import { saveProfile } from './profile/save-profile.ts';
import { saveGuideSession } from './reflection/save-guide-session.ts';
import { saveReflectionNote } from './reflection/save-reflection-note.ts';
import { saveStageAssessment } from './stages/save-stage-assessment.ts';

const goalOf = (data: Record<string, unknown>) => data['goal'] as { goal_id: string; version: number; title: string };
const PLAN = { week_start: '2026-11-16', target_days: 5, target_minutes_per_day: 30 };

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

describe('a week plan', () => {
  test('is unique: a new one replaces it, the same again changes nothing, a stale version is refused', async () => {
    const learner = newLearner();
    expect((await learner.ask(saveWeekPlan, PLAN)).data).toMatchObject({
      weekly_target_minutes: 150,
      operation: 'created',
    });
    expect((await learner.ask(saveWeekPlan, PLAN)).data).toMatchObject({
      operation: 'unchanged',
      plan: { version: 1 },
    });
    const changed = { ...PLAN, target_days: 4, expected_version: 1 };
    expect((await learner.ask(saveWeekPlan, changed)).data).toMatchObject({
      operation: 'updated',
      plan: { version: 2 },
    });
    // A retry after a lost answer succeeds.
    expect((await learner.ask(saveWeekPlan, changed)).data).toMatchObject({ operation: 'unchanged' });
    const stale = learner.ask(saveWeekPlan, { ...PLAN, target_days: 7, expected_version: 1 });
    expect(await refusalOf(stale)).toMatchObject({ code: 'CONFLICT' });
    expect((await learner.ask(getWeekPlan, {})).data).toMatchObject({
      plan: { target_days: 4, version: 2 },
      plan_vs_fact: { target_minutes: 120, fact_minutes: 0 },
    });
  });

  test.each([
    ['a Tuesday', { week_start: '2026-11-17' }, 'week_start'],
    ['eight days', { target_days: 8 }, 'target_days'],
    ['four minutes', { target_minutes_per_day: 4 }, 'target_minutes_per_day'],
    ['three hours and a minute', { target_minutes_per_day: 181 }, 'target_minutes_per_day'],
    ['a date of another week', { days: [{ date: '2026-11-24', minutes: 30 }] }, 'days'],
  ])('of %s is refused', async (_, change, field) => {
    const refusal = await refusalOf(newLearner().ask(saveWeekPlan, { ...PLAN, ...change }));
    expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', field });
  });
});

describe('the profile', () => {
  test('stores the time zone that every answer then uses', async () => {
    const learner = newLearner();
    await learner.ask(saveProfile, { patch: { timezone: 'asia/novosibirsk', weekly_hours_budget: 5 } });
    expect((await learner.ask(getGoals, {})).data).toMatchObject({ data_quality: { timezone: 'Asia/Novosibirsk' } });
    expect((await learner.ask(getProfile, { fields: ['weekly_hours_budget'] })).data).toMatchObject({
      fields: [{ field: 'weekly_hours_budget', ind_id: 'IND.1.3.06', value: 5 }],
      timezone: 'Asia/Novosibirsk',
      version: 1,
    });
  });

  test('accepts a patch completely or not at all', async () => {
    const learner = newLearner();
    const refusal = await refusalOf(learner.ask(saveProfile, { patch: { name: 'Анна', pace: 'fast' } }));
    expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', field: 'patch.pace' });
    expect((await learner.ask(getProfile, {})).data).toMatchObject({ fields: [], version: 0 });
  });

  test('refuses an empty patch, and answers with the changed fields', async () => {
    const learner = newLearner();
    const empty = learner.ask(saveProfile, { patch: {} });
    expect(await refusalOf(empty)).toMatchObject({ code: 'INVALID_ARGUMENT', field: 'patch' });
    await learner.ask(saveProfile, { patch: { name: 'Анна' } });
    const { data } = await learner.ask(saveProfile, { patch: { name: 'Анна', pace: 'normal' } });
    expect(data).toMatchObject({ version: 2, fields: [{ field: 'pace', ind_id: 'IND.1.5.04' }] });
    expect(data['fields']).toHaveLength(1);
    expect(JSON.stringify(data)).not.toContain('Анна');
  });
});

describe('an answer about a changed profile', () => {
  const changed = async (...patches: object[]) => {
    const learner = newLearner();
    let last: Record<string, unknown> = {};
    for (const patch of patches) last = (await learner.ask(saveProfile, { patch })).data;
    return last;
  };
  const PATCH = { name: 'Анна', pace: 'normal', timezone: 'Asia/Omsk' };

  test('names the removed fields', async () => {
    const data = await changed(PATCH, { name: null });
    expect(data).toMatchObject({ operation: 'updated', fields: [{ field: 'name' }] });
    expect(JSON.stringify(data)).not.toContain('Анна');
  });

  test.each([
    ['another', 'Europe/Berlin'],
    ['none', null],
  ])('names the time zone when it is %s', async (_, timezone) => {
    const data = await changed(PATCH, { timezone });
    expect(data).toMatchObject({ operation: 'updated', fields: [{ field: 'timezone', ind_id: null }] });
    expect(data['fields']).toHaveLength(1);
  });

  test('names nothing when nothing changed', async () => {
    expect(await changed(PATCH, { ...PATCH, problems: null })).toMatchObject({ operation: 'unchanged', fields: [] });
  });
});

describe('an existing document', () => {
  const ROUTE = { steps: [{ id: 'slot', title: 'Держать слот' }] };
  const SLOT = { slot_time: '08:00', slot_duration_minutes: 30, slot_days: ['mon'], since: '2026-11-16' };

  test.each([
    ['a plan', saveWeekPlan, PLAN, { ...PLAN, target_days: 4 }],
    ['a slot', saveSlot, SLOT, { ...SLOT, slot_time: '09:00' }],
    ['a route', saveLearningRoute, ROUTE, { goals: ['Собранность'], ...ROUTE }],
  ])('%s is not overwritten without its version', async (_, tool, first, other) => {
    const learner = newLearner();
    await learner.ask(tool, first);
    const refusal = await refusalOf(learner.ask(tool, other));
    expect(refusal).toMatchObject({ code: 'CONFLICT', field: 'expected_version' });
    expect(refusal.message).toContain('версия 1');
    expect((await learner.ask(tool, first)).data).toMatchObject({ operation: 'unchanged' });
    expect((await learner.ask(tool, { ...other, expected_version: 1 })).data).toMatchObject({ operation: 'updated' });
  });

  test('a product is not overwritten without its version either', async () => {
    const learner = newLearner();
    const { data } = await learner.ask(saveWorkProduct, { type: 'draft', title: 'Черновик' });
    const { product_id } = data['product'] as { product_id: string };
    const refusal = await refusalOf(learner.ask(saveWorkProduct, { product_id, type: 'post', title: 'Пост' }));
    expect(refusal).toMatchObject({ code: 'CONFLICT', field: 'expected_version' });
    expect(refusal.message).toContain('версия 1');
  });
});

describe('an idempotency key', () => {
  const idempotency_key = 'k1';

  test.each([
    ['a goal', saveGoal, { title: 'Первая' }, { title: 'Вторая' }],
    ['a product', saveWorkProduct, { type: 'post', title: 'Первый' }, { type: 'post', title: 'Второй' }],
    ['a session', saveGuideSession, { type: 'weekly', summary: 'Раз' }, { type: 'weekly', summary: 'Два' }],
    [
      'an assessment',
      saveStageAssessment,
      { proposed_stage: 'Случайный', basis: 'self', reason: 'Так чувствую' },
      { proposed_stage: 'Случайный', basis: 'self', reason: 'Иначе' },
    ],
    ['a note', saveReflectionNote, { type: 'insight', text: 'раз' }, { type: 'insight', text: 'два' }],
  ])('is a conflict for %s with other content', async (_, tool, first, other) => {
    const learner = newLearner();
    const { data } = await learner.ask(tool, { ...first, idempotency_key });
    expect(data['created'] ?? data['operation'] === 'created').toBe(true);
    // A retry is recognized a day later too.
    const again = (await learner.ask(tool, { ...first, idempotency_key }, NOW + 86_400_000)).data;
    expect(again['created'] ?? again['operation'] === 'created').toBe(false);
    expect(await refusalOf(learner.ask(tool, { ...other, idempotency_key }))).toMatchObject({
      code: 'CONFLICT',
      field: 'idempotency_key',
      message: 'Этот ключ уже занят другой записью.',
    });
  });

  test('still belongs to its document after a change', async () => {
    const learner = newLearner();
    const { data } = await learner.ask(saveGoal, { title: 'Черновик', idempotency_key });
    const { goal_id } = goalOf(data);
    await learner.ask(saveGoal, { goal_id, title: 'Черновик', status: 'done' });
    expect((await learner.ask(saveGoal, { title: 'Черновик', idempotency_key })).data).toMatchObject({
      operation: 'unchanged',
      goal: { goal_id, version: 2 },
    });
  });
});

test('a reworked product stays one product', async () => {
  const learner = newLearner();
  const { data } = await learner.ask(saveWorkProduct, { type: 'draft', title: 'Черновик', finished: false });
  const { product_id } = data['product'] as { product_id: string };
  const post = { product_id, type: 'post', title: 'Пост', expected_version: 1 };
  const again = await learner.ask(saveWorkProduct, post);
  expect(again.data).toMatchObject({ operation: 'updated', product: { product_id, version: 2, finished: true } });
  expect((await learner.ask(saveWorkProduct, post)).data).toMatchObject({
    operation: 'unchanged',
    product: { product_id, version: 2 },
  });
  const unknown = learner.ask(saveWorkProduct, { product_id: 'unknown', type: 'post', title: 'Пост' });
  expect(await refusalOf(unknown)).toMatchObject({ code: 'NOT_FOUND', field: 'product_id' });
});
