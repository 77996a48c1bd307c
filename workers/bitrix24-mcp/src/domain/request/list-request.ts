import { ok, type Refusal, type Result, refuse } from '@aisystant/mcp/result';
import type { Entity } from '../entity.ts';
import { type Filter, type FilterContext, knownColumn, readFilter } from './condition.ts';
import { type DateRange, timeRange } from './date-range.ts';
import { selectName } from './field-list.ts';

/** Direction of an order. */
export type Direction = 'ASC' | 'DESC';

/** Groups of stages by name. */
export const SEMANTICS = { in_progress: 'P', success: 'S', failure: 'F' } as const;

/** What a caller asks of a list. */
export interface ListRequest {
  /** `all` is every column, also those that the portal leaves out of `*`. */
  readonly select?: readonly string[] | 'all' | undefined;
  readonly filter?: Filter | undefined;
  readonly order?: { readonly [column: string]: Direction } | undefined;
  readonly date_range?: DateRange | undefined;
  readonly semantics?: keyof typeof SEMANTICS | undefined;
}

/** The request as the portal gets it, before the rights of the caller narrow it. */
export interface EffectiveRequest {
  readonly select: readonly string[];
  readonly filter: Filter;
  readonly order: readonly (readonly [column: string, direction: Direction])[];
}

const ANY = ['*', 'UF_*'];
/** Type of phones and addresses, which are answered only by name. */
const MULTI = 'crm_multifield';

const MOST_ORDERS = 3;

/** Reads a request field by field. */
export function readListRequest(
  entity: Entity,
  request: ListRequest,
  context: FilterContext,
): Result<EffectiveRequest, Refusal> {
  const select = readSelect(entity, request.select ?? [], context);
  if (!select.ok) return select;
  const own = readFilter(request.filter ?? {}, context);
  if (!own.ok) return own;
  const filter = withConvenience(entity, request, own.value, context);
  if (!filter.ok) return filter;
  const order = readOrder(entity, request.order ?? {}, context);
  return order.ok ? ok({ select: select.value, filter: filter.value, order: order.value }) : order;
}

function readSelect(
  { select, dialect }: Entity,
  wanted: readonly string[] | 'all',
  context: FilterContext,
): Result<readonly string[], Refusal> {
  const { fields } = context;
  if (wanted === 'all') return ok([...ANY, ...[...fields.keys()].filter((name) => fields.get(name)?.type === MULTI)]);
  if (wanted.length === 0) return ok(select.filter((name) => fields.has(name)));
  const names = new Set<string>();
  for (const [index, name] of wanted.entries()) {
    const column = ANY.includes(name) ? ok(name) : knownColumn(name, context, `select.${index}`);
    if (!column.ok) return column;
    names.add(selectName(dialect, column.value));
  }
  return ok([...names]);
}

function readOrder(
  { dialect, name }: Entity,
  wanted: { readonly [column: string]: Direction },
  context: FilterContext,
): Result<EffectiveRequest['order'], Refusal> {
  const order: (readonly [string, Direction])[] = [];
  for (const [given, direction] of Object.entries(wanted)) {
    const column = knownColumn(given, context, `order.${given}`);
    if (!column.ok) return column;
    const sorted = dialect === 'tasks' && column.value === 'STATUS' ? 'REAL_STATUS' : column.value;
    if (dialect === 'tasks' && !SORTED_TASKS.includes(sorted)) {
      return refuse('bad_order', `По полю ${sorted} задачи не сортируются.`, {
        field: `order.${given}`,
        hint: `Можно: ${SORTED_TASKS.join(', ')}.`,
      });
    }
    order.push([sorted, direction]);
  }
  const most = dialect === 'users' ? 1 : MOST_ORDERS;
  if (order.length > most) {
    const what = name === 'users' ? 'Людей портал сортирует по одному полю.' : `Не больше ${most} полей.`;
    return refuse('bad_order', what, { field: 'order' });
  }
  return ok(order.length === 0 ? [['ID', 'DESC']] : order);
}

/** What the portal sorts tasks by; it answers anything else with an error. */
const SORTED_TASKS =
  'ID TITLE DATE_START CREATED_DATE CHANGED_DATE CLOSED_DATE ACTIVITY_DATE START_DATE_PLAN END_DATE_PLAN DEADLINE REAL_STATUS PRIORITY MARK GROUP_ID TIME_ESTIMATE'.split(
    ' ',
  );

/** Adds what `date_range` and `semantics` mean. */
function withConvenience(
  { dates, semantics: column }: Entity,
  { date_range: range, semantics }: ListRequest,
  filter: Filter,
  { moment }: FilterContext,
): Result<Filter, Refusal> {
  const added: Record<string, string> = {};
  if (range !== undefined) {
    const times = timeRange(range, moment);
    if (!times.ok) return times;
    added[`>=${dates[0]}`] = times.value.from;
    added[`<=${dates[0]}`] = times.value.to;
  }
  if (semantics !== undefined && column !== null) added[column] = SEMANTICS[semantics];
  const twice = Object.keys(added).find((key) => Object.hasOwn(filter, key));
  if (twice === undefined) return ok({ ...filter, ...added });
  const field = twice === column ? 'semantics' : 'date_range';
  return refuse('twice', `Условие ${twice} есть и в filter, и в ${field}.`, { field, hint: 'Оставьте одно.' });
}
