import { ToolError } from '@aisystant/mcp';
import { send } from '@aisystant/testing';
import { afterEach, expect, test, vi } from 'vitest';
import { exportSchema } from '../../resources/export-schema.ts';
import {
  bindings,
  clientOf,
  endpoint,
  event,
  fetch,
  type Learner,
  NOW,
  newLearner,
  refusalOf,
  signIn,
  writer,
} from '../../testing/person.ts';
import { rowsOf } from '../../testing/stored.ts';
import { saveGoal } from '../planning/save-goal.ts';
import { getProfile } from '../profile/get-profile.ts';
import { saveProfile } from '../profile/save-profile.ts';
import { saveReflectionNote } from '../reflection/save-reflection-note.ts';
import { deleteMyData } from './delete-my-data.ts';
import { exportMyData } from './export-my-data.ts';

const WORDS = 'сокровенное';
afterEach(() => void vi.useRealTimers());

const COUNTS = { events: 1, notes: 1, reports: 1, documents: 2 };

/** Writes a record of every kind. */
async function fill(learner: Learner): Promise<Learner> {
  await learner.twin.events.saveEvents(
    [event({ at: '2026-11-10T09:00:00+03:00', note: WORDS, title: WORDS })],
    writer(),
  );
  await learner.twin.events.saveSyncReport({ source: 'timer', from: '2026-11-09', to: '2026-11-10' }, writer());
  await learner.ask(saveReflectionNote, { type: 'insight', text: WORDS });
  await learner.ask(saveGoal, { title: WORDS });
  await learner.ask(saveProfile, { patch: { name: WORDS } });
  return learner;
}

/** The learner after a new sign-in. */
const signedInAgain = (learner: Learner, consentedAtMs = NOW + 1000): Learner => ({
  ...learner,
  ask: clientOf(learner, { clientId: 'test', consentedAtMs }),
});

test('deletion takes two steps and leaves a tombstone without personal data', async () => {
  const learner = await fill(newLearner());
  const { data, summary } = await learner.ask(deleteMyData, {});
  expect(data).toMatchObject({ status: 'dry_run', counts: COUNTS, deleted_at: null });
  expect(summary).toContain('1 отчёт источника, 2 другие записи: цели, планы, продукты, профиль.');
  expect(await rowsOf(learner)).toHaveLength(7);
  const confirm = data['confirmation_token'];
  const { data: done } = await learner.ask(deleteMyData, { confirm });
  expect(done).toMatchObject({ status: 'deleted', counts: COUNTS });
  const left = await rowsOf(learner);
  expect(left).toEqual([{ name: 'tombstone', hash: expect.any(String), deleted_at_ms: NOW }]);
  expect(JSON.stringify(left)).not.toContain(WORDS);
  // A repeated call has the same answer and deletes nothing else.
  const again = await fill(signedInAgain(learner));
  expect((await learner.ask(deleteMyData, { confirm })).data).toMatchObject({
    status: 'deleted',
    deleted_at: done['deleted_at'],
  });
  expect((await again.ask(deleteMyData, {})).data).toMatchObject({ counts: COUNTS });
  // The app from before the deletion cannot begin another one.
  expect(await refusalOf(learner.ask(deleteMyData, {}))).toMatchObject({ code: 'CONSENT_REQUIRED' });
});

/** KV keys of the sign-in whose name, metadata or value contains the text. */
async function keysAbout(text: string): Promise<string[]> {
  const about: string[] = [];
  let cursor: string | null = null;
  do {
    // One read takes at most 100 keys; the tests of all files share the namespace, so there are thousands.
    const page: KVNamespaceListResult<unknown> = await bindings.OAUTH_KV.list({ cursor, limit: 100 });
    const values = await bindings.OAUTH_KV.get(page.keys.map(({ name }) => name));
    for (const key of page.keys) {
      if (JSON.stringify([key, values.get(key.name)]).includes(text)) about.push(key.name);
    }
    cursor = page.list_complete ? null : page.cursor;
  } while (cursor !== null);
  return about;
}

test('deletion leaves no data in any store, revokes all access, and allows a new sign-in', async () => {
  const person = await signIn();
  const laptop = await signIn(['dt:read'], person);
  await fill(person);
  await laptop.call('dt_save_consent', { scopes: ['dt:read'], decision: 'withdraw' });
  const { result } = await person.call('dt_delete_my_data', {});
  const { confirmation_token: confirm } = (result?.['structuredContent'] ?? {}) as { confirmation_token?: string };
  expect(await keysAbout(person.userId)).not.toEqual([]);
  expect((await person.call('dt_delete_my_data', { confirm })).result).toMatchObject({
    isError: false,
    structuredContent: { status: 'deleted', counts: COUNTS },
  });
  expect(await keysAbout(person.userId)).toEqual([]);
  const left = await rowsOf(person);
  expect(left.map(({ name }) => name).sort()).toEqual(['tombstone', 'withdrawal']);
  expect(JSON.stringify(left)).not.toMatch(new RegExp(`${WORDS}|${person.userId}`));
  // Verified tokens are cached for ten seconds.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11_000 });
  for (const { call } of [person, laptop]) expect((await call('dt_get_consent', {})).status).toBe(401);

  const back = await signIn(['dt:read', 'dt:write'], person);
  expect((await back.call('dt_get_profile', {})).result).toMatchObject({ structuredContent: { fields: [] } });
  await fill(signedInAgain(back, Date.now()));
  expect((await back.call('dt_delete_my_data', {})).result).toMatchObject({ structuredContent: { counts: COUNTS } });
});

test('a token from before the deletion, still cached, neither reads nor writes', async () => {
  const learner = await fill(newLearner());
  const { data } = await learner.ask(deleteMyData, {});
  await learner.ask(deleteMyData, { confirm: data['confirmation_token'] });
  for (const call of [learner.ask(saveGoal, { title: WORDS }), learner.ask(getProfile, {})]) {
    expect(await refusalOf(call)).toMatchObject({ code: 'CONSENT_REQUIRED' });
  }
  expect(await rowsOf(learner)).toHaveLength(1);
  await signedInAgain(learner).ask(saveGoal, { title: WORDS });
});

test('a deletion that failed before access was revoked is completed by a repeated call', async () => {
  const learner = await fill(newLearner());
  let ended = 0;
  const revokeAllAccess = async () => {
    ended += 1;
    if (ended === 1) throw new Error('the storage of sign-ins is away');
  };
  const chat = clientOf(learner, { clientId: 'chat', revokeAllAccess });
  const { data } = await chat(deleteMyData, {});
  const confirm = data['confirmation_token'];
  await expect(chat(deleteMyData, { confirm: 'invented' })).rejects.toThrow(ToolError);
  expect(ended).toBe(0);
  await expect(chat(deleteMyData, { confirm })).rejects.toThrow('away');
  expect((await chat(deleteMyData, { confirm })).data).toMatchObject({ status: 'deleted', counts: null });
  expect(ended).toBe(2);
});

test('the answer says what is stored elsewhere, and what remains for how long', async () => {
  const { data, summary } = await newLearner().ask(deleteMyData, {});
  for (const word of ['Проводник', 'учётной записи', 'учебной платформе', 'новый вход'])
    expect(data['elsewhere']).toContain(word);
  for (const word of ['псевдоним и время', 'журнал', '30 дней']) expect(data['stays']).toContain(word);
  expect(summary).toContain(`${data['elsewhere']}\n${data['stays']}`);
});

test('an invented, foreign or expired confirmation deletes nothing', async () => {
  const [learner, other] = [await fill(newLearner()), await fill(newLearner())];
  const { data } = await learner.ask(deleteMyData, {});
  const confirm = String(data['confirmation_token']);
  const attempts = [
    () => learner.ask(deleteMyData, { confirm: 'invented' }),
    () => other.ask(deleteMyData, { confirm }),
    () => learner.ask(deleteMyData, { confirm }, NOW + 11 * 60_000),
  ];
  for (const attempt of attempts)
    expect(await refusalOf(attempt())).toMatchObject({ code: 'CONFLICT', field: 'confirm' });
  expect((await learner.ask(deleteMyData, {})).data).toMatchObject({ counts: COUNTS });
});

/** Presses the button of the page that a link opens. */
const press = (url: string) => fetch(new Request(url, { method: 'POST' }));

test('a link gives the full export once, uncached and without the user id', async () => {
  const learner = await fill(newLearner());
  const { data } = await learner.ask(exportMyData, {}, Date.now());
  const url = String(data['download_url']);
  expect(url).not.toContain(learner.userId);
  for (const method of ['HEAD', 'GET']) expect((await fetch(new Request(url, { method }))).status).toBe(200);
  const response = await press(url);
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toBe('no-store');
  const everything: unknown = await response.json();
  expect(exportSchema().safeParse(everything).error?.issues ?? []).toEqual([]);
  expect(JSON.stringify(everything).split(WORDS).length - 1).toBe(5);
  const again = await press(url);
  expect([again.status, again.headers.get('cache-control')]).toEqual([410, 'no-store']);
  expect(await again.text()).toContain('уже скачали');
});

test('a link to CSV gives the same rows as one table', async () => {
  const learner = await fill(newLearner());
  const { data } = await learner.ask(exportMyData, { format: 'csv' }, Date.now());
  const response = await press(String(data['download_url']));
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(response.headers.get('content-disposition')).toContain('digital-twin.csv');
  const text = await response.text();
  expect(text.split(WORDS).length - 1).toBe(5);
  expect(text.match(/^event,/gm)).toHaveLength(1);
});

test.each(['', 'nothing', `${'0'.repeat(64)}.${'x'.repeat(43)}`, '..%2f..'])(
  'an unknown link is 404: %j',
  async (rest) => {
    expect((await press(`${bindings.BASE_URL}/export/${rest}`)).status).toBe(404);
  },
);

test('a link expires after five minutes', async () => {
  const learner = await fill(newLearner());
  const { data } = await learner.ask(exportMyData, {}, Date.now() - 5 * 60_000);
  expect((await press(String(data['download_url']))).status).toBe(404);
});

test('the resource gives the same export with the learner’s token, with the calls of their apps', async () => {
  const person = await signIn();
  await fill(person);
  await person.call('dt_get_profile', {});
  // Calls wait for others for three seconds before they are written.
  await scheduler.wait(3_500);
  const params = { uri: 'dt://me/export' };
  const reply = await send(fetch, endpoint, { method: 'resources/read', params, token: person.token });
  const [content] = (reply.result?.['contents'] ?? []) as { text: string }[];
  expect(exportSchema().safeParse(JSON.parse(content?.text ?? '')).success).toBe(true);
  expect(content?.text).toContain(WORDS);
  expect(JSON.parse(content?.text ?? '').call).toEqual([
    expect.objectContaining({ server: 'dt-mcp', via: 'app', kind: 'tool', name: 'dt.get_profile', code: 'OK' }),
  ]);
}, 20_000);
