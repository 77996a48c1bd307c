import { type MoveCursor, type MoveWay, moveTwin } from '../move/move-twin.ts';
import { type MovableTwin, MoveConflict } from '../store/home.ts';
import { movableObject } from '../store/movable-object.ts';
import { movableRecords } from '../store/surrealdb/movable-records.ts';
import { learnerNameOf } from '../store/surrealdb/surrealdb-stores.ts';
import { getConsent } from '../tools/rights/get-consent.ts';
import { bindings, clientOf, type Learner, NOW, newLearner, OWNER, storesOf, stubOf } from './person.ts';

/** The stores of a learner. */
export type Store = 'object' | 'records';
type Person = Pick<Learner, 'userId'>;

/** A new learner with a twin in a store, whose consent to the client is after any erasure. */
export async function newLearnerIn(store: Store): Promise<Learner> {
  const learner = newLearner(store === 'object');
  const ask = clientOf(learner, { consentedAtMs: NOW + 2 });
  if (store === 'object') await learner.twin.events.saveEvents([], { clientId: 'test', nowMs: NOW });
  // A new learner of the server begins in SurrealDB.
  else await ask(getConsent, {});
  return { ...learner, ask };
}

/** Both stores of a learner, as a move sees them. */
export async function bothStores({ userId }: Person): Promise<Readonly<Record<Store, MovableTwin>>> {
  const stub = stubOf(userId);
  return {
    object: movableObject(stub),
    records: movableRecords(bindings, await learnerNameOf(userId), String(stub.id)),
  };
}

/** The way to a store. */
export async function wayTo(to: Store, learner: Person): Promise<MoveWay> {
  const stores = await bothStores(learner);
  return { from: stores[to === 'object' ? 'records' : 'object'], to: stores[to] };
}

/** Carries out a whole move. */
export async function moveWhole(
  way: MoveWay,
  move: string = crypto.randomUUID(),
): Promise<'moved' | 'already' | 'empty'> {
  for (let cursor: MoveCursor | null = null; ; ) {
    const progress = await moveTwin(way, move, cursor);
    if (progress.outcome !== null) return progress.outcome;
    cursor = progress.next;
  }
}

/** Moves a learner, again and again where the move meets another one. */
export async function moveTo(to: Store, learner: Person): Promise<void> {
  const way = await wayTo(to, learner);
  for (;;) {
    try {
      await moveWhole(way);
      return;
    } catch (error) {
      if (!(error instanceof MoveConflict)) throw error;
    }
  }
}

/** The whole copy that a learner gets from a store. */
export async function copyFrom(store: Store, { userId }: Person): Promise<string> {
  const text = await storesOf(userId, OWNER, store === 'object').rights.exportJson(10_000_000, NOW);
  if (text === null) throw new Error('the copy is too long for a test');
  return text;
}

/** A way whose stores stop at the nth call, counted over both, before or after it is carried out; every later call fails. */
export function stoppingAt(way: MoveWay, call: number, when: 'before' | 'after'): MoveWay {
  let calls = 0;
  const stopping = (twin: MovableTwin): MovableTwin =>
    new Proxy(twin, {
      get:
        (target, method: keyof MovableTwin) =>
        async (...args: never[]) => {
          calls += 1;
          const nth = calls;
          if (nth > call || (nth === call && when === 'before')) throw new Error('killed');
          const result = await (target[method] as (...given: never[]) => Promise<unknown>)(...args);
          if (nth === call) throw new Error('killed');
          return result;
        },
    });
  return { from: stopping(way.from), to: stopping(way.to) };
}
