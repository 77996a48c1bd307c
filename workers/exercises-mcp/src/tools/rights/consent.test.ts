import { refusalOf } from '@aisystant/testing';
import { describe, expect, test } from 'vitest';
import { NOW, people } from '../../testing/person.ts';
import { getAttempts } from '../attempts/get-attempts.ts';
import { check } from '../checking/check.ts';
import { deleteMyData } from './delete-my-data.ts';
import { exportMyData } from './export-my-data.ts';
import { getConsent } from './get-consent.ts';
import { saveConsent } from './save-consent.ts';

const withdraw = (...scopes: string[]) => ({ scopes, decision: 'withdraw' });
const newUserId = () => `learner-${crypto.randomUUID()}`;
const chatOf = (userId: string, consentedAtMs = NOW - 60_000, clientId = 'chat') =>
  people.clientOf(userId, { clientId, consentedAtMs });
const ANSWER = { exercise_id: 'ex-x2-01', answer: ['a'] };

test('an app that may no longer keep attempts still checks them, and says that nothing is kept; another app keeps on', async () => {
  const userId = newUserId();
  const [chat, other] = [chatOf(userId), chatOf(userId, NOW - 60_000, 'other')];
  expect((await chat(getConsent, {})).data).toMatchObject({
    allowed: ['exercises:read', 'exercises:write'],
    withdrawn: [],
  });
  expect((await chat(check, ANSWER)).data).toMatchObject({ persisted: true });
  const { data, summary } = await chat(saveConsent, withdraw('exercises:write'));
  expect(data).toMatchObject({ allowed: ['exercises:read'], withdrawn: ['exercises:write'] });
  expect(summary).toBe(
    'Ученик забрал разрешение: сохранять попытки. Приложению можно: читать попытки. Вернуть забранное можно только новым входом.',
  );
  const more = { exercise_id: 'ex-x2-01', answer: ['c'] };
  expect((await chat(check, more)).data).toMatchObject({
    phase: 'final',
    persisted: false,
    not_persisted_because: 'Попытка не сохраняется: нет разрешения exercises:write.',
  });
  expect((await chat(getAttempts, {})).data['attempts']).toHaveLength(1);
  expect((await other(check, more)).data).toMatchObject({ persisted: true });
});

test('only a new sign-in gives back what was withdrawn', async () => {
  const userId = newUserId();
  const before = chatOf(userId);
  await before(saveConsent, withdraw('exercises:write'));
  const grant = before(saveConsent, { scopes: ['exercises:write'], decision: 'grant' });
  expect(await refusalOf(grant)).toMatchObject({ code: 'INVALID_ARGUMENT', field: 'decision' });
  const after = chatOf(userId, NOW + 2_000);
  expect((await after(check, ANSWER, NOW + 3_000)).data).toMatchObject({ persisted: true });
  // The old token of the same client stays narrowed.
  expect((await before(check, { ...ANSWER, answer: ['c'] })).data).toMatchObject({ persisted: false });
});

describe('without the consent to read', () => {
  test('attempts and the copy are refused, and a link issued before stops working', async () => {
    const chat = chatOf(newUserId());
    await chat(check, ANSWER);
    const { data } = await chat(exportMyData, {}, Date.now());
    await chat(saveConsent, withdraw('exercises:read'));
    for (const read of [getAttempts, exportMyData]) {
      expect(await refusalOf(chat(read as typeof getAttempts, {}))).toMatchObject({ code: 'CONSENT_REQUIRED' });
    }
    const link = new Request(String(data['download_url']), { method: 'POST' });
    expect((await people.fetch(link)).status).toBe(404);
  });

  test('the consent may still be read, and everything deleted', async () => {
    const chat = chatOf(newUserId());
    await chat(check, ANSWER);
    await chat(saveConsent, withdraw('exercises:read', 'exercises:write'));
    expect((await chat(getConsent, {})).data).toMatchObject({
      allowed: [],
      withdrawn: ['exercises:read', 'exercises:write'],
    });
    const { data } = await chat(deleteMyData, {});
    expect(data).toMatchObject({ status: 'dry_run', counts: { attempts: 1 } });
    const gone = await chat(deleteMyData, { confirm: data['confirmation_token'] });
    expect(gone.data).toMatchObject({ status: 'deleted', counts: { attempts: 1 } });
  });
});

test.each(['exercises:read', 'exercises:write'])(
  'over HTTP a grant of %s alone may read and narrow itself',
  async (scope) => {
    const { call } = await people.signIn([scope]);
    expect((await call('exercises_get_consent', {})).result).toMatchObject({
      isError: false,
      structuredContent: { allowed: [scope] },
    });
    expect((await call('exercises_save_consent', withdraw(scope))).result).toMatchObject({
      isError: false,
      structuredContent: { allowed: [], withdrawn: [scope] },
    });
  },
);

test('strangers have no consent to ask about', async () => {
  const response = await people.fetch(
    new Request(people.endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: { name: 'exercises_get_consent', arguments: {} },
      }),
    }),
  );
  expect(response.status).toBe(401);
});
