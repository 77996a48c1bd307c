import { afterEach, describe, expect, inject, test, vi } from 'vitest';
import { ALL_EVENTS, bindings, event, OWNER, refusalOf, writer } from '../../testing/person.ts';
import { learnerToken } from './learner-token.ts';
import { learnerNameOf, surrealDbStores } from './surrealdb-stores.ts';

const at = '2026-11-10T09:00:00+03:00';

const order = async (what: 'start' | 'kill') => {
  const response = await fetch(`${inject('troubledTwins')}/${what}`, { method: 'POST' });
  if (!response.ok) throw new Error(await response.text());
  return response.text();
};

/** The stores of a new learner in the database that is killed, or at another address. */
async function storesAt(url: string) {
  const learner = await learnerNameOf(`learner-${crypto.randomUUID()}`);
  return surrealDbStores({ ...bindings, SURREALDB_URL: url }, learner, OWNER);
}

afterEach(() => vi.restoreAllMocks());

describe('a database', () => {
  test('that is killed and started again in the middle of work refuses as retryable, and loses nothing', async () => {
    const url = await order('start');
    const learners = await Promise.all(Array.from({ length: 4 }, () => storesAt(url)));
    const counts = { refused: 0, stored: 0 };
    const write = async ({ events }: (typeof learners)[number], id: string): Promise<void> => {
      const saved = await events.saveEvents([event({ at, id })], writer()).catch((error: unknown) => error);
      if (Array.isArray(saved)) {
        // Stored by this call, or by one whose answer was lost.
        expect(['stored', 'duplicate']).toContain(saved[0].status);
        counts.stored += 1;
        return;
      }
      expect(saved).toMatchObject({ facts: { code: 'UNAVAILABLE', retryable: true } });
      counts.refused += 1;
      await new Promise((resolve) => setTimeout(resolve, 100));
      return write({ events } as (typeof learners)[number], id);
    };
    const work = learners.map(async (learner) => {
      for (let index = 0; index < 25; index += 1) await write(learner, `w${index}`);
    });
    while (counts.stored < 10) await new Promise((resolve) => setTimeout(resolve, 5));
    await order('kill');
    while (counts.refused < 4) await new Promise((resolve) => setTimeout(resolve, 20));
    await order('start');
    await Promise.all(work);
    for (const { events } of learners) {
      const found = await events.listEvents(ALL_EVENTS);
      const ids = found.events.map(({ externalId }) => externalId).sort();
      expect(ids).toEqual(Array.from({ length: 25 }, (_, index) => `w${index}`).sort());
    }
    await order('kill');
  });

  test('that never answers is given up', async () => {
    const { events } = await storesAt(inject('troubledTwins'));
    const begun = performance.now();
    expect(await refusalOf(events.listEvents(ALL_EVENTS))).toMatchObject({ code: 'UNAVAILABLE', retryable: true });
    expect(performance.now() - begun).toBeLessThan(20_000);
  });
});

test('the token of a learner is kept, and replaced long enough before its end', async () => {
  const learner = await learnerNameOf('a learner of a long day');
  const now = performance.now();
  const first = await learnerToken(bindings, learner);
  const after = (minutes: number) => {
    vi.spyOn(performance, 'now').mockReturnValue(now + minutes * 60_000);
    return learnerToken(bindings, learner);
  };
  expect(await after(45)).toBe(first);
  const second = await after(51);
  expect(second).not.toBe(first);
  expect(await after(90)).toBe(second);
});
