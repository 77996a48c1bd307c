import { type CallContext, defineCursor, ToolError, unwrap } from '@aisystant/mcp';
import * as z from 'zod';
import { fittingRow, rowBudget } from '../domain/answer/fitting.ts';
import { payloadOf, toldPayload } from '../domain/answer/payload.ts';
import { ENTITIES, type Entity, type EntityName } from '../domain/entity.ts';
import { field } from '../domain/portal-answer.ts';
import type { Moment } from '../domain/request/date-range.ts';
import { type EffectiveRequest, type ListRequest, readListRequest } from '../domain/request/list-request.ts';
import { scopedFilters } from '../domain/rights/scope.ts';
import {
  BEGINNING,
  idKey,
  isById,
  joinPages,
  mergeLists,
  type PageRequest,
  type Position,
  pagesFor,
  type ReadList,
} from '../domain/rows/paging.ts';
import { type Row, rowOrder } from '../domain/rows/row.ts';
import type { BitrixServices } from '../services.ts';
import type { Command, CommandAnswer, PortalStore, ReadMethod } from '../store/portal-store.ts';
import { type Caller, callerOf } from './caller.ts';
import { loadPortal, type Portal } from './directory.ts';
import { notAsDocumented } from './not-as-documented.ts';

/** What is asked of a list and how much of it. */
export interface ListQuery extends ListRequest {
  readonly start?: number | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A part of a list, with all that an answer says of it. */
export interface ListedRows {
  readonly entity: Entity;
  readonly portal: Portal;
  readonly caller: Caller;
  readonly moment: Moment;
  readonly effective: EffectiveRequest;
  readonly rows: readonly Row[];
  /** Columns whose values are not whole: of a row that is too long for an answer. */
  readonly shortened: readonly string[];
  /** Rows of the whole list. */
  readonly total: number;
  /** Number of the first row in the list. */
  readonly first: number;
  readonly nextCursor: string | null;
  /** What the portal got, long lists shortened: one payload, or two where "responsible or creator" takes two lists. */
  readonly payloads: readonly { readonly [name: string]: unknown }[];
  /** Time of the portal's answer. */
  readonly time: unknown;
}

const PositionSchema = z.discriminatedUnion('after', [
  z.strictObject({ after: z.literal('rows'), count: z.int().min(0).max(10_000_000) }),
  z.strictObject({
    after: z.literal('id'),
    id: z.string().regex(/^\d{1,15}$/),
    count: z.int().min(0).max(10_000_000),
  }),
  z.strictObject({ after: z.literal('end') }),
]);
const cursors = defineCursor(
  'rows',
  z.strictObject({
    lists: z.array(PositionSchema).max(2),
    totals: z.array(z.int().min(0)).max(2),
    first: z.int().min(0),
  }),
);

/** Most rows before and on a page that starts in the middle of two lists: those before it must be read to be counted. */
const MOST_MERGED = 1_000;

/** The rows of a list that the caller may see: at most two requests to the portal, whatever the number of rows. */
export async function listRows(
  name: EntityName,
  query: ListQuery,
  context: CallContext<BitrixServices>,
): Promise<ListedRows> {
  const entity = ENTITIES[name];
  const store = await context.services.portal(context);
  const portal = await loadPortal(store, name, context.now);
  const caller = callerOf(portal, context);
  const moment = { zone: caller.zone, nowMs: context.now };
  const read = readListRequest(entity, query, {
    list: name,
    dialect: entity.dialect,
    fields: portal.fields,
    moment,
    dictionaries: portal.dictionaries,
    statusTypes: portal.statusTypes,
    me: caller.person.id,
  });
  const effective = unwrap(read, read.ok ? '' : (read.error.field ?? 'filter'));
  const filters = scopedFilters(entity, effective.filter, caller.scope);
  const asked = { name, effective, scope: caller.scope };
  const place = placeOf(query, filters.length, asked);
  const request = sortableRequest(effective, filters.length);
  const { lists, payloads, time } = await readLists(store, entity, request, { filters, place });
  const { rows, shortened, positions } = mergedRows(lists, place, effective.order, {
    fields: portal.fields,
    dialect: entity.dialect,
  });
  const isLast = positions.every(({ after }) => after === 'end');
  const totals = lists.map(({ total }) => total);
  const next = { lists: [...positions], totals, first: place.first + rows.length };
  return {
    entity,
    portal,
    caller,
    moment,
    effective,
    rows,
    shortened,
    payloads,
    time,
    total: totals.reduce((sum, total) => sum + total, 0),
    first: place.first,
    nextCursor: isLast ? null : cursors.encode(next, asked),
  };
}

interface Place {
  readonly positions: readonly Position[];
  /** Totals that an earlier page counted; null on the first page. */
  readonly totals: readonly number[] | null;
  readonly first: number;
  /** Rows to read and leave out. */
  readonly skip: number;
  readonly limit: number;
}

function placeOf({ cursor, start = 0, limit }: ListQuery, lists: number, asked: unknown): Place {
  const fresh = Array.from({ length: lists }, () => BEGINNING);
  if (cursor !== undefined) {
    if (start > 0) throw new ToolError('INVALID_ARGUMENT', 'Или start, или cursor.', { field: 'start' });
    const { lists: positions, totals, first } = cursors.decode(cursor, asked);
    if (positions.length === lists && totals.length === lists) return { positions, totals, first, skip: 0, limit };
    throw new ToolError('INVALID_ARGUMENT', 'Этот cursor не от этого списка.', { field: 'cursor' });
  }
  if (lists < 2)
    return {
      positions: fresh.map(() => ({ after: 'rows', count: start })),
      totals: null,
      first: start,
      skip: 0,
      limit,
    };
  if (start + limit > MOST_MERGED) {
    throw new ToolError('INVALID_ARGUMENT', `start и limit вместе — не больше ${MOST_MERGED}.`, {
      field: 'start',
      hint: 'Дальше листайте по cursor.',
    });
  }
  return { positions: fresh, totals: null, first: start, skip: start, limit };
}

/** Two lists are merged, and one is continued by id, by the columns of the order, so those must be answered. */
function sortableRequest(effective: EffectiveRequest, lists: number): EffectiveRequest {
  if ((lists < 2 && !isById(effective.order)) || effective.select.includes('*')) return effective;
  return { ...effective, select: [...new Set([...effective.select, ...effective.order.map(([column]) => column)])] };
}

async function readLists(
  store: PortalStore,
  entity: Entity,
  request: EffectiveRequest,
  { filters, place }: { readonly filters: readonly ListedRows['effective']['filter'][]; readonly place: Place },
): Promise<{ readonly lists: readonly ReadList[]; readonly payloads: ListedRows['payloads']; readonly time: unknown }> {
  const commands: Command[] = [];
  const known = (place.totals ?? []).reduce((sum, total) => sum + total, 0);
  const pages = filters.map((filter, index) => {
    const position = place.positions[index] ?? BEGINNING;
    const limit = place.skip + place.limit;
    const before = place.totals?.[index] ?? 0;
    const asked = pagesFor({ filter, position, limit, order: request.order, dialect: entity.dialect, total: known });
    const first = commands.length;
    commands.push(...asked.map((page) => commandOf(entity, request, page, first)));
    return { first, count: asked.length, position, before, isCounted: asked[0]?.start !== -1 };
  });
  const { answers } = commands.length > 0 ? await store.run(commands) : { answers: [] };
  const lists = pages.map(({ first, count, position, before, isCounted }): ReadList => {
    const own = answers.slice(first, first + count);
    const rows = own.map((answer) => rowsOf(answer, entity));
    return joinPages(position, rows, { counted: isCounted ? (own[0]?.total ?? null) : null, before });
  });
  const payloads = pages
    .filter(({ count }) => count > 0)
    .map(({ first }) => toldPayload(commands[first]?.params ?? {}));
  return { lists, payloads, time: answers.at(-1)?.time ?? null };
}

/** The rows of the lists in one order, as many as an answer holds, and where each list goes on. */
function mergedRows(
  lists: readonly ReadList[],
  { skip, limit }: Place,
  order: EffectiveRequest['order'],
  { fields, dialect }: Pick<Portal, 'fields'> & Pick<Entity, 'dialect'>,
): Pick<ListedRows, 'rows' | 'shortened'> & { readonly positions: readonly Position[] } {
  const fits = rowBudget();
  let skipped = 0;
  const merged = mergeLists(lists, {
    limit: skip + limit,
    order,
    orderOfRows: rowOrder(order, fields, dialect),
    dialect,
    fits: (row) => (skipped < skip ? ++skipped > 0 : fits(row)),
  });
  const fitting = merged.rows.slice(skip).map(fittingRow);
  const shortened = [...new Set(fitting.flatMap((each) => each.shortened))];
  return { rows: fitting.map(({ row }) => row), shortened, positions: merged.positions };
}

function commandOf(
  entity: Entity,
  request: EffectiveRequest,
  { filter, start, afterPage }: PageRequest,
  first: number,
): Command {
  const path = entity.dialect === 'tasks' ? ['tasks', '49', 'id'] : ['49', 'ID'];
  const chained = afterPage === null ? {} : { [idKey(request.order)]: { command: first + afterPage, path } };
  const { filter: own, FILTER, ...payload } = payloadOf(entity, request, { filter, start });
  const whole = { ...Object(own ?? FILTER), ...chained };
  return {
    method: entity.list as ReadMethod,
    params: { ...payload, [entity.dialect === 'users' ? 'FILTER' : 'filter']: whole },
  };
}

/** The rows of a page. Throws `UNAVAILABLE` for an answer without a list, which must not be read as an empty one. */
function rowsOf({ result }: CommandAnswer, { dialect }: Entity): readonly Row[] {
  // PHP writes an object without members as a list.
  const rows = dialect === 'tasks' && !Array.isArray(result) ? field(result, 'tasks') : result;
  if (Array.isArray(rows)) return rows;
  throw notAsDocumented();
}
