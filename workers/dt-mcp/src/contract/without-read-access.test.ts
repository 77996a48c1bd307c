import type { Tool } from '@aisystant/mcp';
import { send } from '@aisystant/testing';
import { describe, expect, test } from 'vitest';
import { server } from '../server.ts';
import type { DtServices } from '../services.ts';
import { clientOf, endpoint, event, fetch, newLearner, signIn, writer } from '../testing/person.ts';
import { cancelActivityEvent } from '../tools/activity/cancel-activity-event.ts';
import { saveActivityEvent } from '../tools/activity/save-activity-event.ts';
import { saveWorkProduct } from '../tools/activity/save-work-product.ts';
import { saveGoal } from '../tools/planning/save-goal.ts';
import { saveLearningRoute } from '../tools/planning/save-learning-route.ts';
import { saveWeekPlan } from '../tools/planning/save-week-plan.ts';
import { saveProfile } from '../tools/profile/save-profile.ts';
import { saveGuideSession } from '../tools/reflection/save-guide-session.ts';
import { saveReflectionNote } from '../tools/reflection/save-reflection-note.ts';
import { saveStageAssessment } from '../tools/stages/save-stage-assessment.ts';

const WORDS = 'сокровенное';
const idempotency_key = 'k';
const at = '2026-11-10T09:00:00+03:00';
const PLAN = { week_start: '2026-11-16', target_days: 5, target_minutes_per_day: 30 };
const ASSESSMENT = { proposed_stage: 'Случайный', basis: 'self', reason: 'Так чувствую' };

/** A learner with words in every text field, and the ids of the records. */
async function fullLearner() {
  const learner = newLearner();
  const words = { title: WORDS, role: WORDS, method: WORDS, guideRef: WORDS, exerciseRef: WORDS, note: WORDS };
  const [saved] = await learner.twin.events.saveEvents([{ ...event({ at }), ...words }], writer());
  const ask = async (tool: Tool<DtServices>, input: object) => (await learner.ask(tool, input)).data;
  const { goal } = await ask(saveGoal, { title: WORDS, success_criteria: WORDS, first_step: WORDS });
  const { product } = await ask(saveWorkProduct, { type: 'post', title: WORDS });
  const { note_id } = await ask(saveReflectionNote, { type: 'insight', text: WORDS, idempotency_key });
  await ask(saveActivityEvent, { activity_type: 'writing', occurred_at: at, duration_minutes: 5, title: WORDS });
  await ask(saveWeekPlan, {
    ...PLAN,
    target_days: 1,
    days: [{ date: '2026-11-16', minutes: 30, focus: WORDS }],
    invariants: [WORDS],
  });
  await ask(saveStageAssessment, { ...ASSESSMENT, reason: WORDS, idempotency_key });
  await ask(saveGuideSession, { type: 'weekly', summary: WORDS, decisions: [WORDS], idempotency_key });
  await ask(saveLearningRoute, { goals: [WORDS], steps: [{ id: 'one', title: WORDS }] });
  await ask(saveProfile, { patch: { name: WORDS, problems: [WORDS] } });
  const event_id = saved?.status === 'stored' ? saved.event.eventId : '';
  return { learner, ids: { goal, product, note_id, event_id } };
}

/** Writes to existing records, by their ids and keys. */
function attempts({ goal, product, note_id, event_id }: Awaited<ReturnType<typeof fullLearner>>['ids']) {
  const { goal_id } = goal as { goal_id: string };
  const { product_id } = product as { product_id: string };
  const work = { activity_type: 'writing', occurred_at: at, duration_minutes: 7 };
  return [
    ['dt_save_profile', { patch: {} }],
    ['dt_save_profile', { patch: { pace: 'slow' } }],
    ['dt_save_goal', { goal_id, title: 'Другая', status: 'done' }],
    ['dt_save_goal', { goal_id, title: 'Другая', status: 'done' }],
    ['dt_save_work_product', { product_id, type: 'post', title: 'Другой' }],
    ['dt_save_work_product', { product_id, type: 'post', title: 'Другой', expected_version: 1 }],
    ['dt_save_week_plan', PLAN],
    ['dt_save_week_plan', { ...PLAN, expected_version: 1 }],
    ['dt_update_route_step', { step_id: 'one', status: 'completed' }],
    ['dt_save_activity_event', work],
    ['dt_save_activity_event', { ...work, occurred_at: '2026-11-10T09:05:00+03:00' }],
    ['dt_save_reflection_note', { type: 'insight', text: 'другое', idempotency_key }],
    ['dt_save_guide_session', { type: 'weekly', summary: 'другое', idempotency_key }],
    ['dt_save_stage_assessment', { ...ASSESSMENT, idempotency_key }],
    ['dt_cancel_activity_event', { event_id }],
    ['dt_cancel_reflection_note', { note_id }],
    ['dt_delete_my_data', {}],
  ] as const;
}

describe.each([
  ['that was never allowed to read', ['dt:write']],
  ['that may read no more', ['dt:read', 'dt:write']],
])('a client %s', (_, scopes) => {
  test('gets no stored text from any tool or the export', async () => {
    const { learner, ids } = await fullLearner();
    const { call, token } = await signIn(scopes, learner);
    if (scopes.includes('dt:read')) await call('dt_save_consent', { scopes: ['dt:read'], decision: 'withdraw' });
    const examples = server.tools.flatMap(({ name, facts }) =>
      facts.examples.map(({ input }) => [name, input] as const),
    );
    // The examples of this tool would withdraw more scopes.
    const calls = [...attempts(ids), ...examples.filter(([name]) => name !== 'dt_save_consent')];
    for (const [name, input] of calls) {
      const reply = await call(name, input);
      expect(reply.text, name).not.toContain(WORDS);
      const reads = server.tools.find((tool) => tool.name === name)?.facts.scope === 'dt:read';
      if (!reads) expect(reply.status, name).toBe(200);
      else if (scopes.includes('dt:read')) expect(reply.text, name).toContain('CONSENT_REQUIRED');
      else expect(reply.status, name).toBe(403);
    }
    const params = { uri: 'dt://me/export' };
    const reply = await send(fetch, endpoint, { method: 'resources/read', params, token });
    expect([reply.text.includes(WORDS), reply.result]).toEqual([false, undefined]);
  });
});

test('derived numbers need dt:read', async () => {
  const { learner, ids } = await fullLearner();
  const timer = clientOf(learner, { clientId: 'timer', scopes: ['dt:write'] });
  const work = { activity_type: 'writing', occurred_at: at, duration_minutes: 7 };
  const again = await timer(saveActivityEvent, work);
  expect(again.data).toMatchObject({
    duplicate: true,
    duration_minutes: null,
    day_total_minutes: null,
    streak_days: null,
    warnings: [],
  });
  expect(again.summary).toMatch(
    /вторая не создана: мышление письмом, 10\.11\.2026 в 09:00 \(event_id=\S+\)\.\nЕсли это другое дело[^«]*$/,
  );
  const { data: cancelled } = await timer(cancelActivityEvent, { event_id: ids.event_id });
  expect(cancelled).toMatchObject({ already_cancelled: false, occurred_at: null, day_total_minutes: null });
  const { data: assessed, summary } = await timer(saveStageAssessment, ASSESSMENT);
  expect(summary).toMatch(/^Оценка записана: Случайный \(assessment_id=\S+\)\.$/);
  const repeated = await timer(saveStageAssessment, ASSESSMENT);
  expect(repeated.summary).toMatch(/^Такая оценка уже записана: Случайный \(assessment_id=\S+\)\.$/);
  expect(assessed).toMatchObject({ created: true, estimate: null, differs_from_estimate: null, confirmed: null });
  expect((await learner.ask(saveStageAssessment, ASSESSMENT)).data).toMatchObject({
    created: false,
    confirmed: expect.any(Boolean),
  });
});
