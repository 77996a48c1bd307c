import { isRecord } from '@aisystant/mcp/is-record';
import { shorten } from '@aisystant/mcp/text';

/**
 * Reads what a tool answered. A widget trusts nothing: a text may be of any length, a number may be none, a field may be
 * missing. What is not as declared is read as absent, and absent is shown as unknown.
 */
export interface Reader {
  /** The inner record of a field; empty when there is none. */
  record(field: string): Reader;
  /** The records of a list, at most `most` of them; {@link LONGEST_LIST} unless it says another number. */
  list(field: string, most?: number): readonly Reader[];
  /** A text, cut at {@link LONGEST_TEXT} characters; null when there is none. */
  text(field: string): string | null;
  /** A text of another length. */
  longText(field: string, longest: number): string | null;
  /** The texts of a list. */
  texts(field: string): readonly string[];
  /** The lists of texts of a list. */
  textLists(field: string): readonly (readonly string[])[];
  /** A finite number; null when there is none. */
  number(field: string): number | null;
  /** A whole number from 0 on; null when there is none. */
  count(field: string): number | null;
  /** Whether the field is true. */
  isTrue(field: string): boolean;
  /** True or false; null when it does not say. */
  booleanOrNull(field: string): boolean | null;
  /** Whether the field is a record. */
  has(field: string): boolean;
  /** Whether the answer says that there is nothing: null, or a list without entries. A field that is absent says nothing. */
  isNothing(field: string): boolean;
}

/** Most characters of a text on the screen. */
export const LONGEST_TEXT = 2_000;
/** Most entries of a list on the screen. */
export const LONGEST_LIST = 200;

/** Letters that turn the direction of a line around, and those that are not seen. */
const UNSEEN = /[\p{Cc}\p{Cf}]/gu;
const KEPT = /[\n\t\u200d]/;

/** Reads a record. */
export function readerOf(value: unknown): Reader {
  const fields = recordOf(value);
  const get = (field: string): unknown => (fields !== null && Object.hasOwn(fields, field) ? fields[field] : undefined);
  const listOf = (field: string, most = LONGEST_LIST) => entriesOf(get(field), most);
  const number = (field: string) => {
    const value = get(field);
    return typeof value === 'number' && Number.isFinite(value) ? value : null;
  };
  return {
    record: (field) => readerOf(get(field)),
    list: (field, most) => listOf(field, most).map(readerOf),
    text: (field) => textOf(get(field), LONGEST_TEXT),
    longText: (field, longest) => textOf(get(field), longest),
    texts: (field) => textsOf(get(field)),
    textLists: (field) => listOf(field).map(textsOf),
    number,
    count: (field) => {
      const value = number(field);
      return value !== null && value >= 0 && Number.isSafeInteger(value) ? value : null;
    },
    isTrue: (field) => get(field) === true,
    booleanOrNull: (field) => {
      const value = get(field);
      return typeof value === 'boolean' ? value : null;
    },
    has: (field) => recordOf(get(field)) !== null,
    isNothing: (field) => {
      const value = get(field);
      return value === null || (Array.isArray(value) && value.length === 0);
    },
  };
}

const entriesOf = (value: unknown, most: number): readonly unknown[] =>
  Array.isArray(value) ? value.slice(0, most) : [];

const textsOf = (value: unknown): readonly string[] =>
  entriesOf(value, LONGEST_LIST).flatMap((entry) => textOf(entry, LONGEST_TEXT) ?? []);

function recordOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return isRecord(value) ? value : null;
}

function textOf(value: unknown, longest: number): string | null {
  if (typeof value !== 'string') return null;
  const seen = value.replace(UNSEEN, (letter) => (KEPT.test(letter) ? letter : '')).trim();
  if (seen === '') return null;
  return shorten(seen, longest);
}
