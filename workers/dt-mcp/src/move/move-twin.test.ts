import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MoveConflict } from '../store/home.ts';
import { arbitraryTwin, filledLearner } from '../testing/arbitrary-twin.ts';
import {
  bothStores,
  copyFrom,
  moveTo,
  moveWhole,
  newLearnerIn,
  type Store,
  stoppingAt,
  wayTo,
} from '../testing/moved.ts';
import { clientOf, event, type Learner, NOW, newLearner, OWNER, storesOf, writer } from '../testing/person.ts';
import { cancelActivityEvent } from '../tools/activity/cancel-activity-event.ts';
import { listActivityEvents } from '../tools/activity/list-activity-events.ts';
import { saveActivityEvent } from '../tools/activity/save-activity-event.ts';
import { listReflectionNotes } from '../tools/reflection/list-reflection-notes.ts';
import { getWeekSummary } from '../tools/weeks/get-week-summary.ts';

const at = '2026-11-10T09:00:00+03:00';
const storesIn = (where: Store, { userId }: Learner) => storesOf(userId, OWNER, where === 'object');
const other = (store: Store): Store => (store === 'object' ? 'records' : 'object');
const store = fc.constantFrom<Store>('object', 'records');

const WEEK = { start_date: '2026-11-09', end_date: '2026-11-15', timezone: 'Europe/Moscow' };
const EVERYTHING = {
  fromMs: 0,
  toMs: NOW + 1,
  types: null,
  sources: null,
  order: 'asc',
  limit: 100,
  after: null,
} as const;

/** What a history adds to the records: cancellations, consent taken back, links, an erasure before all of it. */
const history = fc.record({
  twin: arbitraryTwin,
  cancelled: fc.nat(6),
  withdrawn: fc.subarray(['dt:read', 'dt:write']),
  tickets: fc.nat(3),
  isErased: fc.boolean(),
  first: store,
});
type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

async function learnerWith({ twin, cancelled, withdrawn, tickets, isErased, first }: History): Promise<Learner> {
  const learner = await newLearnerIn(first);
  const { rights, events } = learner.twin;
  await events.saveEvents([event({ at, id: 'first' })], writer());
  if (isErased) {
    await rights.issueTicket('delete', 'erase', NOW + 1, writer());
    await rights.erase('erase', writer());
    await events.saveEvents([event({ at, id: 'first' })], writer(NOW + 1));
  }
  await filledLearner(twin, learner);
  for (const { eventId } of (await events.listEvents(EVERYTHING)).events.slice(0, cancelled)) {
    await learner.ask(cancelActivityEvent, { event_id: eventId, reason: 'лишнее' });
  }
  if (withdrawn.length > 0) await rights.withdraw(withdrawn, { clientId: 'another app', nowMs: NOW });
  for (let index = 0; index < tickets; index += 1) await rights.issueTicket('delete', `t${index}`, NOW + 1, writer());
  return learner;
}

/** What a learner gets from several tools, whichever store answers. */
async function answersTo({ ask, ...learner }: Learner): Promise<string> {
  const week = await ask(getWeekSummary, { week: '2026-W46', timezone: 'Europe/Moscow' });
  const events = await ask(listActivityEvents, WEEK);
  const notes = await ask(listReflectionNotes, {});
  const stores = await bothStores(learner);
  const rows = (await Promise.all([stores.object.rows(), stores.records.rows()])).reduce((sum, each) => sum + each);
  return JSON.stringify({ week, events, notes, rows });
}

describe('a move', () => {
  test('takes a learner with any history to the other store and back: the copy and the answers are the same', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (past) => {
        const learner = await learnerWith(past);
        const [copy, answers] = [await copyFrom(past.first, learner), await answersTo(learner)];
        for (const to of [other(past.first), past.first]) {
          await moveTo(to, learner);
          expect(await copyFrom(to, learner)).toBe(copy);
          expect(await answersTo(learner)).toBe(answers);
          await expect(copyFrom(other(to), learner)).rejects.toMatchObject({ facts: { code: 'UNAVAILABLE' } });
          expect(await (await bothStores(learner))[other(to)].rows()).toBe(0);
        }
      }),
      { numRuns: 4 },
    );
  });

  test('of more rows than a page takes all of them', async () => {
    const learner = await newLearnerIn('object');
    const many = Array.from({ length: 600 }, (_, index) => event({ at, id: `${index}` }));
    await learner.twin.events.saveEvents(many, writer());
    const copy = await copyFrom('object', learner);
    await moveTo('records', learner);
    expect(await copyFrom('records', learner)).toBe(copy);
    await moveTo('object', learner);
    expect(await copyFrom('object', learner)).toBe(copy);
  });

  test('carries on the versions, keys and links: what was said before is known after', async () => {
    const learner = await newLearnerIn('object');
    await learner.twin.events.saveEvents([event({ at, id: 'one' })], writer());
    await learner.twin.rights.issueTicket('delete', 'confirmed', NOW + 1, writer());
    await moveTo('records', learner);
    const { events, rights } = storesIn('records', learner);
    expect(await events.saveEvents([event({ at, id: 'one' })], writer())).toMatchObject([{ status: 'duplicate' }]);
    expect(await rights.erase('confirmed', writer())).toMatchObject({ status: 'erased', counts: { events: 1 } });
  });

  test('to where the learner is, or of one whom neither store knows, does nothing', async () => {
    const learner = await newLearnerIn('object');
    await learner.twin.events.saveEvents([event({ at })], writer());
    expect(await moveWhole(await wayTo('object', learner))).toBe('already');
    expect(await moveWhole(await wayTo('object', learner))).toBe('already');
    await moveTo('records', learner);
    expect(await moveWhole(await wayTo('records', learner))).toBe('already');
  });
});

describe('a learner whom both stores call theirs', () => {
  /** In SurrealDB before it knew of moves, with an object that was never asked; these stores have rows. */
  async function learnerOfBoth(filled: readonly Store[]): Promise<Learner> {
    const learner = newLearner(false);
    const { records } = await bothStores(learner);
    if (!filled.includes('records'))
      for (const step of ['arrive', 'settle'] as const) await records.change(step, 'old');
    for (const where of filled) {
      await storesIn(where, learner).events.saveEvents([event({ at, id: where })], writer());
    }
    return { ...learner, ask: clientOf(learner, { consentedAtMs: NOW + 2 }) };
  }

  const homes = async (learner: Learner) => {
    const { object, records } = await bothStores(learner);
    return [await object.at(), await records.at()];
  };

  test('is moved from the store with rows, wherever an earlier move stopped', async () => {
    await fc.assert(
      fc.asyncProperty(store, store, fc.integer({ min: 1, max: 40 }), async (filled, to, call) => {
        const learner = await learnerOfBoth([filled]);
        expect(await homes(learner)).toMatchObject([{ home: 'here' }, { home: 'here' }]);
        const copy = await copyFrom(filled, learner);
        await moveWhole(stoppingAt(await wayTo(to, learner), call, 'after')).catch(() => {});
        await moveTo(to, learner);
        expect(await copyFrom(to, learner)).toBe(copy);
        expect(await (await bothStores(learner))[other(to)].at()).toMatchObject({ home: 'elsewhere' });
      }),
      { numRuns: 8 },
    );
  });

  test('without rows is in the target', async () => {
    for (const to of ['object', 'records'] as const) {
      const learner = await learnerOfBoth([]);
      expect(await moveWhole(await wayTo(to, learner))).toBe('already');
      const stores = await bothStores(learner);
      expect([await stores[to].at(), await stores[other(to)].at()]).toMatchObject([
        { home: 'here' },
        { home: 'elsewhere' },
      ]);
    }
  });

  test('with rows in both is not moved, and nothing changes', async () => {
    for (const to of ['object', 'records'] as const) {
      const learner = await learnerOfBoth(['object', 'records']);
      const before = [await homes(learner), await copyFrom('object', learner), await copyFrom('records', learner)];
      await expect(moveWhole(await wayTo(to, learner))).rejects.toBeInstanceOf(MoveConflict);
      expect([await homes(learner), await copyFrom('object', learner), await copyFrom('records', learner)]).toEqual(
        before,
      );
    }
  });
});

describe('while a learner moves', () => {
  test('writes are refused as retryable and reads answered; what was acknowledged is there afterwards, once', async () => {
    await fc.assert(
      fc.asyncProperty(store, fc.array(fc.nat(60), { minLength: 4, maxLength: 10 }), async (first, waits) => {
        const learner = await newLearnerIn(first);
        await learner.twin.events.saveEvents([event({ at, id: 'first' })], writer());
        const write = async (wait: number, index: number) => {
          await new Promise((resolve) => setTimeout(resolve, wait * 3));
          for (;;) {
            const occurred = new Date(Date.parse(at) + (index + 1) * 3_600_000).toISOString();
            const input = { activity_type: 'writing', occurred_at: occurred, duration_minutes: 5, title: `w${index}` };
            const refused = await learner.ask(saveActivityEvent, input).then(
              () => null,
              (error: unknown) => error,
            );
            if (refused === null) return;
            expect(refused).toMatchObject({ facts: { code: 'UNAVAILABLE', retryable: true } });
          }
        };
        await Promise.all([moveTo(other(first), learner), ...waits.map(write)]);
        const { event: rows } = JSON.parse(await copyFrom(other(first), learner));
        const titles = rows.map(({ title }: { title: string | null }) => title ?? 'first').sort();
        expect(titles).toEqual(['first', ...waits.map((_, index) => `w${index}`)].sort());
      }),
      { numRuns: 3 },
    );
  });

  test('a word of the learner is refused as retryable or kept: nothing comes back after a deletion', async () => {
    await fc.assert(
      fc.asyncProperty(store, fc.nat(40), async (first, wait) => {
        const learner = await newLearnerIn(first);
        await learner.twin.events.saveEvents([event({ at, id: 'first' })], writer());
        await learner.twin.rights.issueTicket('delete', 'confirmed', NOW + 1, writer());
        const erasedIn = async (where: Store) => {
          const done = await storesIn(where, learner)
            .rights.erase('confirmed', writer())
            .catch(() => null);
          return done !== null && done.status !== 'refused';
        };
        const erase = async () => {
          await new Promise((resolve) => setTimeout(resolve, wait * 3));
          while (!((await erasedIn('object')) || (await erasedIn('records'))));
        };
        await Promise.all([moveTo(other(first), learner), erase()]);
        const copy = JSON.parse(await copyFrom(other(first), learner));
        expect([copy.event, copy.tombstone.length]).toEqual([[], 1]);
      }),
      { numRuns: 3 },
    );
  });

  test('a second move of the same learner stops one of them, and loses nothing', async () => {
    for (const to of ['records', 'object', 'records'] as const) {
      const learner = await newLearnerIn('object');
      await learner.twin.events.saveEvents([event({ at, id: 'first' })], writer());
      const copy = await copyFrom('object', learner);
      const moves = await Promise.allSettled([
        moveWhole(await wayTo('records', learner)),
        moveWhole(await wayTo(to, learner)),
      ]);
      for (const each of moves) if (each.status === 'rejected') expect(each.reason).toBeInstanceOf(MoveConflict);
      await moveTo(to, learner);
      expect(await copyFrom(to, learner)).toBe(copy);
    }
  });
});
