import { expect, test } from 'vitest';
import { servicesOf } from '../services.ts';
import { bindings, NOW, newLearner, refusalOf, sent, signIn } from '../testing/person.ts';
import { getConsent } from './get-consent.ts';
import { getGoals } from './get-goals.ts';
import { saveConsent } from './save-consent.ts';
import { saveGoal } from './save-goal.ts';

const WITHDRAW_WRITE = { scopes: ['dt:write'], decision: 'withdraw' };

/** A client of a learner whose token was given at a moment. */
function clientOf({ twin, userId }: ReturnType<typeof newLearner>, clientId: string, consentedAtMs: number) {
  const user = { userId, clientId, scopes: ['dt:read', 'dt:write'], consentedAt: Math.floor(consentedAtMs / 1000) };
  return (tool: typeof getGoals, input: object, now = NOW) =>
    tool.answer(input, {
      user,
      services: servicesOf(twin, user, bindings.BASE_URL),
      now,
      log: () => {},
      signal: AbortSignal.timeout(20_000),
    });
}

test('what the learner took back is refused to this client, and to no other', async () => {
  const learner = newLearner();
  const [chat, other] = [clientOf(learner, 'chat', NOW - 60_000), clientOf(learner, 'other', NOW - 60_000)];
  expect((await chat(getConsent, {})).data).toMatchObject({ allowed: ['dt:read', 'dt:write'], withdrawn: [] });
  expect((await chat(saveConsent, WITHDRAW_WRITE)).data).toMatchObject({
    allowed: ['dt:read'],
    withdrawn: ['dt:write'],
  });
  const refusal = await refusalOf(chat(saveGoal, { title: 'цель' }));
  expect(refusal).toMatchObject({ code: 'CONSENT_REQUIRED', retryable: false });
  expect((await chat(getGoals, {})).data).toMatchObject({ total_estimate: 0 });
  expect((await other(saveGoal, { title: 'цель' })).data).toMatchObject({ operation: 'created' });
});

test('only a new sign-in gives it back', async () => {
  const learner = newLearner();
  const before = clientOf(learner, 'chat', NOW - 60_000);
  await before(saveConsent, WITHDRAW_WRITE);
  await before(saveConsent, WITHDRAW_WRITE);
  expect(await refusalOf(before(saveConsent, { scopes: ['dt:write'], decision: 'grant' }))).toMatchObject({
    code: 'INVALID_ARGUMENT',
    field: 'decision',
  });
  const after = clientOf(learner, 'chat', NOW + 2_000);
  expect((await after(saveGoal, { title: 'цель' }, NOW + 3_000)).data).toMatchObject({ operation: 'created' });
  expect((await after(getConsent, {}, NOW + 3_000)).data).toMatchObject({ withdrawn: [] });
  // The old token of the same client stays narrowed.
  expect(await refusalOf(before(saveGoal, { title: 'ещё' }))).toMatchObject({ code: 'CONSENT_REQUIRED' });
});

test('a client without anything may still ask what it may', async () => {
  const chat = clientOf(newLearner(), 'chat', NOW - 60_000);
  await chat(saveConsent, { scopes: ['dt:read', 'dt:write'], decision: 'withdraw' });
  expect((await chat(getConsent, {})).data).toMatchObject({ allowed: [], withdrawn: ['dt:read', 'dt:write'] });
  expect(await refusalOf(chat(getGoals, {}))).toMatchObject({ code: 'CONSENT_REQUIRED' });
});

test('over the wire it holds for tools, for the route and for the export', async () => {
  const { call, post } = await signIn();
  await call('dt_save_consent', { scopes: ['dt:write'], decision: 'withdraw' });
  expect((await call('dt_save_goal', { title: 'цель' })).result).toMatchObject({
    isError: true,
    _meta: { 'aisystant/error': { code: 'CONSENT_REQUIRED' } },
  });
  const refused = await post([sent({ at: '2026-11-10T09:00:00+03:00' })]);
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({ error: { code: 'CONSENT_REQUIRED' } });
  expect((await call('dt_get_goals', {})).result).toMatchObject({ isError: false });
});
