import { shorten } from '@aisystant/mcp/text';
import type { Row } from '../rows/row.ts';

/** Most characters of the rows of an answer: names, the request and a text for people need room too. */
const ROWS_CHARACTERS = 32_000;

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

/** A row as an answer holds it. */
export interface FittingRow {
  readonly row: Row;
  /** Columns whose values are not whole. */
  readonly shortened: readonly string[];
}

/** Most characters of a text in a row that is too long alone: the first that lets the row fit. */
const TEXT_CHARACTERS = [16_000, 8_000, 4_000, 2_000, 500, 100, 30];
/** A list of values keeps one for so many characters of a text. */
const CHARACTERS_A_VALUE = 40;

/** A row that is too long alone, with its texts and lists cut. */
export function fittingRow(row: Row): FittingRow {
  if (isFitting(row)) return { row, shortened: [] };
  let short = row;
  for (const characters of TEXT_CHARACTERS) {
    short = cutValue(row, characters) as Row;
    if (isFitting(short)) break;
  }
  const isCut = (column: string) => JSON.stringify(short[column]) !== JSON.stringify(row[column]);
  return { row: short, shortened: Object.keys(row).filter(isCut) };
}

const isFitting = (row: Row) => JSON.stringify(row).length <= ROWS_CHARACTERS;

function cutValue(value: unknown, characters: number): unknown {
  if (typeof value === 'string') return shorten(value, characters);
  if (typeof value !== 'object' || value === null) return value;
  const inner = (each: unknown) => cutValue(each, characters);
  if (Array.isArray(value)) return value.slice(0, Math.ceil(characters / CHARACTERS_A_VALUE)).map(inner);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, inner(each)]));
}
