import { closestNames } from '@aisystant/mcp/closest-names';
import { ok, quote, type Refusal, type Result, refuse } from '@aisystant/mcp/result';
import type { Dictionaries, DictionaryItem, StatusTypes } from '../dictionary.ts';
import { type Dialect, ENTITIES, type EntityName, kindOf } from '../entity.ts';
import type { Moment } from './date-range.ts';
import type { Field } from './field-list.ts';
import type { Prefix } from './prefix.ts';
import { dateBound, timeBounds } from './time-bounds.ts';

/** A value of a filter, as a caller writes it. */
export type FilterValue = string | number | boolean | null | readonly (string | number)[];

/** What values are read with. */
export interface ValueContext {
  readonly list: EntityName;
  readonly dialect: Dialect;
  /** The person's zone and the time of the call. */
  readonly moment: Moment;
  readonly dictionaries: Dictionaries;
  readonly statusTypes: StatusTypes;
}

/** The condition that a value belongs to. */
export interface Place {
  readonly column: string;
  readonly field: Field;
  readonly prefix: Prefix;
  readonly place: string;
  readonly context: ValueContext;
}

/** The person who asks, in a condition on people: a chat does not know their number. */
export const ME = 'me';

const NUMBERS = ['integer', 'double', 'user', 'crm_company', 'crm_contact', 'crm_lead', 'crm_quote', 'crm_category'];
/** Columns of tasks with a list of values, all of which are numbers. */
const NUMBERED = ['STATUS', 'PRIORITY'];
const TIMES = ['datetime', 'date'];
const COMPARING: readonly Prefix[] = ['>', '>=', '<', '<='];
const EQUAL: readonly Prefix[] = ['', '=', '@', '!', '!=', '!@'];
const GROUPS = ['P', 'S', 'F'];
const NEAREST = 5;

type Read = Result<readonly (readonly [prefix: Prefix, value: FilterValue])[], Refusal>;

/** A value as the portal takes it, with its prefix: a day has two. Refuses one that the portal would read as another, or find nothing by. */
export function readValue(value: FilterValue, at: Place): Read {
  const wrong = wrongValue(value, at) ?? unknownValue(value, at);
  if (wrong) return wrong;
  const { field, prefix, place } = at;
  if (TIMES.includes(field.type) && value !== null && value !== '') return timesOf(value, at);
  const read = FLAGS.includes(field.type) ? flagsOf(value, { type: field.type, place }) : ok(yesOrNo(value));
  return read.ok ? ok([[prefix, read.value]]) : read;
}

/** Refuses a value that the portal would read as another one; null for any other value. */
function wrongValue(value: FilterValue, at: Place) {
  const { column, field, prefix, place } = at;
  const values = [value].flat();
  if (column.endsWith('SEMANTIC_ID') && values.some((each) => !GROUPS.includes(String(each)))) {
    const hint = 'P — в работе, S — успех, F — провал. Или поле semantics.';
    return refuse('bad_value', 'Такой группы стадий нет.', { field: place, hint });
  }
  if (COMPARING.includes(prefix) && values.some((each) => each === null || each === '')) {
    const hint = 'Для пустых и непустых значений есть "=" и "!".';
    return refuse('bad_value', 'С пустым значением не сравнить.', { field: place, hint });
  }
  if (!isNumbered(at)) return null;
  // The portal reads any other text as zero: "more than" it would be every row, and a name of a funnel the first funnel.
  const text = values.find((each) => !isNumber(each));
  if (text === undefined) return null;
  const hint = field.type === 'user' ? `Номер сотрудника или "${ME}": сам человек.` : dictionaryHint(at);
  const suggestions = similarIds(String(text), itemsOf(at));
  return refuse('bad_value', 'Здесь нужно число.', { field: place, hint, suggestions });
}

const isNumbered = ({ column, field }: Place) =>
  NUMBERS.includes(field.type) || (field.type === 'enum' && NUMBERED.includes(column));

/** Whether a value is a number, or none at all. */
const isNumber = (value: string | number | boolean | null) =>
  typeof value === 'string' ? /^(-?\d+(\.\d+)?)?$/.test(value) : typeof value !== 'boolean';

/** Refuses what is no value of the column's dictionary, such as a name: no row is equal to it. Null for any other value. */
function unknownValue(value: FilterValue, at: Place) {
  const items = itemsOf(at);
  if (items.length === 0 || isNumbered(at) || !EQUAL.includes(at.prefix)) return null;
  const known = new Set(items.map(({ id }) => id.toUpperCase()));
  const unknown = [value]
    .flat()
    .map((each) => String(each ?? ''))
    .find((each) => each !== '' && !known.has(each.toUpperCase()));
  if (unknown === undefined) return null;
  const suggestions = similarIds(unknown, items);
  const hint = dictionaryHint(at);
  return refuse('bad_value', `У поля нет значения ${quote(unknown)}.`, { field: at.place, hint, suggestions });
}

/** The values that a column may have; none where the portal names none. */
function itemsOf({ column, field, context }: Place): readonly DictionaryItem[] {
  const name = ENTITIES[context.list].dictionaries[column];
  return name === undefined ? (context.statusTypes.get(field.statusType ?? '') ?? []) : context.dictionaries[name];
}

/** Most values that a hint has; a dictionary of more is told by its nearest ones. */
const MOST_TOLD = 20;

function dictionaryHint(at: Place): string | null {
  const name = ENTITIES[at.context.list].dictionaries[at.column];
  if (name !== undefined) return `Значения и названия: getDictionary, kind "${kindOf(name)}".`;
  const told = itemsOf(at).slice(0, MOST_TOLD);
  return told.length === 0 ? null : `Есть: ${told.map((item) => `${item.id} — ${item.name}`).join(', ')}.`;
}

/** The ids of the values with the nearest names, then the nearest ids. */
function similarIds(text: string, items: readonly DictionaryItem[]): readonly string[] {
  const nearest = (known: (item: DictionaryItem) => string) => {
    const names = closestNames(
      text.toUpperCase(),
      [...new Set(items.map((item) => known(item).toUpperCase()))],
      NEAREST,
    );
    return names.flatMap((name) => items.filter((item) => known(item).toUpperCase() === name).map(({ id }) => id));
  };
  return [...new Set([...nearest(({ name }) => name), ...nearest(({ id }) => id)])].slice(0, NEAREST);
}

function timesOf(value: FilterValue, { column, field, prefix, place, context }: Place): Read {
  const [text = '', ...others] = [value].flat().map(String);
  if (others.length > 0 || prefix.includes('%')) {
    const message =
      others.length > 0 ? 'Здесь нужна одна дата, не список.' : 'По полю времени часть значения не найти.';
    return refuse('bad_value', message, { field: place, hint: `Две границы: ">=${column}" и "<=${column}".` });
  }
  return (field.type === 'date' ? dateBound : timeBounds)({ column, prefix, text, place }, context.moment);
}

/** Types of columns of yes and no: of people one is true or false, elsewhere Y or N. */
const FLAGS = ['boolean', 'char'];
const YES = ['true', 'y', '1'];
const NO = ['false', 'n', '0'];

function flagsOf(
  value: FilterValue,
  { type, place }: { readonly type: string; readonly place: string },
): Result<FilterValue, Refusal> {
  if (type === 'char' && (value === null || value === '')) return ok(value);
  const flags = [value].flat().map(flagOf);
  if (flags.includes(null) || (type === 'boolean' && Array.isArray(value))) {
    return refuse('bad_value', 'Здесь нужно true или false.', { field: place });
  }
  if (type === 'boolean') return ok(flags[0] === true);
  const written = flags.map((each) => (each === true ? 'Y' : 'N'));
  return ok(Array.isArray(value) ? written : (written[0] ?? null));
}

function flagOf(value: unknown): boolean | null {
  const text = String(value).toLowerCase();
  return YES.includes(text) ? true : NO.includes(text) ? false : null;
}

const yesOrNo = (value: FilterValue): FilterValue => (typeof value === 'boolean' ? (value ? 'Y' : 'N') : value);
