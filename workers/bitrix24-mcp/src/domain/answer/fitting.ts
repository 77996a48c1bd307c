import { shorten } from '@aisystant/mcp/text';
import type { Row } from '../rows/row.ts';

/** Most characters of the rows of an answer: names, the request and a text for people need room too. */
const ROWS_CHARACTERS = 32_000;
const LONGEST_TEXT = 2_000;

/** Counts characters of rows; the first row always fits. */
export function rowBudget(): (row: Row) => boolean {
  let used = 0;
  return (row) => {
    const size = JSON.stringify(row).length + 1;
    if (used > 0 && used + size > ROWS_CHARACTERS) return false;
    used += size;
    return true;
  };
}

/** A row that is too long alone, with its texts cut. */
export function fittingRow(row: Row): Row {
  if (JSON.stringify(row).length <= ROWS_CHARACTERS) return row;
  const cut = (value: unknown): unknown => (typeof value === 'string' ? shorten(value, LONGEST_TEXT) : value);
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cut(value)]));
}
