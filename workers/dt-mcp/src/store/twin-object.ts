import { DurableObject } from 'cloudflare:workers';
import type { NewActivityEvent } from '../domain/activity/activity-event.ts';
import type { ReflectionNote } from '../domain/reflection/reflection-note.ts';
import type { LocalDate } from '../domain/time/calendar.ts';
import type { NoteFacts } from '../domain/weeks/weekly-values.ts';
import { type DocumentRow, findDocument, listDocuments, type WrittenRow, writeDocument } from './documents.ts';
import { eventFacts, findEvent, LIVE_EVENT, listEvents } from './events.ts';
import { migrate } from './migrations.ts';
import { findNote, listNotes, noteFacts, writeNote } from './notes.ts';
import { erase, everything, everythingWithin, heldCounts, issueTicket, useTicket, withdraw } from './rights.ts';
import { EVENT_COLUMNS, type EventRow, eventOf, rowOf } from './rows.ts';
import {
  type Cancelled,
  type DocumentKind,
  type DocumentQuery,
  type DocumentWrite,
  type Erased,
  EVENTS_A_DAY,
  EVENTS_IN_ALL,
  type EventQuery,
  type HeldCounts,
  type LearnerSettings,
  type NoteOutcome,
  type NoteQuery,
  type PeriodEvent,
  type PeriodFacts,
  REPORTS_IN_ALL,
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
const LIVE_NOTE = "not exists (select 1 from cancellation c where c.kind = 'note' and c.id = note.note_id)";

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
    const known = findEvent(this.#sql, event.source, event.externalId);
    if (known) return { status: 'duplicate', event: eventOf(known), cancelled: known.live === 0 };
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
      this.#sql.exec(
        `delete from sync_report where (source, from_date, to_date) in (
           select source, from_date, to_date from sync_report order by received_at_ms desc limit -1 offset ${REPORTS_IN_ALL})`,
      );
    });
  }

  /** See {@link TwinStore.saveNote}. */
  saveNote(note: ReflectionNote, key: string, writer: Writer): NoteOutcome {
    return this.#written(writer, () => writeNote(this.#sql, note, key, writer));
  }

  /** See {@link TwinStore.listNotes}. */
  listNotes(query: NoteQuery): { notes: SavedNote[]; total: number } {
    return listNotes(this.#sql, query);
  }

  /** See {@link TwinStore.noteFacts}. */
  noteFacts(span: Span, dates: { start: LocalDate; end: LocalDate }): NoteFacts[] {
    return noteFacts(this.#sql, span, dates);
  }

  /** See {@link TwinStore.cancelEvent}. */
  cancelEvent(eventId: string, reason: string | null, writer: Writer): Cancelled<ReturnType<typeof eventOf>> {
    const query = `select ${EVENT_COLUMNS} from event where event_id = ?`;
    const row = this.#sql.exec<EventRow>(query, eventId).toArray()[0];
    return row ? this.#cancel('event', eventId, eventOf(row), reason, writer) : { status: 'not_found' };
  }

  /** See {@link TwinStore.cancelNote}. */
  cancelNote(noteId: string, reason: string | null, writer: Writer): Cancelled<SavedNote> {
    const note = findNote(this.#sql, noteId);
    return note ? this.#cancel('note', noteId, note, reason, writer) : { status: 'not_found' };
  }

  #cancel<T>(kind: 'event' | 'note', id: string, item: T, reason: string | null, writer: Writer): Cancelled<T> {
    const inserted = this.#sql.exec(
      `insert into cancellation(kind, id, reason, client_id, cancelled_at_ms) values (?, ?, ?, ?, ?) on conflict do nothing`,
      kind,
      id,
      reason,
      writer.clientId,
      writer.nowMs,
    );
    const status = inserted.rowsWritten > 0 ? 'cancelled' : 'already';
    const query = 'select cancelled_at_ms as at from cancellation where kind = ? and id = ?';
    return { status, cancelledAtMs: this.#sql.exec<{ at: number }>(query, kind, id).one().at, item };
  }

  /** See {@link TwinStore.saveDocument}; the body is JSON. */
  saveDocument(kind: DocumentKind, write: DocumentWrite<string>, writer: Writer): WrittenRow {
    return this.#written(writer, () => writeDocument(this.#sql, kind, write, writer));
  }

  /** See {@link TwinStore.document}. */
  document(kind: DocumentKind, id: string): DocumentRow | null {
    return findDocument(this.#sql, kind, id);
  }

  /** See {@link TwinStore.listDocuments}. */
  listDocuments(kind: DocumentKind, query: DocumentQuery): ReturnType<typeof listDocuments> {
    return listDocuments(this.#sql, kind, query);
  }

  /** See {@link TwinStore.guideRefs}. */
  guideRefs(): string[] {
    const query = `select distinct guide_ref as ref from event where guide_ref is not null and ${LIVE_EVENT} limit 1000`;
    return this.#sql
      .exec<{ ref: string }>(query)
      .toArray()
      .map(({ ref }) => ref);
  }

  /** See {@link TwinStore.settings}. */
  settings(clientId: string): LearnerSettings {
    const timezone = this.#scalar<string>(
      "select body ->> '$.timezone' as value from document where kind = 'profile' and id = 'me'",
    );
    const withdrawn = this.#sql
      .exec<{ scope: string; atMs: number }>(
        'select scope, withdrawn_at_ms as atMs from withdrawal where client_id = ? order by scope',
        clientId,
      )
      .toArray();
    const deletedAtMs = this.#scalar('select max(deleted_at_ms) as value from tombstone');
    return { timezone, withdrawn, deletedAtMs };
  }

  /** See {@link TwinStore.withdraw}. */
  withdraw(scopes: readonly string[], writer: Writer): void {
    this.ctx.storage.transactionSync(() => withdraw(this.#sql, scopes, writer));
  }

  /** See {@link TwinStore.counts}. */
  counts(): HeldCounts {
    return heldCounts(this.#sql);
  }

  /** See {@link TwinStore.issueTicket}. */
  issueTicket(purpose: string, hash: string, expiresAtMs: number, { nowMs }: Writer): void {
    this.ctx.storage.transactionSync(() => issueTicket(this.#sql, purpose, hash, expiresAtMs, nowMs));
  }

  /** See {@link TwinStore.erase}. */
  erase(hash: string, { nowMs }: Writer): Erased {
    return this.ctx.storage.transactionSync(() => erase(this.#sql, hash, nowMs));
  }

  /** See {@link TwinStore.everythingWithin}. */
  everythingWithin(characters: number, nowMs: number): string | null {
    return everythingWithin(this.#sql, characters, nowMs);
  }

  /** Everything the twin holds for the bearer of a link, once; null when the link is used, too old or was never given. */
  redeem(hash: string, nowMs: number): ReadableStream<Uint8Array> | null {
    return useTicket(this.#sql, 'export', hash, nowMs) ? everything(this.#sql, nowMs) : null;
  }

  /** A write, whole or not at all; the first one is the twin's birthday. */
  #written<T extends { readonly status: string }>({ nowMs }: Writer, write: () => T): T {
    return this.ctx.storage.transactionSync(() => {
      const outcome = write();
      if (outcome.status === 'created') this.#born(nowMs);
      return outcome;
    });
  }

  /** See {@link TwinStore.facts}. */
  facts({ fromMs, toMs }: Span, dates: { start: LocalDate; end: LocalDate }): PeriodFacts {
    const { start, end } = dates;
    return {
      events: this.eventFacts({ fromMs, toMs }, null),
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
           and ${LIVE_NOTE} and ((period_start >= ? and period_start <= ?) or (period_start is null and saved_at_ms >= ? and saved_at_ms < ?))`,
          start,
          end,
          fromMs,
          toMs,
        )
        .toArray()
        .map((row) => ({ type: 'daily', ...row })),
      bornAtMs: this.#scalar('select born_at_ms as value from twin'),
      firstEventMs: this.#scalar(`select start_ms as value from event where ${LIVE_EVENT} order by start_ms limit 1`),
      firstReportedDate: this.#scalar<string>('select min(from_date) as value from sync_report'),
      firstNotedDate: this.#scalar<string>(
        `select min(period_start) as value from note where type = 'daily' and ${LIVE_NOTE}`,
      ),
      firstDailyNoteMs: this.#scalar(
        `select min(saved_at_ms) as value from note where type = 'daily' and ${LIVE_NOTE}`,
      ),
    };
  }

  /** One page of what arithmetic reads of the events of a span: an answer between objects holds 32 MiB at most. */
  eventFacts(span: Span, after: { startMs: number; eventId: string } | null): PeriodEvent[] {
    return eventFacts(this.#sql, span, after);
  }

  /** See {@link TwinStore.listEvents}. */
  listEvents(query: EventQuery): ReturnType<typeof listEvents> {
    return listEvents(this.#sql, query);
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
