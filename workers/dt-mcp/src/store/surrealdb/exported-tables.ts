import type { ExportParts } from '@aisystant/mcp/learner-store';
import { BoundQuery, surql } from 'surrealdb';
import type { MovedRow } from '../home.ts';
import type { LearnerRecord } from './learner-record.ts';
import type { LearnerSession } from './learner-session.ts';

/** Rows of a copy, as the generator of a copy takes them. */
type Rows = Parameters<ExportParts['next']>[0] & object;

/** Rows of one page of an export. */
const PAGE_ROWS = 2_000;

/** A table of a copy. */
interface ExportedTable {
  /** The columns, in the order of the table of the Durable Object. */
  readonly columns: readonly string[];
  /** Those by which its rows are told apart and ordered: the parts of their ids here, after the learner. */
  readonly key: readonly string[];
  /** What its column `id` is called here, where `id` is the whole key of a record. */
  readonly id?: string;
}

/** The tables with records of their own. */
const TABLES: { readonly [table: string]: ExportedTable } = {
  event: {
    key: ['event_id'],
    columns:
      'event_id source external_id activity_type start_ms duration_minutes confidence event_type slot_id role method work_product_id guide_ref exercise_ref title note client_id recorded_at_ms version guide_pages exercise_verdict'.split(
        ' ',
      ),
  },
  note: {
    key: ['note_id'],
    columns: 'note_id idempotency_key type period_start period_end body client_id saved_at_ms'.split(' '),
  },
  sync_report: {
    key: ['source', 'from_date', 'to_date'],
    columns: 'source from_date to_date received_at_ms'.split(' '),
  },
  document: {
    key: ['kind', 'id'],
    id: 'document_id',
    columns: 'kind id label on_date version idempotency_key body client_id created_at_ms updated_at_ms said'.split(' '),
  },
  cancellation: {
    key: ['kind', 'id'],
    id: 'item_id',
    columns: 'kind id reason client_id cancelled_at_ms'.split(' '),
  },
};

/** The tables that are parts of the record of the learner. */
const PARTS: { readonly [table: string]: Pick<ExportedTable, 'columns' | 'key'> } = {
  twin: { key: ['one'], columns: 'one born_at_ms events day events_of_day'.split(' ') },
  withdrawal: { key: ['client_id', 'scope'], columns: 'client_id scope withdrawn_at_ms'.split(' ') },
  tombstone: { key: ['hash'], columns: 'hash deleted_at_ms'.split(' ') },
  // It moves, and is in no copy: its hashes open links.
  ticket: { key: ['hash'], columns: 'hash purpose expires_at_ms'.split(' ') },
};

/** The tables of a copy, in their order. */
export const EXPORTED_TABLES = ['twin', ...Object.keys(TABLES), 'withdrawal', 'tombstone'];

/** All their columns. */
export const exportedColumns = (): ReadonlySet<string> =>
  new Set(EXPORTED_TABLES.flatMap((table) => (TABLES[table] ?? PARTS[table])?.columns ?? []));

/** A page of a table after a row, and how many downloads of the learner were ended so far. */
export async function exportedPage(
  session: LearnerSession,
  table: string,
  after: Rows[number] | null,
  limit: number = PAGE_ROWS,
): Promise<{ readonly rows: Rows; readonly ended: number }> {
  const known = TABLES[table];
  if (!known) {
    const learner = await session.read<LearnerRecord | undefined>(surql`(SELECT * OMIT id FROM $auth)[0]`);
    return { rows: learner ? partOf(table, learner, after).slice(0, limit) : [], ended: learner?.ended ?? 0 };
  }
  const { page, ended } = await session.read<{ page: Rows; ended: number }>(surql`{
    page: ${pageQuery(session, table, known, { after, limit })}, ended: $auth.ended ?? 0 }`);
  const { columns, id } = known;
  const rows = page.map((row) => {
    return Object.fromEntries(columns.map((column) => [column, row[storedName(column, id)] ?? null]));
  });
  return { rows, ended };
}

/** The ids of records are their keys, so a page is a range of ids. */
function pageQuery(
  session: LearnerSession,
  table: string,
  { columns, key, id }: ExportedTable,
  { after, limit }: { readonly after: Rows[number] | null; readonly limit: number },
): BoundQuery {
  const names = columns.map((column) => storedName(column, id)).join(', ');
  const range = session.range(table, [], after === null ? undefined : key.map((column) => String(after[column])));
  return surql`(SELECT ${new BoundQuery(names)} FROM ${range} LIMIT ${limit})`;
}

const storedName = (column: string, id: string | undefined) => (column === 'id' && id !== undefined ? id : column);

/** The rows of a part after one, by key. */
function partOf(table: string, learner: LearnerRecord, after: Rows[number] | null): Rows {
  const { columns = [], key = [] } = PARTS[table] ?? {};
  const keyOf = (row: Rows[number]) => key.map((column) => String(row[column])).join('\n');
  return rowsOfPart(table, learner)
    .map((row: Rows[number]) => Object.fromEntries(columns.map((column) => [column, row[column]])))
    .filter((row) => after === null || keyOf(row) > keyOf(after))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function rowsOfPart(table: string, { twin, withdrawal, tombstone, ticket }: LearnerRecord): Rows {
  if (table === 'twin') return twin ? [{ one: 1, ...twin }] : [];
  return table === 'withdrawal' ? withdrawal : table === 'tombstone' ? tombstone : ticket;
}

/** The part of the record of a learner with more rows, which are after those that it has; null where the table is no part. */
export function partWith(learner: LearnerRecord, table: string, rows: readonly MovedRow[]): object | null {
  if (!PARTS[table]) return null;
  if (table === 'twin') {
    const [{ one: _, ...twin } = {}] = rows;
    return { twin };
  }
  const added = new Set(rows.map((row) => JSON.stringify(row)));
  const known = partOf(table, learner, null).filter((row) => !added.has(JSON.stringify(row)));
  return { [table]: [...known, ...rows] };
}

/** Rows of a copy as records. */
export function recordsOf(session: LearnerSession, table: string, rows: readonly MovedRow[]): readonly object[] {
  const { key, columns, id } = TABLES[table] ?? { key: [], columns: [] };
  return rows.map((row) => ({
    ...Object.fromEntries(columns.map((column) => [storedName(column, id), row[column]])),
    id: session.id(table, ...key.map((column) => String(row[column]))),
    // What was cancelled comes later, and says so of its item.
    ...(CAN_BE_CANCELLED.includes(table) && { live: true }),
  }));
}

const CAN_BE_CANCELLED = ['event', 'note'];
