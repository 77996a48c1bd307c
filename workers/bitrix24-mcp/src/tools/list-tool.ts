import { type CallContext, Cursor } from '@aisystant/mcp';
import * as z from 'zod';
import { isOffsetAssumed } from '../domain/answer/clocks.ts';
import { rowLine } from '../domain/answer/lines.ts';
import { aggregatesOf, namesOf } from '../domain/answer/names.ts';
import { dateWarning } from '../domain/answer/warnings.ts';
import { ENTITIES, type Entity, type EntityName } from '../domain/entity.ts';
import { NAMED_RANGES, timeRange } from '../domain/request/date-range.ts';
import { SEMANTICS } from '../domain/request/list-request.ts';
import type { Row } from '../domain/rows/row.ts';
import { countedText, filled, type Texts } from '../domain/texts.ts';
import { type ListedRows, listRows } from '../queries/list-rows.ts';
import { peopleNames } from '../queries/people-names.ts';
import type { BitrixServices } from '../services.ts';
import { metadataOf, notesOf, paginationOf, qualityOf } from './answer.ts';
import { AsItIs, factsOf, Metadata, NamesOutput, Pagination, Quality, tool } from './tool.ts';

const MOST_CONDITIONS = 50;

/** The arguments of a list. */
function inputOf({ semantics }: Entity) {
  const scalar = z.union([z.string().max(500), z.number(), z.boolean(), z.null()]);
  const value = z.union([
    scalar,
    z
      .array(z.union([z.string().max(500), z.number()]))
      .min(1)
      .max(500),
  ]);
  const filter = z
    .record(z.string().min(1).max(100), value)
    .refine((conditions) => Object.keys(conditions).length <= MOST_CONDITIONS, `Не больше ${MOST_CONDITIONS} условий.`);
  const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'Нужна дата ГГГГ-ММ-ДД.');
  const range = z.union([z.enum(NAMED_RANGES), z.strictObject({ from: date, to: date })]);
  const groups = z.enum(Object.keys(SEMANTICS) as [keyof typeof SEMANTICS]).optional();
  const column = z.string().min(1).max(100);
  const input = z.strictObject({
    select: z.array(column).max(100).optional().describe('Поля; без них — главные'),
    filter: filter.optional().describe('Условия Битрикс24: {">=DATE_CREATE":"2026-11-01","@STATUS_ID":["NEW"]}'),
    order: z
      .record(column, z.enum(['ASC', 'DESC']))
      .optional()
      .describe('{"DATE_MODIFY":"DESC"}'),
    start: z.int().min(0).max(1_000_000).optional().describe('С какой записи'),
    limit: z.int().min(1).max(500).default(50),
    cursor: Cursor.optional(),
    date_range: range
      .optional()
      .describe('Период вместо двух условий; last_week — восемь дней: сегодня и семь до него. Даты ответа — в period'),
    semantics: groups.describe('Группа стадий'),
  });
  return semantics === null ? input.omit({ semantics: true }) : input;
}

/** The `CallToolResult` of a list; `result` is the whole answer of Bitrix24. */
function outputOf() {
  const counted = z.record(z.string(), z.object({ count: z.int(), name: z.string().optional() }));
  const period = z.object({ column: z.string(), from: z.string(), to: z.string() });
  return z.object({
    metadata: Metadata(),
    request: AsItIs().describe('что получил портал; длинные списки сокращены'),
    result: AsItIs().describe('ответ Битрикс24'),
    warnings: z
      .array(z.object({ message: z.string(), suggested_filters: z.record(z.string(), z.string()) }))
      .optional(),
    suggestedFix: z.object({ filters: z.array(z.record(z.string(), z.string())) }).optional(),
    pagination: Pagination().optional(),
    period: period.optional().describe('дни, которые означает date_range, оба включительно'),
    names: NamesOutput().describe('имена по номерам'),
    aggregates: z.object({ responsible: counted, status: counted }).optional(),
    hints: z.object({ message: z.string(), copyableFilter: AsItIs() }).optional(),
    data_quality: Quality(),
  });
}
type Answer = z.output<ReturnType<typeof outputOf>>;

/** A tool that lists one kind of records. */
export function listTool(name: EntityName, texts: Texts) {
  const entity = ENTITIES[name];
  return tool({
    ...factsOf(entity.tool, texts),
    input: () => inputOf(entity),
    output: outputOf,
    run: async (query, context) => answerOf(await listRows(name, query, context), query, context),
    summarize: (answer) => summaryOf(entity, answer, texts),
  });
}

type Query = Parameters<typeof listRows>[1];

async function answerOf(listed: ListedRows, query: Query, context: CallContext<BitrixServices>): Promise<Answer> {
  const { entity, portal, rows, total, first, nextCursor, effective, caller } = listed;
  const { services } = context;
  const people = await peopleNames(listed, context);
  const names = namesOf(entity, rows, { ...portal, people });
  const warning = dateWarning(entity, effective.filter, listed.moment, services.texts.warnings.date_range);
  const shown = first + rows.length;
  // Past the end of the list nothing was shown, neither now nor before.
  const covered = first > total ? 0 : shown;
  const isCut = nextCursor !== null && rows.length < query.limit && shown < total;
  const isAssumed = isOffsetAssumed(
    { ...portal, zone: caller.zone },
    { asked: query.filter ?? {}, filter: effective.filter, rows },
  );
  const { summary } = services.texts;
  const notes = [
    ...(isCut ? [summary.cut] : []),
    ...(isAssumed ? [filled(summary.offset, { zone: caller.zone })] : []),
    ...notesOf(listed, services),
  ];
  const [request = {}, second] = listed.payloads;
  return {
    metadata: metadataOf(entity, caller, services),
    // Rows one created and rows one is responsible for are two lists for the portal.
    request: second === undefined ? request : { ...request, also: second },
    result: envelopeOf(listed),
    ...(warning && { warnings: [warning], suggestedFix: { filters: [warning.suggested_filters] } }),
    pagination: paginationOf({ limit: query.limit, start: first, fetched: rows.length, total }, nextCursor),
    ...periodOf(listed, query),
    names,
    ...(entity.name === 'leads' && {
      aggregates: aggregatesOf(rows, names),
      hints: { message: services.texts.hints.leads, copyableFilter: copyable(query, effective) },
    }),
    data_quality: qualityOf(covered, total, notes, context),
  };
}

/** What a name such as `last_week` meant at the time of the call: "the last week" is said of several ranges of days. */
function periodOf({ entity, moment }: ListedRows, { date_range: range }: Query) {
  const times = range === undefined ? null : timeRange(range, moment);
  if (!times?.ok) return {};
  return { period: { column: entity.dates[0], from: times.value.from.slice(0, 10), to: times.value.to.slice(0, 10) } };
}

/** As the caller may send it again, without what their rights add. */
function copyable({ limit }: Query, { filter, order }: ListedRows['effective']) {
  return { filter, order: Object.fromEntries(order), limit };
}

/** The answer as the portal gives one page, with the rows of all pages. */
function envelopeOf({ entity, rows, total, first, time }: ListedRows) {
  const next = first + rows.length < total ? { next: first + rows.length } : {};
  return { result: entity.dialect === 'tasks' ? { tasks: rows } : rows, ...next, total, time };
}

function summaryOf(
  entity: Entity,
  { result, pagination, names, period, warnings = [], metadata, data_quality: quality }: Answer,
  texts: Texts,
): readonly [string, ...string[]] {
  const { summary } = texts;
  const rows = rowsIn(result);
  const { total = rows.length, next_cursor: next = null } = pagination ?? {};
  const counts = { resource: entity.resource, fetched: rows.length, total };
  const forms = total > rows.length ? summary.found_of : summary.found;
  const found = total === 0 ? summary.none : countedText(forms, total, texts.locale);
  const lines = [
    filled(found, counts),
    ...(period === undefined ? [] : [filled(summary.period, period)]),
    summary.scope[metadata.scope],
    ...(quality.notes === null ? [] : [quality.notes]),
    ...(next === null ? [] : [filled(summary.next, { cursor: next })]),
    ...rows.map((row) => rowLine(entity, row, names, { ...summary, zone: metadata.time_zone })),
  ];
  const cautions = warnings.map(({ message, suggested_filters: filters }) =>
    filled(summary.warning, { message, filters: JSON.stringify(filters) }),
  );
  return [lines.join('\n'), ...cautions];
}

function rowsIn({ result }: Answer['result']): readonly Row[] {
  const rows = Array.isArray(result) ? result : Object(result)['tasks'];
  return Array.isArray(rows) ? rows : [];
}
