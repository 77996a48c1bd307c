import { exports } from 'cloudflare:workers';
import type { ObjectCall } from '@aisystant/mcp';
import { createPeople } from '@aisystant/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HomeAt, MovableTwin, MoveStep } from '../store/home.ts';
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
import { bindings, event, type Learner, NOW, served, writer } from '../testing/person.ts';
import { listActivityEvents } from '../tools/activity/list-activity-events.ts';
import { saveActivityEvent } from '../tools/activity/save-activity-event.ts';
import { moveTwin } from './move-twin.ts';

const at = '2026-11-10T09:00:00+03:00';
const WEEK = { start_date: '2026-11-09', end_date: '2026-11-15', timezone: 'Europe/Moscow' };
const other = (store: Store): Store => (store === 'object' ? 'records' : 'object');
const store = fc.constantFrom<Store>('object', 'records');

/** The rows of each store that has all records: where it serves or has stopped to, or where the other one has ended. */
async function wholeIn(learner: Learner): Promise<readonly number[]> {
  const { object, records } = await bothStores(learner);
  const [first, second] = [await object.at(), await records.at()];
  const isWhole = (here: HomeAt, there: HomeAt) =>
    here.home === 'here' || here.home === 'leaving' || (here.home === 'arriving' && there.home === 'elsewhere');
  const whole = [...(isWhole(first, second) ? [object] : []), ...(isWhole(second, first) ? [records] : [])];
  return Promise.all(whole.map((each) => each.rows()));
}

/** A store at which a move is killed before its last step. */
const withoutSettling = (twin: MovableTwin): MovableTwin => ({
  ...twin,
  change: async (step, move) => {
    if (step === 'settle') throw new Error('killed');
    return twin.change(step, move);
  },
});

/** The objects of learners, in which something happens before each change of a home. */
function beforeAChange(meanwhile: () => Promise<unknown>): object {
  const { TWIN } = bindings;
  const get = (id: DurableObjectId) => {
    const stub = TWIN.get(id);
    return {
      residence: () => stub.residence(),
      run: (call: ObjectCall) => stub.run(call),
      async changeHome(step: MoveStep, move: string) {
        await meanwhile();
        return stub.changeHome(step, move);
      },
    };
  };
  return { idFromName: (name: string) => TWIN.idFromName(name), get };
}

describe('a move that is killed', () => {
  test('anywhere leaves the learner whole in one store, and the next one finishes it or takes it back', async () => {
    await fc.assert(
      fc.asyncProperty(
        store,
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom('before' as const, 'after' as const),
        store,
        async (first, call, when, last) => {
          const learner = await newLearnerIn(first);
          await learner.twin.events.saveEvents([event({ at, id: 'one' }), event({ at, id: 'two' })], writer());
          await learner.twin.events.saveSyncReport({ source: 'timer', from: '2026-11-09', to: '2026-11-10' }, writer());
          const copy = await copyFrom(first, learner);
          const rows = await (await bothStores(learner))[first].rows();
          await moveWhole(stoppingAt(await wayTo(other(first), learner), call, when)).catch(() => {});
          expect(await wholeIn(learner)).toEqual([rows]);
          await moveTo(last, learner);
          expect(await copyFrom(last, learner)).toBe(copy);
          expect(await (await bothStores(learner))[other(last)].rows()).toBe(0);
        },
      ),
      { numRuns: 12 },
    );
  });

  test.each<Store>(['records', 'object'])(
    'after the original has ended is settled by the next call of the learner, who moved to %s',
    async (to) => {
      const learner = await newLearnerIn(other(to));
      await learner.twin.events.saveEvents([event({ at, id: 'one' })], writer());
      const way = await wayTo(to, learner);
      await expect(moveWhole({ ...way, to: withoutSettling(way.to) })).rejects.toThrow('killed');
      expect((await learner.ask(listActivityEvents, WEEK)).data).toMatchObject({ events: [{}] });
      const stores = await bothStores(learner);
      expect([await stores[to].at(), await stores[other(to)].at()]).toMatchObject([
        { home: 'here' },
        { home: 'elsewhere' },
      ]);
    },
  );

  test('after the original has ended serves a call also where the next move begins while that settles it', async () => {
    const learner = await newLearnerIn('records');
    await learner.twin.events.saveEvents([event({ at, id: 'one' })], writer());
    const way = await wayTo('object', learner);
    await expect(moveWhole({ ...way, to: withoutSettling(way.to) })).rejects.toThrow('killed');
    const next = await wayTo('records', learner);
    const meanwhile = () => moveTwin(next, 'next', null);
    const ask = createPeople(served, { ...bindings, TWIN: beforeAChange(meanwhile) }, exports, () => NOW);
    const { data } = await ask.clientOf(learner.userId, { consentedAtMs: NOW + 2 })(listActivityEvents, WEEK);
    expect(data).toMatchObject({ events: [{}] });
    expect(await moveWhole(next)).toBe('moved');
    expect((await learner.ask(listActivityEvents, WEEK)).data).toMatchObject({ events: [{}] });
  });

  test('before the original has ended refuses writes until the next move, and changes nothing by it', async () => {
    const learner = await newLearnerIn('records');
    await learner.twin.events.saveEvents([event({ at, id: 'one' })], writer());
    const way = await wayTo('object', learner);
    const killed = { ...way.from, page: () => Promise.reject(new Error('killed')) };
    await expect(moveWhole({ ...way, from: killed })).rejects.toThrow('killed');
    const input = { activity_type: 'writing', occurred_at: at, duration_minutes: 5 };
    await expect(learner.ask(saveActivityEvent, input)).rejects.toMatchObject({ facts: { code: 'UNAVAILABLE' } });
    const { object, records } = await bothStores(learner);
    expect([await object.at(), await records.at()]).toMatchObject([{ home: 'arriving' }, { home: 'leaving' }]);
  });
});
