import { describe, expect, test } from 'vitest';
import { learnerNameOf } from '../store/surrealdb/surrealdb-stores.ts';
import { copyFrom, newLearnerIn } from '../testing/moved.ts';
import { bindings, event, fetch, signIn, stubOf, writer } from '../testing/person.ts';
import { MOVE_PATH, serveMoves } from './move-endpoint.ts';

const at = '2026-11-10T09:00:00+03:00';
const KEY = bindings.TWIN_MOVE_KEY ?? '';

function post(body: unknown, key: string | null = KEY, method = 'POST'): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const headers = { 'content-type': 'application/json', ...(key !== null && { authorization: `Bearer ${key}` }) };
  return fetch(
    new Request(`${bindings.BASE_URL}${MOVE_PATH}`, { method, headers, ...(method === 'POST' && { body: text }) }),
  );
}

type Answer = { readonly outcome: string | null; readonly next?: unknown };

async function moveOver(twin: object, to: string): Promise<string> {
  const move = crypto.randomUUID();
  for (let cursor: unknown = null; ; ) {
    const { outcome, next } = await (await post({ do: 'move', twin, to, move, cursor })).json<Answer>();
    if (outcome !== null) return outcome;
    cursor = next;
  }
}

describe('the address of moves', () => {
  test('S39 answers nobody but the holder of its key', async () => {
    const { token, userId } = await signIn();
    const look = { do: 'look', twin: { user: userId } };
    for (const key of [null, '', 'x'.repeat(KEY.length), `${KEY}x`, token])
      expect((await post(look, key)).status).toBe(401);
    expect((await post(look)).status).toBe(200);
  });

  test.each([undefined, '', 'short', 'x'.repeat(31)])('answers nobody where its key is %j', async (key) => {
    const { TWIN_MOVE_KEY: _, ...others } = bindings;
    const env = { ...others, ...(key !== undefined && { TWIN_MOVE_KEY: key }) };
    for (const headers of [{}, { authorization: 'Bearer ' }, { authorization: `Bearer ${key}` }]) {
      const body = JSON.stringify({ do: 'list', cursor: null });
      const request = new Request(`${bindings.BASE_URL}${MOVE_PATH}`, { method: 'POST', headers, body });
      expect((await serveMoves(request, env)).status).toBe(401);
    }
  });

  test.each([
    ['another method', '', 'GET', 405],
    ['no JSON', '{', 'POST', 400],
    ['an unknown order', { do: 'delete' }, 'POST', 400],
    ['an unknown store', { do: 'move', twin: { user: 'u' }, to: 'postgres', move: 'm', cursor: null }, 'POST', 400],
    ['a learner by half a name', { do: 'look', twin: { learner: 'a'.repeat(64) } }, 'POST', 400],
    ['a body that is too long', { do: 'look', twin: { user: 'u' }, more: 'x'.repeat(70_000) }, 'POST', 400],
  ])('refuses %s', async (_, body, method, status) => {
    expect((await post(body, KEY, method)).status).toBe(status);
  });

  test('moves a learner by the user id, and back by the names of the twin', async () => {
    const learner = await newLearnerIn('object');
    await learner.twin.events.saveEvents([event({ at })], writer());
    const copy = await copyFrom('object', learner);
    const twin = { user: learner.userId };
    const look = async () => (await post({ do: 'look', twin })).json();
    expect(await look()).toMatchObject({
      'durable-object': { home: 'here', rows: 2 },
      surrealdb: { home: 'elsewhere', rows: 0 },
    });
    expect(await moveOver(twin, 'surrealdb')).toBe('moved');
    expect(await copyFrom('records', learner)).toBe(copy);
    expect(await look()).toMatchObject({
      'durable-object': { home: 'elsewhere', rows: 0 },
      surrealdb: { home: 'here', rows: 2 },
    });
    const names = { learner: await learnerNameOf(learner.userId), object: String(stubOf(learner.userId).id) };
    expect(await moveOver(names, 'durable-object')).toBe('moved');
    expect(await copyFrom('object', learner)).toBe(copy);
  });

  test('says where another move goes on', async () => {
    const learner = await newLearnerIn('object');
    const order = { do: 'move', twin: { user: learner.userId }, to: 'surrealdb' };
    const { next } = await (await post({ ...order, move: 'first', cursor: null })).json<Answer>();
    await post({ ...order, move: 'second', cursor: null });
    expect((await post({ ...order, move: 'first', cursor: next })).status).toBe(409);
    expect(await moveOver(order.twin, 'surrealdb')).toBe('moved');
  });

  test('repeats a part whose answer was lost', async () => {
    const learner = await newLearnerIn('object');
    await learner.twin.events.saveEvents([event({ at })], writer());
    const copy = await copyFrom('object', learner);
    const order = { do: 'move', twin: { user: learner.userId }, to: 'surrealdb', move: crypto.randomUUID() };
    for (let cursor: unknown = null; ; ) {
      const answers = [await post({ ...order, cursor }), await post({ ...order, cursor })];
      const [first, second] = await Promise.all(answers.map((each) => each.json<Answer>()));
      expect(second).toEqual(first);
      if (!first || first.outcome !== null) break;
      cursor = first.next;
    }
    expect(await copyFrom('records', learner)).toBe(copy);
  });

  test('lists who is connected', async () => {
    const users = new Set<string>();
    const people = [await signIn(), await signIn()];
    for (let cursor: string | null = null, isFirst = true; isFirst || cursor !== null; isFirst = false) {
      const page: { users: string[]; next: string | null } = await (await post({ do: 'list', cursor })).json();
      for (const user of page.users) users.add(user);
      cursor = page.next;
    }
    for (const { userId } of people) expect(users).toContain(userId);
  });
});
