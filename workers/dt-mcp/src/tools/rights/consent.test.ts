import { describe, expect, test } from 'vitest';
import { clientOf, eventInput, fetch, type Learner, NOW, newLearner, refusalOf, signIn } from '../../testing/person.ts';
import { getGoals } from '../planning/get-goals.ts';
import { saveGoal } from '../planning/save-goal.ts';
import { getProfile } from '../profile/get-profile.ts';
import { deleteMyData } from './delete-my-data.ts';
import { exportMyData } from './export-my-data.ts';
import { getConsent } from './get-consent.ts';
import { saveConsent } from './save-consent.ts';

const WITHDRAW_READ = { scopes: ['dt:read'], decision: 'withdraw' };
const WITHDRAW_WRITE = { scopes: ['dt:write'], decision: 'withdraw' };

/** A client of a learner with its consent time. */
const chatOf = (learner: Learner, consentedAtMs = NOW - 60_000) =>
  clientOf(learner, { clientId: 'chat', consentedAtMs });

test('a withdrawn consent is refused to its client only', async () => {
  const learner = newLearner();
  const [chat, other] = [chatOf(learner), clientOf(learner, { clientId: 'other', consentedAtMs: NOW - 60_000 })];
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

test('a withdrawn consent is restored only by a new sign-in', async () => {
  const learner = newLearner();
  const before = chatOf(learner);
  await before(saveConsent, WITHDRAW_WRITE);
  await before(saveConsent, WITHDRAW_WRITE);
  expect(await refusalOf(before(saveConsent, { scopes: ['dt:write'], decision: 'grant' }))).toMatchObject({
    code: 'INVALID_ARGUMENT',
    field: 'decision',
  });
  const after = chatOf(learner, NOW + 2_000);
  expect((await after(saveGoal, { title: 'цель' }, NOW + 3_000)).data).toMatchObject({ operation: 'created' });
  expect((await after(getConsent, {}, NOW + 3_000)).data).toMatchObject({ withdrawn: [] });
  // The old token of the same client stays narrowed.
  expect(await refusalOf(before(saveGoal, { title: 'ещё' }))).toMatchObject({ code: 'CONSENT_REQUIRED' });
});

test('a client without any consent may still call dt.get_consent', async () => {
  const chat = chatOf(newLearner());
  await chat(saveConsent, { scopes: ['dt:read', 'dt:write'], decision: 'withdraw' });
  expect((await chat(getConsent, {})).data).toMatchObject({ allowed: [], withdrawn: ['dt:read', 'dt:write'] });
  expect(await refusalOf(chat(getGoals, {}))).toMatchObject({ code: 'CONSENT_REQUIRED' });
});

test('a withdrawn consent is enforced over HTTP for tools, the route and the export', async () => {
  const { call, post } = await signIn();
  await call('dt_save_consent', { scopes: ['dt:write'], decision: 'withdraw' });
  expect((await call('dt_save_goal', { title: 'цель' })).result).toMatchObject({
    isError: true,
    _meta: { 'aisystant/error': { code: 'CONSENT_REQUIRED' } },
  });
  const refused = await post([eventInput({ at: '2026-11-10T09:00:00+03:00' })]);
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({ error: { code: 'CONSENT_REQUIRED' } });
  expect((await call('dt_get_goals', {})).result).toMatchObject({ isError: false });
});

test.each([['dt:read'], ['dt:write']])('a grant of %s alone may read its consent and narrow it', async (scope) => {
  const { call } = await signIn([scope]);
  expect((await call('dt_get_consent', {})).result).toMatchObject({
    isError: false,
    structuredContent: { allowed: [scope] },
  });
  expect((await call('dt_save_consent', { scopes: [scope], decision: 'withdraw' })).result).toMatchObject({
    isError: false,
    structuredContent: { allowed: [], withdrawn: [scope] },
  });
});

describe('the rights to export and erasure', () => {
  test('remain after the consent to write is withdrawn', async () => {
    const learner = newLearner();
    const chat = chatOf(learner);
    await chat(saveGoal, { title: 'цель' });
    await chat(saveConsent, WITHDRAW_WRITE);
    expect((await chat(exportMyData, {})).data).toMatchObject({ counts: { documents: 1 } });
    const { data } = await chat(deleteMyData, {});
    const gone = await chat(deleteMyData, { confirm: data['confirmation_token'] });
    expect(gone.data).toMatchObject({ status: 'deleted', counts: { documents: 1 } });
  });

  test('include export only while reading is allowed, also by a link issued before', async () => {
    const learner = newLearner();
    const chat = chatOf(learner);
    const { data } = await chat(exportMyData, {}, Date.now());
    await chat(saveConsent, WITHDRAW_READ);
    expect(await refusalOf(chat(exportMyData, {}))).toMatchObject({ code: 'CONSENT_REQUIRED' });
    expect((await fetch(new Request(String(data['download_url']), { method: 'POST' }))).status).toBe(404);
    const timer = await signIn(['dt:write']);
    expect((await timer.call('dt_export_my_data', {})).status).toBe(403);
  });
});

describe('a withdrawn consent', () => {
  test('is not restored by deleting all data, for this client or another', async () => {
    const learner = newLearner();
    const chat = chatOf(learner);
    const other = clientOf(learner, { clientId: 'other', consentedAtMs: NOW - 60_000 });
    await chat(saveConsent, WITHDRAW_READ);
    await other(saveConsent, WITHDRAW_WRITE);
    const { data } = await chat(deleteMyData, {});
    await chat(deleteMyData, { confirm: data['confirmation_token'] });
    expect(await refusalOf(chat(getProfile, {}))).toMatchObject({ code: 'CONSENT_REQUIRED' });
    expect(await refusalOf(other(saveGoal, { title: 'цель' }))).toMatchObject({ code: 'CONSENT_REQUIRED' });
    expect((await chatOf(learner, NOW + 2_000)(getProfile, {}, NOW + 3_000)).data).toMatchObject({ fields: [] });
  });
});
