import type { LearnerDatabase } from '@aisystant/mcp/learner-object';
import type { Writer } from '@aisystant/mcp/learner-store';
import type { Cancelled } from './event-store.ts';

/** SQL condition: the row whose id is in this column has not been cancelled. */
export function notCancelled(kind: 'event' | 'note', idColumn: string): string {
  return `not exists (select 1 from cancellation c where c.kind = '${kind}' and c.id = ${idColumn})`;
}

/** Cancels an item that exists; the first cancellation stays. */
export function cancel<T>(
  sql: LearnerDatabase,
  kind: 'event' | 'note',
  id: string,
  item: T,
  reason: string | null,
  { clientId, nowMs }: Writer,
): Cancelled<T> {
  const inserted = sql.exec(
    `insert into cancellation(kind, id, reason, client_id, cancelled_at_ms) values (?, ?, ?, ?, ?) on conflict do nothing`,
    kind,
    id,
    reason,
    clientId,
    nowMs,
  );
  const query = 'select cancelled_at_ms as atMs from cancellation where kind = ? and id = ?';
  const { atMs } = sql.exec<{ atMs: number }>(query, kind, id).one();
  return { status: inserted.rowsWritten > 0 ? 'cancelled' : 'already', cancelledAtMs: atMs, item };
}
