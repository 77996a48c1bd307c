import { BoundQuery, surql } from 'surrealdb';
import { emptiesStore, type HomeAt, type MovableTwin, MoveConflict, type MovedRow, nextHome } from '../home.ts';
import type { SurrealDbEnv } from './config.ts';
import { exportedPage, partWith, recordsOf } from './exported-tables.ts';
import { hintsAfter } from './hints.ts';
import { type LearnerRecord, NEW_LEARNER } from './learner-record.ts';
import { LearnerSession } from './learner-session.ts';
import { NOTHING, TABLES } from './rights-records.ts';

/** A move is the operator's: no consent of a learner is asked for it. */
const OPERATOR = { clientId: '', consentedAtMs: Number.POSITIVE_INFINITY, scope: null };

/** Rows of a table that one transaction deletes: it takes longer than they are more. */
const DELETED_AT_ONCE = 1_000;

const HOME = surql`(SELECT VALUE home FROM $auth)[0]`;

/** A learner without a record is in their object. */
const homeOf = (known: unknown, { home, move }: LearnerRecord): HomeAt =>
  known === undefined || known === null ? { home: 'elsewhere', move: null } : { home, move };

/** The records of a learner in SurrealDB, as a move sees them; `object` is the id of the learner's Durable Object. */
export function movableRecords(env: SurrealDbEnv, learner: string, object: string): MovableTwin {
  const session = new LearnerSession(env, learner, OPERATOR, { admit: () => {} });
  return {
    async at() {
      const { result, learner: record } = await session.readUnchecked(HOME);
      return homeOf(result, record);
    },
    async rows() {
      const { result, learner: record } = await session.readUnchecked<number>(rowsOf(session));
      const { twin, withdrawal, tombstone, ticket } = record;
      return result + Number(twin !== null) + withdrawal.length + tombstone.length + ticket.length;
    },
    async change(step, move) {
      await session.writeUnchecked<unknown, void>(HOME, (known, record) => {
        const at = homeOf(known, record);
        const next = nextHome(at, step, move);
        if (next === null) throw new MoveConflict();
        if (next === at) return { outcome: undefined };
        const { revision, ended } = record;
        const kept = emptiesStore(step) ? { ...NEW_LEARNER, revision, ended: ended + 1 } : record;
        return { outcome: undefined, learner: { ...kept, ...next, object } };
      });
      if (emptiesStore(step)) await deleteAll(session);
    },
    page: async (table, after, limit) => (await exportedPage(session, table, after, limit)).rows,
    put: (move, table, rows) =>
      session.writeUnchecked<unknown, void>(NOTHING, (_, record) => {
        if (record.home !== 'arriving' || record.move !== move) throw new MoveConflict();
        const part = partWith(record, table, rows);
        if (part) return { outcome: undefined, learner: { ...record, ...part } };
        const inserted = surql`INSERT IGNORE INTO ${new BoundQuery(table)} ${recordsOf(session, table, rows)} RETURN NONE`;
        const hints = hintsAfter(record.hints, learner, table, rows);
        const statements = [inserted, ...cancellations(session, table, rows)];
        return { outcome: undefined, learner: { ...record, hints }, statements };
      }),
  };
}

/** What a cancellation says of its item, which this store keeps with the item. */
function cancellations(session: LearnerSession, table: string, rows: readonly MovedRow[]): BoundQuery[] {
  if (table !== 'cancellation') return [];
  return rows.map(({ kind, id }) => surql`UPDATE ${session.id(String(kind), String(id))} SET live = false RETURN NONE`);
}

function rowsOf(session: LearnerSession): BoundQuery {
  const counts = TABLES.map((table) => surql`((SELECT count() FROM ${session.range(table)} GROUP ALL)[0].count ?? 0)`);
  return counts.reduce((sum, count) => sum.append(' + ').append(count), surql`0`);
}

/** Deletes all records but that of the learner, in transactions of a bounded size; what is served is not deleted. */
async function deleteAll(session: LearnerSession): Promise<void> {
  for (let left = 1; left > 0; ) {
    left = await session.writeUnchecked<number, number>(rowsOf(session), (rows, { home }) => {
      if (rows === 0) return { outcome: 0 };
      if (home !== 'elsewhere' && home !== 'arriving') throw new MoveConflict();
      const statements = TABLES.map(
        (table) => surql`DELETE (SELECT VALUE id FROM ${session.range(table)} LIMIT ${DELETED_AT_ONCE}) RETURN NONE`,
      );
      return { outcome: rows, statements };
    });
  }
}
