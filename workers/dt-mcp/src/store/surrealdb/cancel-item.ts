import type { Writer } from '@aisystant/mcp/learner-store';
import { surql } from 'surrealdb';
import type { Cancelled } from '../event-store.ts';
import type { LearnerSession } from './learner-session.ts';

/** What is cancelled, by whom and why. */
interface Cancellation<Row, Item> {
  readonly table: 'event' | 'note';
  readonly id: string;
  readonly reason: string | null;
  readonly writer: Writer;
  itemOf(row: Row): Item;
}

/** Cancels an item that exists; the first cancellation stays. */
export function cancelItem<Row, Item>(
  session: LearnerSession,
  { table, id, reason, writer, itemOf }: Cancellation<Row, Item>,
): Promise<Cancelled<Item>> {
  const [item, cancellation] = [session.id(table, id), session.id('cancellation', table, id)];
  const facts = surql`{ row: (SELECT * OMIT id FROM ${item})[0], atMs: (SELECT VALUE cancelled_at_ms FROM ${cancellation})[0] }`;
  return session.write<{ row?: Row; atMs?: number }, Cancelled<Item>>(facts, ({ row, atMs }) => {
    if (!row) return { outcome: { status: 'not_found' } };
    if (atMs !== undefined) return { outcome: { status: 'already', cancelledAtMs: atMs, item: itemOf(row) } };
    const { clientId, nowMs } = writer;
    const content = { kind: table, item_id: id, reason, client_id: clientId, cancelled_at_ms: nowMs };
    return {
      outcome: { status: 'cancelled', cancelledAtMs: nowMs, item: itemOf(row) },
      statements: [
        surql`CREATE ${cancellation} CONTENT ${content} RETURN NONE`,
        surql`UPDATE ${item} SET live = false RETURN NONE`,
      ],
    };
  });
}
