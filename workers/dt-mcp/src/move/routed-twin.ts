import type { DataObject, ObjectCall, ObjectOutcome } from '@aisystant/mcp';
import type { Grant } from '@aisystant/mcp/learner-store';
import type { McpEnv } from '@aisystant/mcp/worker';
import { type MovableTwin, MoveConflict } from '../store/home.ts';
import { movableObject } from '../store/movable-object.ts';
import { type Assumption, assume } from '../store/surrealdb/assumed-settings.ts';
import type { SurrealDbEnv } from '../store/surrealdb/config.ts';
import { admitHere } from '../store/surrealdb/learner-session.ts';
import { movableRecords } from '../store/surrealdb/movable-records.ts';
import { learnerNameOf, surrealDbStores } from '../store/surrealdb/surrealdb-stores.ts';
import type { TwinObject } from '../twin-object.ts';
import { isRead, runOperation } from '../twin-operations.ts';

/** Where twins may be. */
export interface TwinPlaces extends SurrealDbEnv, Pick<McpEnv, 'BASE_URL' | 'ACTIVITY'> {
  readonly TWIN: DurableObjectNamespace<TwinObject>;
}

/** The move of a learner without records, who begins in SurrealDB. */
const BEGINNING = 'beginning';

/**
 * The twin of a learner in SurrealDB, or in the learner's object until it is moved: which one is known by what a read of the
 * records finds anyway. A new learner begins in SurrealDB, after the object has said that it has nothing.
 */
export function routedTwin(userId: string, env: TwinPlaces): DataObject {
  return {
    async run(call) {
      const learner = await learnerNameOf(userId);
      const inRecords = await runInRecords(env, learner, call);
      if (inRecords.isHere) return inRecords.outcome;
      const id = env.TWIN.idFromName(userId);
      const stub = env.TWIN.get(id);
      const records = movableRecords(env, learner, String(id));
      const { at, rows } = await stub.residence();
      if (at.home === 'arriving' && at.move !== null) await finishMove(records, movableObject(stub), at.move);
      const hasTwin = at.home !== 'elsewhere' && (at.home !== 'here' || rows > 0);
      if (hasTwin || !(await beginHere(records, stub))) return stub.run(call);
      return (await runInRecords(env, learner, call)).outcome;
    },
  };
}

/**
 * Runs an operation on the records; when they are not here it has changed nothing. One that only reads begins with the settings
 * that were last read, and is run again where they have changed or were not needed.
 */
async function runInRecords(env: TwinPlaces, learner: string, call: ObjectCall): Promise<InRecords> {
  const assumption = isRead(call) ? assume(learner, call.user.clientId) : null;
  const first = await runOnce(env, learner, call, assumption);
  return assumption?.isConfirmed === false && first.isHere ? runOnce(env, learner, call, null) : first;
}

interface InRecords {
  readonly outcome: ObjectOutcome;
  readonly isHere: boolean;
}

async function runOnce(
  env: TwinPlaces,
  learner: string,
  call: ObjectCall,
  assumption: Assumption | null,
): Promise<InRecords> {
  let isHere = true;
  const admit = admitHere(() => {
    isHere = false;
  });
  const stores = (grant: Grant) => surrealDbStores(env, learner, grant, { admit, assumption });
  const outcome = await runOperation({ env, stores }, call);
  return { outcome, isHere };
}

/**
 * Settles a learner in the object, whose move there stopped after the records in SurrealDB had ended: the copy is the only one.
 * Where they have not ended, the move goes on or is the operator's to repeat.
 */
async function finishMove(records: MovableTwin, object: MovableTwin, move: string): Promise<void> {
  const { home, move: last } = await records.at();
  if (home !== 'elsewhere' || last !== move) return;
  try {
    // It may have stopped before all of them were deleted.
    await records.change('vacate', move);
    await object.change('settle', move);
  } catch (error) {
    // Another move of this learner began meanwhile. The object, which is called next, knows whether it may serve.
    if (!(error instanceof MoveConflict)) throw error;
  }
}

/**
 * Makes SurrealDB the home of a learner whose object has no records, or has given them up to a move that then stopped; false
 * when the object has records after all.
 */
async function beginHere(records: MovableTwin, stub: DurableObjectStub<TwinObject>): Promise<boolean> {
  try {
    const { home, move } = await records.at();
    if (home === 'here') return true;
    if (home === 'elsewhere') await records.change('arrive', BEGINNING);
    const current = home === 'elsewhere' || move === null ? BEGINNING : move;
    const isGivenUp = await stub.giveUpEmpty();
    await records.change(isGivenUp ? 'settle' : 'vacate', current);
    return isGivenUp;
  } catch (error) {
    // Another call of the same learner was faster.
    if (error instanceof MoveConflict) return (await records.at()).home === 'here';
    throw error;
  }
}
