import { csvLine } from './csv.ts';
import type { AddedRows, ExportFormat, ExportRow } from './rights-store.ts';

/** Asks for the rows after one, by key; for the first ones when it is null. Rows written meanwhile do not shift the pages. */
export interface PageRequest {
  readonly table: string;
  readonly after: ExportRow | null;
}

/** What a copy consists of. */
export interface ExportSubject {
  /** Format and version named in it. */
  readonly format: { readonly name: string; readonly version: string };
  readonly tables: readonly string[];
  /** The columns of all tables; CSV only. */
  readonly columns: () => Iterable<string>;
  /** What is kept elsewhere: rows of further tables. */
  readonly added: AddedRows;
}

/** The text of a copy in parts, and requests for pages in between: the caller answers each with its rows, after the last page with none. */
export type ExportParts = Generator<string | PageRequest, void, readonly ExportRow[]>;

/** A copy as text. */
export function exportParts(format: ExportFormat, subject: ExportSubject, nowMs: number): ExportParts {
  return format === 'csv' ? csvParts(subject) : jsonParts(subject, nowMs);
}

function* jsonParts({ format, tables, added }: ExportSubject, nowMs: number): ExportParts {
  const head = { format: format.name, version: format.version, exported_at: new Date(nowMs).toISOString() };
  yield JSON.stringify(head).slice(0, -1);
  for (const table of tables) {
    yield `,${JSON.stringify(table)}:[`;
    for (let rows = yield { table, after: null }, first = true; rows.length > 0; first = false) {
      yield `${first ? '' : ','}${rows.map((row) => JSON.stringify(row)).join(',')}`;
      rows = yield { table, after: rows.at(-1) ?? null };
    }
    yield ']';
  }
  for (const [table, rows] of Object.entries(added)) yield `,${JSON.stringify(table)}:${JSON.stringify(rows)}`;
  yield '}';
}

/**
 * The same rows as one table with the columns of all tables, for spreadsheets: a byte order mark tells them the
 * encoding, and times are written out.
 */
function* csvParts({ tables, columns: all, added }: ExportSubject): ExportParts {
  const further = Object.values(added).flatMap(([row = {}]) => Object.keys(row));
  const columns = [...new Set([...all(), ...further])];
  yield `\ufeff${csvLine(['table', ...columns.map((column) => column.replace(TIME, ''))])}`;
  const lines = (table: string, rows: readonly ExportRow[]) =>
    rows.map((row) => csvLine([table, ...columns.map((column) => readable(column, row[column]))])).join('');
  for (const table of tables) {
    for (let rows = yield { table, after: null }; rows.length > 0; ) {
      yield lines(table, rows);
      rows = yield { table, after: rows.at(-1) ?? null };
    }
  }
  // A stream of bytes takes no empty part.
  for (const [table, rows] of Object.entries(added)) if (rows.length > 0) yield lines(table, rows);
}

/** Columns of times, epoch ms. */
const TIME = /_ms$/;

const readable = (column: string, value: unknown) =>
  TIME.test(column) && typeof value === 'number' ? new Date(value).toISOString() : value;
