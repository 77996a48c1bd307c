import { DurableObject } from 'cloudflare:workers';
import type { NewActivityEvent } from '../domain/activity-event.ts';
import type { LocalDate } from '../domain/calendar.ts';
import type { ReflectionNote } from '../domain/reflection-note.ts';
import { migrate } from './migrations.ts';
import {
  EVENT_COLUMNS,
  type EventRow,
  eventOf,
  FACTS_COLUMNS,
  type FactsRow,
  factsOf,
  type NoteRow,
  noteOf,
  rowOf,
} from './rows.ts';
import {
  EVENTS_A_DAY,
  EVENTS_IN_ALL,
  type EventQuery,
  type PeriodFacts,
  type SavedEvent,
  type SavedNote,
  type Span,
  type SyncReport,
  type Writer,
} from './twin-store.ts';

const dayOf = (ms: number): number => Math.floor(ms / 86_400_000);

/** How many events are stored: in all, and on the UTC day (days since the epoch) of the last write. */
type TallyRow = { events: number; day: number; events_of_day: number };
/** How many events may still be stored, today and in all. */
type Room = { today: number; all: number };
type SyncRow = { source: SyncReport['source']; from: LocalDate; to: LocalDate; receivedAtMs: number };

/** One learner's twin: one SQLite Durable Object, named by the user id. Its writes are serialized by the platform. */
export class TwinObject extends DurableObject {
  readonly #sql = this.ctx.storage.sql;

  constructor(ctx: DurableObjectState, env: Cloudflare.Env) {
    super(ctx, env);
    migrate(ctx.storage);
  }

  /** See {@link TwinStore.saveEvents}. */
  saveEvents(events: readonly NewActivityEvent[], writer: Writer): SavedEvent[] {
    return this.ctx.storage.transactionSync(() => {
      this.#born(writer.nowMs);
      const room = this.#room(writer.nowMs);
      const saved = events.map((event) => this.#saveEvent(event, writer, room));
      this.#tally(saved.filter(({ status }) => status === 'stored').length, writer.nowMs);
      return saved;
    });
  }

  #saveEvent(event: NewActivityEvent, writer: Writer, room: Room): SavedEvent {
    const known = this.#findEvent(event.source, event.externalId);
    if (known) return { status: 'duplicate', event: eventOf(known) };
    if (room.all <= 0) return { status: 'rejected', reason: 'total_limit' };
    if (room.today <= 0) return { status: 'rejected', reason: 'daily_limit' };
    room.all -= 1;
    room.today -= 1;
    const stored = { ...event, eventId: crypto.randomUUID() };
    const row = Object.values(rowOf(stored));
    const places = Array.from({ length: row.length + 2 }, () => '?').join(', ');
    const columns = `${EVENT_COLUMNS}, client_id, recorded_at_ms`;
    this.#sql.exec(`insert into event(${columns}) values (${places})`, ...row, writer.clientId, writer.nowMs);
    return { status: 'stored', event: stored };
  }

  /** See {@link TwinStore.saveSyncReport}. */
  saveSyncReport({ source, from, to }: SyncReport, { nowMs }: Writer): void {
    this.ctx.storage.transactionSync(() => {
      this.#born(nowMs);
      this.#sql.exec(
        `insert into sync_report(source, from_date, to_date, received_at_ms) values (?, ?, ?, ?)
         on conflict do update set received_at_ms = max(received_at_ms, excluded.received_at_ms)`,
        source,
        from,
        to,
        nowMs,
      );
    });
  }

  /** See {@link TwinStore.saveNote}. */
  saveNote(note: ReflectionNote, key: string, { clientId, nowMs }: Writer): SavedNote & { created: boolean } {
    return this.ctx.storage.transactionSync(() => {
      this.#born(nowMs);
      const inserted = this.#sql.exec(
        `insert into note(note_id, idempotency_key, type, period_start, period_end, body, client_id, saved_at_ms)
         values (?, ?, ?, ?, ?, ?, ?, ?) on conflict(idempotency_key) do nothing`,
        crypto.randomUUID(),
        key,
        note.type,
        note.period?.start ?? null,
        note.period?.end ?? null,
        JSON.stringify(note),
        clientId,
        nowMs,
      );
      const created = inserted.rowsWritten > 0;
      const row = this.#sql
        .exec<NoteRow>('select note_id, body, saved_at_ms from note where idempotency_key = ?', key)
        .one();
      return { ...noteOf(row), created };
    });
  }

  /** See {@link TwinStore.facts}. */
  facts({ fromMs, toMs }: Span, dates: { start: LocalDate; end: LocalDate }): PeriodFacts {
    const { start, end } = dates;
    return {
      events: this.#sql
        .exec<FactsRow>(
          `select ${FACTS_COLUMNS} from event where start_ms >= ? and start_ms < ? order by start_ms, event_id`,
          fromMs,
          toMs,
        )
        .toArray()
        .map(factsOf),
      syncReports: this.#sql
        .exec<SyncRow>(
          `select source, from_date as "from", to_date as "to", received_at_ms as receivedAtMs from sync_report
           where (to_date >= ? and from_date <= ?) or received_at_ms = (select max(received_at_ms) from sync_report)`,
          start,
          end,
        )
        .toArray(),
      dailyNotes: this.#sql
        .exec<{ on: LocalDate | null; savedAtMs: number }>(
          `select period_start as "on", saved_at_ms as savedAtMs from note where type = 'daily'
           and ((period_start >= ? and period_start <= ?) or (period_start is null and saved_at_ms >= ? and saved_at_ms < ?))`,
          start,
          end,
          fromMs,
          toMs,
        )
        .toArray()
        .map((row) => ({ type: 'daily', ...row })),
      bornAtMs: this.#scalar('select born_at_ms as value from twin'),
      firstEventMs: this.#scalar('select min(start_ms) as value from event'),
      firstReportedDate: this.#scalar<string>('select min(from_date) as value from sync_report'),
      firstNotedDate: this.#scalar<string>("select min(period_start) as value from note where type = 'daily'"),
      firstDailyNoteMs: this.#scalar("select min(saved_at_ms) as value from note where type = 'daily'"),
    };
  }

  /** See {@link TwinStore.listEvents}. */
  listEvents(query: EventQuery): { events: ReturnType<typeof eventOf>[]; total: number } {
    const { fromMs, toMs, types, sources, order, limit, after } = query;
    // Filters travel as JSON: a statement takes at most 100 parameters.
    const where = `start_ms >= ? and start_ms < ?
      and (? is null or activity_type in (select value from json_each(?)))
      and (? is null or source in (select value from json_each(?)))`;
    const typeList = types && JSON.stringify(types);
    const sourceList = sources && JSON.stringify(sources);
    const filters = [fromMs, toMs, typeList, typeList, sourceList, sourceList];
    const beyond = order === 'asc' ? '>' : '<';
    const rows = this.#sql.exec<EventRow>(
      `select ${EVENT_COLUMNS} from event where ${where} ${after ? `and (start_ms, event_id) ${beyond} (?, ?)` : ''}
       order by start_ms ${order}, event_id ${order} limit ?`,
      ...filters,
      ...(after ? [after.startMs, after.eventId] : []),
      limit,
    );
    const events = rows.toArray().map(eventOf);
    const total = this.#sql
      .exec<{ value: number }>(`select count(*) as value from event where ${where}`, ...filters)
      .one();
    return { events, total: total.value };
  }

  #findEvent(source: string, externalId: string): EventRow | undefined {
    return this.#sql
      .exec<EventRow>(`select ${EVENT_COLUMNS} from event where source = ? and external_id = ?`, source, externalId)
      .toArray()[0];
  }

  /** The first write is the twin's birthday: from then on days are expected to have data. */
  #born(nowMs: number): void {
    this.#sql.exec('insert into twin(one, born_at_ms) values (1, ?) on conflict do nothing', nowMs);
  }

  #room(nowMs: number): Room {
    const tally = this.#sql.exec<TallyRow>('select events, day, events_of_day from twin').one();
    const today = tally.day >= dayOf(nowMs) ? tally.events_of_day : 0;
    return { today: EVENTS_A_DAY - today, all: EVENTS_IN_ALL - tally.events };
  }

  /** Keeps the numbers of `#room` equal to the rows of `event`; always in the transaction that added the rows. */
  #tally(added: number, nowMs: number): void {
    this.#sql.exec(
      `update twin set events = events + ?1, day = max(day, ?2),
         events_of_day = case when day >= ?2 then events_of_day else 0 end + ?1`,
      added,
      dayOf(nowMs),
    );
  }

  #scalar<T extends SqlStorageValue = number>(query: string): T | null {
    return this.#sql.exec<{ value: T | null }>(query).toArray()[0]?.value ?? null;
  }
}
