import type { LearnerDatabase } from '@aisystant/mcp/learner-object';
import type { Writer } from '@aisystant/mcp/learner-store';
import { type ActivityEvent, MAX_EVENT_MINUTES, type NewActivityEvent } from '../domain/activity/activity-event.ts';
import { type LocalDate, MS_PER_MINUTE, type Period } from '../domain/time/calendar.ts';
import { cancel, notCancelled } from './cancellations.ts';
import { admitEvents, type Counters, correct, countersAfter, type KnownEvent } from './event-decisions.ts';
import {
  type Cancelled,
  type EventQuery,
  type PeriodEvent,
  type PeriodFacts,
  type SavedEvent,
  type Span,
  STUDIES_LIMIT,
  type Studies,
  SYNC_REPORT_LIMIT,
  type SyncReport,
  type UpdatedEvent,
} from './event-store.ts';
import { EVENT_COLUMNS, type EventRow, eventOf, FACTS_COLUMNS, type FactsRow, factsOf, rowOf } from './rows.ts';

const LIVE = notCancelled('event', 'event.event_id');

const ACTIVE = `activity_type <> 'rest' and ${LIVE}`;
/** An event of the evening before is looked for only where the day has none of its own. */
const ACTIVE_DAYS = `select key as day from json_each(?) as days where
  exists (select 1 from event where start_ms >= days.value ->> 0 and start_ms < days.value ->> 1 and ${ACTIVE}) or
  exists (select 1 from event where start_ms >= (days.value ->> 0) - ${MAX_EVENT_MINUTES * MS_PER_MINUTE} and start_ms < days.value ->> 0
    and start_ms + coalesce(duration_minutes, 0) * ${MS_PER_MINUTE} > days.value ->> 0 and ${ACTIVE})`;

/** A record as the columns of a row. */
type Row<Fields> = { -readonly [Name in keyof Fields]: Fields[Name] };
type ReportRow = { source: SyncReport['source']; from: LocalDate; to: LocalDate; receivedAtMs: number };

/** The tables `event` and `sync_report`, and the counters of events in the table `twin`. */
export class Events {
  readonly #sql: LearnerDatabase;

  constructor(sql: LearnerDatabase) {
    this.#sql = sql;
  }

  /** Stores events; run it in a transaction, after the row of `twin` exists. */
  save(events: readonly NewActivityEvent[], { clientId, nowMs }: Writer): readonly SavedEvent[] {
    const counters = this.#sql.exec<Row<Counters>>('select events, day, events_of_day from twin').one();
    const { saved, stored } = admitEvents(events, counters, nowMs, (event) => this.#findByIdentity(event));
    for (const event of stored) this.#insert(event, clientId, nowMs);
    const after = countersAfter(counters, stored.length, nowMs);
    const update = 'update twin set events = ?, day = ?, events_of_day = ?';
    this.#sql.exec(update, after.events, after.day, after.events_of_day);
    return saved;
  }

  #insert(event: ActivityEvent, clientId: string, nowMs: number): void {
    const values = [...Object.values(rowOf(event)), clientId, nowMs];
    const places = values.map(() => '?').join(', ');
    this.#sql.exec(`insert into event(${EVENT_COLUMNS}, client_id, recorded_at_ms) values (${places})`, ...values);
  }

  #findByIdentity({ source, externalId }: NewActivityEvent): KnownEvent | null {
    const query = `select ${EVENT_COLUMNS}, ${LIVE} as live from event where source = ? and external_id = ?`;
    const [row] = this.#sql.exec<EventRow & { live: number }>(query, source, externalId).toArray();
    return row ? { event: eventOf(row), live: row.live === 1 } : null;
  }

  /** Stores a report or updates its time; run it in a transaction. */
  saveReport({ source, from, to }: SyncReport, nowMs: number): void {
    this.#sql.indexFirstRow('sync_report');
    this.#sql.exec(
      `insert into sync_report(source, from_date, to_date, received_at_ms) values (?, ?, ?, ?)
       on conflict do update set received_at_ms = max(received_at_ms, excluded.received_at_ms)`,
      source,
      from,
      to,
      nowMs,
    );
    this.#sql.exec(
      `delete from sync_report where (source, from_date, to_date) in (
         select source, from_date, to_date from sync_report order by received_at_ms desc limit -1 offset ${SYNC_REPORT_LIMIT})`,
    );
  }

  /** Null when there is no such event, or it is cancelled. */
  find(eventId: string): ActivityEvent | null {
    const query = `select ${EVENT_COLUMNS} from event where event_id = ? and ${LIVE}`;
    const row = this.#sql.exec<EventRow>(query, eventId).toArray()[0];
    return row ? eventOf(row) : null;
  }

  /** Replaces an event; run it in a transaction. */
  update(eventId: string, event: NewActivityEvent, expectedVersion: number, { clientId }: Writer): UpdatedEvent {
    const outcome = correct(this.find(eventId), event, expectedVersion);
    if (outcome.status !== 'updated') return outcome;
    const row = Object.entries(rowOf(outcome.event));
    const columns = row.map(([column]) => `${column} = ?`).join(', ');
    const values = row.map(([, value]) => value);
    this.#sql.exec(`update event set ${columns}, client_id = ? where event_id = ?`, ...values, clientId, eventId);
    return outcome;
  }

  /** Cancels an event. */
  cancel(eventId: string, reason: string | null, writer: Writer): Cancelled<ActivityEvent> {
    const query = `select ${EVENT_COLUMNS} from event where event_id = ?`;
    const row = this.#sql.exec<EventRow>(query, eventId).toArray()[0];
    return row ? cancel(this.#sql, 'event', eventId, eventOf(row), reason, writer) : { status: 'not_found' };
  }

  /** One page of events. */
  list({ fromMs, toMs, types, sources, order, limit, after }: EventQuery): { events: ActivityEvent[]; total: number } {
    // Filters are passed as JSON: a statement takes at most 100 parameters. The limit is none of them: SQLite plans with its value, and
    // compiles the statement again each time that it is bound.
    const where = `start_ms >= ? and start_ms < ? and ${LIVE}
      and (? is null or activity_type in (select value from json_each(?)))
      and (? is null or source in (select value from json_each(?)))`;
    const typeList = types && JSON.stringify(types);
    const sourceList = sources && JSON.stringify(sources);
    const filters = [fromMs, toMs, typeList, typeList, sourceList, sourceList];
    const beyond = order === 'asc' ? '>' : '<';
    const rows = this.#sql.exec<EventRow>(
      `select ${EVENT_COLUMNS} from event where ${where} ${after ? `and (start_ms, event_id) ${beyond} (?, ?)` : ''}
       order by start_ms ${order}, event_id ${order} limit ${limit}`,
      ...filters,
      ...(after ? [after.startMs, after.eventId] : []),
    );
    const events = rows.toArray().map(eventOf);
    if (!after && events.length < limit) return { events, total: events.length };
    const total = this.#sql.exec<{ n: number }>(`select count(*) as n from event where ${where}`, ...filters).one().n;
    return { events, total };
  }

  /** The facts of the events that start in a span, in order. */
  facts({ fromMs, toMs }: Span): PeriodEvent[] {
    const query = `select ${FACTS_COLUMNS} from event where start_ms >= ? and start_ms < ? and ${LIVE} order by start_ms, event_id`;
    return Array.from(this.#sql.exec(query, fromMs, toMs).raw<FactsRow>(), factsOf);
  }

  /** Reports about a period, and the newest of all. */
  reports({ start, end }: Period): PeriodFacts['syncReports'] {
    const query = `select source, from_date as "from", to_date as "to", received_at_ms as receivedAtMs from sync_report
      where (to_date >= ? and from_date <= ?) or received_at_ms = (select max(received_at_ms) from sync_report)`;
    return this.#sql.exec<ReportRow>(query, start, end).toArray();
  }

  /** The days with activity, by index; an event over midnight is on both days. */
  activeDays(days: readonly Span[]): number[] {
    const bounds = JSON.stringify(days.map(({ fromMs, toMs }) => [fromMs, toMs]));
    return Array.from(this.#sql.exec<{ day: number }>(ACTIVE_DAYS, bounds), ({ day }) => day);
  }

  /** What events say of guides and exercises. */
  studies(): Studies {
    const latest = (ref: string, said: string) => `select ${ref} as ref, ${said}, max(start_ms) as atMs from event
      where ${ref} is not null and ${LIVE} group by 1, 2 order by atMs desc limit ${STUDIES_LIMIT}`;
    const guides = this.#sql.exec<Row<Studies['guides'][number]>>(latest('guide_ref', 'guide_pages as pages'));
    const exercises = this.#sql.exec<Row<Studies['exercises'][number]>>(
      latest('exercise_ref', 'exercise_verdict as verdict'),
    );
    return {
      guides: guides.toArray(),
      exercises: Array.from(exercises, ({ ref, verdict }) => ({ ref, verdict })),
    };
  }
}
