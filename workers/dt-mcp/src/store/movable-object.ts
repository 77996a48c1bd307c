import { type MovableTwin, MoveConflict } from './home.ts';
import type { TwinStorage } from './twin-storage.ts';

/** The twin of a Durable Object, as a move sees it. */
export function movableObject(stub: DurableObjectStub<TwinStorage>): MovableTwin {
  const orConflict = async (isDone: Promise<boolean>) => {
    if (!(await isDone)) throw new MoveConflict();
  };
  return {
    at: async () => (await stub.residence()).at,
    rows: async () => (await stub.residence()).rows,
    change: (step, move) => orConflict(stub.changeHome(step, move)),
    page: async (table, after, limit) => await stub.movedPage(table, after, limit),
    put: (move, table, rows) => orConflict(stub.putMoved(move, table, rows)),
  };
}
