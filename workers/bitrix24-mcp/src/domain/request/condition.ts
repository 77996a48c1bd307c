import { closestNames } from '@aisystant/mcp/closest-names';
import { ok, quote, type Refusal, type Result, refuse } from '@aisystant/mcp/result';
import type { Dialect, EntityName } from '../entity.ts';
import type { Moment } from './date-range.ts';
import type { Field, FieldList } from './field-list.ts';
import { type Prefix, splitKey, upperName } from './prefix.ts';
import { dateBound, timeBounds } from './time-bounds.ts';

/** A value of a filter, as a caller writes it. */
export type FilterValue = string | number | boolean | null | readonly (string | number)[];

/** A filter: prefix and column → value. All conditions hold. */
export type Filter = { readonly [key: string]: FilterValue };

/** What conditions are checked against. */
export interface FilterContext {
  readonly list: EntityName;
  readonly dialect: Dialect;
  readonly fields: FieldList;
  /** The person's zone and the time of the call. */
  readonly moment: Moment;
  /** The zone of the portal: tasks take times without an offset. */
  readonly portalZone: string;
  /** Number of the person who asks, at the portal. */
  readonly me: string;
}

const NO_PATTERN = ['crm_status', 'crm_contact', 'crm_company', 'crm_multifield'];
const NUMBERS = ['integer', 'double', 'user', 'crm_company', 'crm_contact', 'crm_lead', 'crm_quote', 'crm_category'];
/** Columns of tasks with a list of values, all of which are numbers. */
const NUMBERED = ['STATUS', 'PRIORITY'];
const TIMES = ['datetime', 'date'];
const COMPARING: readonly Prefix[] = ['>', '>=', '<', '<='];
/** The person who asks, in a condition on people: a chat does not know their number. */
const ME = 'me';
const GROUPS = ['P', 'S', 'F'];
const NEAREST = 5;

/** A column of a list under the name of the portal; refused, with the nearest names, when there is none. */
export function knownColumn(
  name: string,
  { list, fields }: Pick<FilterContext, 'list' | 'fields'>,
  field: string,
): Result<string, Refusal> {
  const column = upperName(name);
  if (fields.has(column)) return ok(column);
  const suggestions = closestNames(column, [...fields.keys()], NEAREST);
  const hint = suggestions.length > 0 ? null : `Поля есть в ресурсе bitrix24://dictionaries/fields/${list}`;
  return refuse('unknown_field', `В портале нет поля ${quote(name)}.`, { field, suggestions, hint });
}

/** The filter as the portal takes it. What the portal would ignore in silence is refused. */
export function readFilter(filter: Filter, context: FilterContext): Result<Filter, Refusal> {
  const written: Record<string, FilterValue> = {};
  for (const [key, value] of Object.entries(filter)) {
    const conditions = readConditions(key, value, context);
    if (!conditions.ok) return conditions;
    for (const [name, wanted] of conditions.value) {
      if (Object.hasOwn(written, name)) {
        return refuse('twice', `Условие ${quote(name)} записано дважды.`, { field: `filter.${key}` });
      }
      written[name] = wanted;
    }
  }
  return ok(written);
}

type Condition = readonly [key: string, value: FilterValue];

/** The conditions that one of a caller means: a day is two bounds. */
function readConditions(
  key: string,
  value: FilterValue,
  context: FilterContext,
): Result<readonly Condition[], Refusal> {
  const { prefix, column: name } = splitKey(key);
  const place = `filter.${key}`;
  const column = knownColumn(name, context, place);
  if (!column.ok) return column;
  const field = context.fields.get(column.value) ?? { type: 'string', title: '' };
  // Within a batch the portal would read it as a value of another command.
  if ([value].flat().some((each) => String(each).includes('$result'))) {
    return refuse('bad_value', 'Ссылка на другой запрос здесь не значение.', { field: place });
  }
  const named = field.type === 'user' ? withNumber(value, context.me) : value;
  const converted = convert(named, { column: column.value, field, prefix, place, context });
  if (!converted.ok) return converted;
  const conditions: Condition[] = [];
  for (const [bound, wanted] of converted.value) {
    const condition =
      context.dialect === 'tasks'
        ? taskCondition(bound, column.value, wanted, place)
        : crmCondition(bound, column.value, wanted, { place, field });
    if (!condition.ok) return condition;
    conditions.push(condition.value);
  }
  return ok(conditions);
}

function withNumber(value: FilterValue, me: string): FilterValue {
  const numberOf = <Value>(each: Value) => (each === ME ? me : each);
  return Array.isArray(value) ? value.map(numberOf) : numberOf(value);
}

interface Place {
  readonly column: string;
  readonly field: Field;
  readonly prefix: Prefix;
  readonly place: string;
  readonly context: FilterContext;
}

/** Refuses a value that the portal would read as another one; null for any other value. */
function wrongValue(value: FilterValue, { column, field, prefix, place }: Omit<Place, 'context'>) {
  const values = [value].flat();
  if (column.endsWith('SEMANTIC_ID') && values.some((each) => !GROUPS.includes(String(each)))) {
    const hint = 'P — в работе, S — успех, F — провал. Или поле semantics.';
    return refuse('bad_value', 'Такой группы стадий нет.', { field: place, hint });
  }
  if (COMPARING.includes(prefix) && values.some((each) => each === null || each === '')) {
    const hint = 'Для пустых и непустых значений есть "=" и "!".';
    return refuse('bad_value', 'С пустым значением не сравнить.', { field: place, hint });
  }
  // The portal reads any other text as zero: "more than" it would be every row, and a name of a funnel the first funnel.
  const isNumbered = NUMBERS.includes(field.type) || (field.type === 'enum' && NUMBERED.includes(column));
  if (isNumbered && !values.every(isNumber)) {
    return refuse('bad_value', 'Здесь нужно число.', { field: place, hint: numberHint(column, field) });
  }
  return null;
}

function numberHint(column: string, { type }: Field): string | null {
  if (type === 'user') return `Номер сотрудника или "${ME}": сам человек.`;
  const kind = type === 'crm_category' ? 'deal_categories' : type === 'enum' ? DICTIONARY_OF[column] : undefined;
  return kind === undefined ? null : `Номера и названия: getDictionary, kind "${kind}".`;
}

const DICTIONARY_OF: Readonly<Record<string, string>> = { STATUS: 'task_statuses', PRIORITY: 'task_priorities' };

type Converted = Result<readonly (readonly [prefix: Prefix, value: FilterValue])[], Refusal>;

function convert(value: FilterValue, { column, field, prefix, place, context }: Place): Converted {
  const wrong = wrongValue(value, { column, field, prefix, place });
  if (wrong) return wrong;
  if (TIMES.includes(field.type) && value !== null && value !== '') {
    return timesOf(value, { column, field, prefix, place, context });
  }
  const read = field.type === 'boolean' ? flag(value, place) : ok(typeof value === 'boolean' ? yesOrNo(value) : value);
  return read.ok ? ok([[prefix, read.value]]) : read;
}

const yesOrNo = (value: boolean) => (value ? 'Y' : 'N');

function timesOf(value: FilterValue, { column, field, prefix, place, context }: Place): Converted {
  const [text = '', ...others] = [value].flat().map(String);
  if (others.length > 0 || prefix.includes('%')) {
    const message =
      others.length > 0 ? 'Здесь нужна одна дата, не список.' : 'По полю времени часть значения не найти.';
    return refuse('bad_value', message, { field: place, hint: `Две границы: ">=${column}" и "<=${column}".` });
  }
  const zones = { moment: context.moment, written: context.dialect === 'tasks' ? context.portalZone : null };
  return (field.type === 'date' ? dateBound : timeBounds)({ column, prefix, text, place }, zones);
}

/** Whether a value is a number, or none at all. */
const isNumber = (value: string | number | boolean | null) =>
  typeof value === 'string' ? /^(-?\d+(\.\d+)?)?$/.test(value) : typeof value !== 'boolean';

function flag(value: FilterValue, field: string): Result<FilterValue, Refusal> {
  if (value === true || value === 'Y' || value === 'true' || value === 1) return ok(true);
  if (value === false || value === 'N' || value === 'false' || value === 0) return ok(false);
  return refuse('bad_value', 'Здесь нужно true или false.', { field });
}

function crmCondition(
  prefix: Prefix,
  column: string,
  value: FilterValue,
  { place, field }: { readonly place: string; readonly field: Field },
): Result<Condition, Refusal> {
  if (prefix.includes('%') && NO_PATTERN.includes(field.type)) {
    return refuse('bad_prefix', `По полю ${column} часть значения не найти: портал не применит такое условие.`, {
      field: place,
      hint: `Точное значение: "${column}" или список: "@${column}".`,
    });
  }
  return needsOneValue(prefix, value)
    ? refuse('bad_value', 'Здесь нужно одно значение, не список.', { field: place })
    : ok([`${prefix}${column}`, value]);
}

const needsOneValue = (prefix: Prefix, value: FilterValue) =>
  Array.isArray(value) && !['', '=', '!', '!=', '@', '!@'].includes(prefix);

/** Prefixes of tasks for those of CRM; null for one that tasks do not have. */
const TASK_PREFIXES: Readonly<Record<Prefix, '' | '!' | '<' | '<=' | '>' | '>=' | null>> = {
  '': '',
  '=': '',
  '@': '',
  '!': '!',
  '!=': '!',
  '!@': '!',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  '%': null,
  '=%': null,
  '%=': null,
  '!%': null,
  '!=%': null,
  '!%=': null,
};

/** Values of the computed status that the real one does not have: overdue, not viewed, almost overdue. */
const COMPUTED = ['-1', '-2', '-3'];

function taskCondition(prefix: Prefix, column: string, value: FilterValue, place: string): Result<Condition, Refusal> {
  const computed = [value].flat().map((each) => COMPUTED.includes(String(each)));
  const isComputed = computed.every(Boolean);
  // They are two columns of the portal, and it joins conditions by "and": one of the kinds would find nothing.
  if (column === 'STATUS' && !isComputed && computed.includes(true)) {
    return refuse('bad_value', 'Просрочка и настоящий статус — разные поля, в одном списке их не спросить.', {
      field: place,
      hint: 'Отдельный запрос для −1, −2, −3 и отдельный для 2–6.',
    });
  }
  const name = column === 'STATUS' && !isComputed ? 'REAL_STATUS' : column;
  const known = TASK_PREFIXES[prefix];
  if (known !== null) {
    return needsOneValue(prefix, value)
      ? refuse('bad_value', 'Здесь нужно одно значение, не список.', { field: place })
      : ok([`${known}${name}`, value]);
  }
  // A title takes a pattern as it is.
  if (column === 'TITLE' && !prefix.startsWith('!') && typeof value === 'string') {
    return ok(['TITLE', prefix === '%' ? `%${value}%` : value]);
  }
  const hint =
    'У задач есть только = ! < <= > >= и списки значений; часть текста ищется по TITLE: {"%TITLE": "смета"}.';
  return refuse('bad_prefix', `Условие ${quote(prefix)} задачи не понимают.`, { field: place, hint });
}
