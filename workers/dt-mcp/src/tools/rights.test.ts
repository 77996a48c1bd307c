import { runInDurableObject } from 'cloudflare:test';
import { send } from '@aisystant/testing';
import { expect, test } from 'vitest';
import { exportSchema } from '../resources/export-schema.ts';
import {
  bindings,
  checked,
  endpoint,
  fetch,
  type Learner,
  NOW,
  newLearner,
  refusalOf,
  signIn,
  writing,
} from '../testing/person.ts';
import { deleteMyData } from './delete-my-data.ts';
import { exportMyData } from './export-my-data.ts';
import { saveGoal } from './save-goal.ts';
import { saveProfile } from './save-profile.ts';
import { saveReflectionNote } from './save-reflection-note.ts';

const WORDS = 'сокровенное';
const COUNTS = { events: 1, notes: 1, reports: 1, documents: 2 };

/** Writes something of every kind. */
async function fill(learner: Learner): Promise<Learner> {
  await learner.twin.saveEvents([checked({ at: '2026-11-10T09:00:00+03:00', note: WORDS, title: WORDS })], writing());
  await learner.twin.saveSyncReport({ source: 'timer', from: '2026-11-09', to: '2026-11-10' }, writing());
  await learner.ask(saveReflectionNote, { type: 'insight', text: WORDS });
  await learner.ask(saveGoal, { title: WORDS });
  await learner.ask(saveProfile, { patch: { name: WORDS } });
  return learner;
}

/** Every row of every table, as text. */
const rowsOf = ({ stub }: Learner) =>
  runInDurableObject(stub, (_, { storage }) => {
    const names = storage.sql
      .exec<{ name: string }>(
        "select name from sqlite_master where type = 'table' and name not like '\\_cf%' escape '\\'",
      )
      .toArray();
    return names
      .filter(({ name }) => name !== 'schema_version')
      .flatMap(({ name }) =>
        storage.sql
          .exec(`select * from "${name}"`)
          .toArray()
          .map((row) => ({ name, ...row })),
      );
  });

test('to delete takes two steps, and leaves a tombstone without a word of the learner', async () => {
  const learner = await fill(newLearner());
  const { data } = await learner.ask(deleteMyData, {});
  expect(data).toMatchObject({ status: 'dry_run', counts: COUNTS, deleted_at: null });
  expect(await rowsOf(learner)).toHaveLength(7);
  const confirm = data['confirmation_token'];
  const { data: done } = await learner.ask(deleteMyData, { confirm });
  expect(done).toMatchObject({ status: 'deleted', counts: COUNTS });
  const left = await rowsOf(learner);
  expect(left).toEqual([{ name: 'tombstone', hash: expect.any(String), deleted_at_ms: NOW }]);
  expect(JSON.stringify(left)).not.toContain(WORDS);
  // A repeated call says the same and deletes nothing more.
  await fill(learner);
  expect((await learner.ask(deleteMyData, { confirm })).data).toMatchObject({
    status: 'deleted',
    deleted_at: done['deleted_at'],
  });
  expect((await learner.ask(deleteMyData, {})).data).toMatchObject({ counts: COUNTS });
});

test('the same live object takes new data afterwards, as from a new learner', async () => {
  const learner = await fill(newLearner());
  const { data } = await learner.ask(deleteMyData, {});
  await learner.ask(deleteMyData, { confirm: data['confirmation_token'] });
  await fill(learner);
  expect((await learner.ask(deleteMyData, {})).data).toMatchObject({ counts: COUNTS });
});

test('a confirmation that is invented, another’s or too old deletes nothing', async () => {
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

test('a link gives everything once, to nobody else’s cache, and never says whose it is', async () => {
  const learner = await fill(newLearner());
  const { data } = await learner.ask(exportMyData, {}, Date.now());
  const url = String(data['download_url']);
  expect(url).not.toContain(learner.userId);
  expect((await fetch(new Request(url, { method: 'HEAD' }))).status).toBe(404);
  const response = await fetch(new Request(url));
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toBe('no-store');
  const everything: unknown = await response.json();
  expect(exportSchema.safeParse(everything).error?.issues ?? []).toEqual([]);
  expect(JSON.stringify(everything).split(WORDS).length - 1).toBe(5);
  const again = await fetch(new Request(url));
  expect([again.status, again.headers.get('cache-control')]).toEqual([404, 'no-store']);
});

test.each(['', 'nothing', `${'0'.repeat(64)}.${'x'.repeat(43)}`, '..%2f..'])(
  'a link that nobody gave is not there: %j',
  async (rest) => {
    expect((await fetch(new Request(`${bindings.BASE_URL}/export/${rest}`))).status).toBe(404);
  },
);

test('a link dies after five minutes', async () => {
  const learner = await fill(newLearner());
  const { data } = await learner.ask(exportMyData, {}, Date.now() - 5 * 60_000);
  expect((await fetch(new Request(String(data['download_url'])))).status).toBe(404);
});

test('the resource gives the same under the learner’s own token', async () => {
  const person = await signIn();
  await fill(person);
  const params = { uri: 'dt://me/export' };
  const reply = await send(fetch, endpoint, { method: 'resources/read', params, token: person.token });
  const [content] = (reply.result?.['contents'] ?? []) as { text: string }[];
  expect(exportSchema.safeParse(JSON.parse(content?.text ?? '')).success).toBe(true);
  expect(content?.text).toContain(WORDS);
});
