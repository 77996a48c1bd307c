import { closestNames } from '@aisystant/mcp/closest-names';
import { ok, quote, type Refusal, type Result, refuse } from '@aisystant/mcp/result';
import { type Field, type FieldList, filterName } from './field-list.ts';
import { type Prefix, splitKey, upperName } from './prefix.ts';
import { type FilterValue, ME, readValue, type ValueContext } from './value.ts';

/** A filter: prefix and column → value. All conditions hold. */
export type Filter = { readonly [key: string]: FilterValue };

/** What conditions are checked against. */
export interface FilterContext extends ValueContext {
  readonly fields: FieldList;
  /** Number of the person who asks, at the portal. */
  readonly me: string;
}

const NO_PATTERN = ['crm_status', 'crm_contact', 'crm_company', 'crm_multifield'];
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
  const known = knownColumn(name, context, place);
  if (!known.ok) return known;
  const column = filterName(context.dialect, known.value);
  if (!isFiltered(context.dialect, column)) {
    return refuse('unknown_field', `По полю ${column} задачи не отбираются.`, {
      field: place,
      hint: `Можно: ${FILTERED_TASKS.join(', ')}.`,
    });
  }
  const field = context.fields.get(column) ?? { type: 'string', title: '' };
  // Within a batch the portal would read it as a value of another command.
  if ([value].flat().some((each) => String(each).includes('$result'))) {
    return refuse('bad_value', 'Ссылка на другой запрос здесь не значение.', { field: place });
  }
  const named = field.type === 'user' ? withNumber(value, context.me) : value;
  const converted = readValue(named, { column, field, prefix, place, context });
  if (!converted.ok) return converted;
  const conditions: Condition[] = [];
  for (const [bound, wanted] of converted.value) {
    const condition =
      context.dialect === 'tasks'
        ? taskCondition(bound, column, wanted, place)
        : crmCondition(bound, column, wanted, { place, field });
    if (!condition.ok) return condition;
    conditions.push(condition.value);
  }
  return ok(conditions);
}

function withNumber(value: FilterValue, me: string): FilterValue {
  const numberOf = <Value>(each: Value) => (each === ME ? me : each);
  return Array.isArray(value) ? value.map(numberOf) : numberOf(value);
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

/** What the portal filters tasks by, besides the columns that were added at it; a condition on anything else it takes for none. */
const FILTERED_TASKS =
  'ID PARENT_ID GROUP_ID CREATED_BY STATUS_CHANGED_BY PRIORITY FORUM_TOPIC_ID RESPONSIBLE_ID TITLE TAG REAL_STATUS STATUS MARK SITE_ID ADD_IN_REPORT DATE_START DEADLINE CREATED_DATE CLOSED_DATE CHANGED_DATE ACCOMPLICE AUDITOR STAGE_ID SPRINT_ID BACKLOG_ID'.split(
    ' ',
  );

function isFiltered(dialect: FilterContext['dialect'], column: string): boolean {
  return dialect !== 'tasks' || column.startsWith('UF_') || FILTERED_TASKS.includes(column);
}

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
