import { describe, expect, test } from 'vitest';
import { NOW, newLearner, refusalOf } from '../testing/person.ts';
import { saveWorkProduct } from '../tools/activity/save-work-product.ts';
import { saveGoal } from '../tools/planning/save-goal.ts';
import { saveLearningRoute } from '../tools/planning/save-learning-route.ts';
import { saveSlot } from '../tools/planning/save-slot.ts';
import { saveWeekPlan } from '../tools/planning/save-week-plan.ts';
import { saveProfile } from '../tools/profile/save-profile.ts';
import { saveGuideSession } from '../tools/reflection/save-guide-session.ts';
import { saveReflectionNote } from '../tools/reflection/save-reflection-note.ts';
import { saveStageAssessment } from '../tools/stages/save-stage-assessment.ts';

const ROUTE = { steps: [{ id: 'slot', title: 'Держать слот' }] };
const SLOT = { slot_time: '08:00', slot_duration_minutes: 30, slot_days: ['mon'], since: '2026-11-16' };
const PLAN = { week_start: '2026-11-16', target_days: 5, target_minutes_per_day: 30 };

describe('an existing document', () => {
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
});

describe('the version of a document that is not there', () => {
  const earlier = [
    ['a slot', saveSlot, SLOT, { since: '2026-11-17' }, 'since'],
    ['a plan', saveWeekPlan, PLAN, { week_start: '2026-11-23' }, 'week_start'],
  ] as const;

  test.each([
    ['a goal', saveGoal, { title: 'Цель' }],
    ['a profile', saveProfile, { patch: { pace: 'slow' } }],
    ['a slot', saveSlot, SLOT],
    ['a plan', saveWeekPlan, PLAN],
    ['a route', saveLearningRoute, ROUTE],
    ['a product', saveWorkProduct, { type: 'post', title: 'Пост' }],
  ])('is refused for %s, and without it the document is created', async (_, tool, input) => {
    const learner = newLearner();
    const refusal = await refusalOf(learner.ask(tool, { ...input, expected_version: 1 }));
    expect(refusal).toMatchObject({ code: 'CONFLICT', field: 'expected_version' });
    expect(refusal.message).toContain('ещё нет');
    expect(refusal.hint).toContain('без expected_version');
    expect((await learner.ask(tool, input)).data).toMatchObject({ operation: 'created' });
  });

  test.each(earlier)(
    'is refused for %s of another date, and the earlier one is replaced by its date',
    async (...row) => {
      const [, tool, first, later, field] = row;
      const learner = newLearner();
      await learner.ask(tool, first);
      const refusal = await refusalOf(learner.ask(tool, { ...first, ...later, expected_version: 1 }));
      expect(refusal.hint).toContain(`её ${field} и версию`);
      const other = tool === saveSlot ? { slot_time: '09:00' } : { target_days: 4 };
      const { data } = await learner.ask(tool, { ...first, ...other, expected_version: 1 });
      expect(data).toMatchObject({ operation: 'updated' });
    },
  );
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
});
