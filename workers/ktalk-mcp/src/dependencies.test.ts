import { afterAll, beforeEach, expect, test } from 'vitest';
import { dependenciesOf } from './dependencies.ts';
import { d1IndexWriter } from './store/d1-index-writer.ts';
import { office } from './testing/office.ts';
import { bindings, directKTalk, fillIndex, restoreNetwork, serveSpace } from './testing/person.ts';
import type { Space } from './testing/space.ts';

afterAll(restoreNetwork);

let space: Space;
beforeEach(async () => {
  space = office();
  serveSpace(space);
  await fillIndex();
});

const statesAt = async (now = Date.now()) => {
  const sources = { ktalk: directKTalk(), index: d1IndexWriter(bindings.DB), domain: 'example.test', now: () => now };
  return Promise.all(dependenciesOf(sources).map(({ check }) => check()));
};
const answerTo = (part: string, status: number) => (path: string) =>
  path.includes(part) ? new Response(null, { status }) : null;

test('all is well where the key reads what is needed and the index is fresh, which two requests tell', async () => {
  const before = space.requests.length;
  expect(await statesAt()).toMatchObject([
    { status: 'ok' },
    { status: 'ok', detail: 'brought up to date 0 min ago, put off: 0' },
  ]);
  expect(space.requests.length - before).toBe(2);
});

test.each([
  ['a dead key', answerTo('', 401), 'key_refused', '401'],
  ['a key that may not read recordings', answerTo('recordings', 403), 'scope_missing', 'application.recording.read'],
  ['a key that may not read accounts', answerTo('users', 403), 'scope_missing', 'application.profiles.read'],
  ['a KTalk that is down', answerTo('', 503), 'unreachable', 'unavailable'],
  ['a KTalk that asks to wait', answerTo('', 429), 'unreachable', 'rate_limited'],
])('%s is told as such, without the key', async (_, fault, status, detail) => {
  space.fault = fault;
  const states = await statesAt();
  expect(states[0]).toEqual({ status, detail });
  expect(JSON.stringify(states)).not.toContain(bindings.KTALK_KEY);
});

test('an index that was not brought up to date for a quarter of an hour, or never, is stale', async () => {
  expect((await statesAt(Date.now() + 14 * 60_000))[1]).toMatchObject({ status: 'ok' });
  expect((await statesAt(Date.now() + 16 * 60_000))[1]).toMatchObject({ status: 'stale' });
  await bindings.DB.batch([bindings.DB.prepare('UPDATE sync SET synced_at = NULL, passes_done = 0')]);
  expect((await statesAt())[1]).toEqual({
    status: 'stale',
    detail: 'never brought up to date, the first pass is under way, put off: 0',
  });
});
