import { EVENT_COLUMNS, type EventRow, eventOf, FACTS_COLUMNS, FACTS_PAGE, type FactsRow, factsOf } from './rows.ts';
import type { EventQuery, PeriodEvent, Span } from './twin-store.ts';

/** True of an event that nobody cancelled. */
export const LIVE_EVENT = "not exists (select 1 from cancellation c where c.kind = 'event' and c.id = event.event_id)";

/** One page of what arithmetic reads of the events of a span, after a place. */
export function eventFacts(
  sql: SqlStorage,
  { fromMs, toMs }: Span,
  after: { startMs: number; eventId: string } | null,
): PeriodEvent[] {
  const rows = sql
    .exec(
      `select ${FACTS_COLUMNS} from event where start_ms >= ? and start_ms < ? and ${LIVE_EVENT}
       and (? is null or (start_ms, event_id) > (?, ?)) order by start_ms, event_id limit ${FACTS_PAGE}`,
      Math.max(fromMs, after?.startMs ?? fromMs),
      toMs,
      after?.eventId ?? null,
      after?.startMs ?? null,
      after?.eventId ?? null,
    )
    .raw<FactsRow>();
  return Array.from(rows, factsOf);
}

/** One page of events. */
export function listEvents(
  sql: SqlStorage,
  query: EventQuery,
): { events: ReturnType<typeof eventOf>[]; total: number } {
  const { fromMs, toMs, types, sources, order, limit, after } = query;
  // Filters travel as JSON: a statement takes at most 100 parameters.
  const where = `start_ms >= ? and start_ms < ? and ${LIVE_EVENT}
    and (? is null or activity_type in (select value from json_each(?)))
    and (? is null or source in (select value from json_each(?)))`;
  const typeList = types && JSON.stringify(types);
  const sourceList = sources && JSON.stringify(sources);
  const filters = [fromMs, toMs, typeList, typeList, sourceList, sourceList];
  const beyond = order === 'asc' ? '>' : '<';
  const rows = sql.exec<EventRow>(
    `select ${EVENT_COLUMNS} from event where ${where} ${after ? `and (start_ms, event_id) ${beyond} (?, ?)` : ''}
     order by start_ms ${order}, event_id ${order} limit ?`,
    ...filters,
    ...(after ? [after.startMs, after.eventId] : []),
    limit,
  );
  const events = rows.toArray().map(eventOf);
  const total = sql.exec<{ value: number }>(`select count(*) as value from event where ${where}`, ...filters).one();
  return { events, total: total.value };
}

/** Finds an event by its identity; `live` is 0 when it was cancelled. */
export function findEvent(
  sql: SqlStorage,
  source: string,
  externalId: string,
): (EventRow & { live: number }) | undefined {
  return sql
    .exec<EventRow & { live: number }>(
      `select ${EVENT_COLUMNS}, ${LIVE_EVENT} as live from event where source = ? and external_id = ?`,
      source,
      externalId,
    )
    .toArray()[0];
}
