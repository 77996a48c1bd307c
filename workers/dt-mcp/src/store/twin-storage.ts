import { DurableObject } from 'cloudflare:workers';
import type { ActivityEvent, NewActivityEvent } from '../domain/activity/activity-event.ts';
import type { ReflectionNote } from '../domain/reflection/reflection-note.ts';
import type { Period } from '../domain/time/calendar.ts';
import type { NoteFacts } from '../domain/weeks/weekly-values.ts';
import type {
  Document,
  DocumentPage,
  DocumentQuery,
  DocumentStore,
  DocumentWrite,
  SavedDocument,
} from './document-store.ts';
import { Documents } from './documents.ts';
import type {
  Cancelled,
  EventQuery,
  PeriodEvent,
  PeriodFacts,
  SavedEvent,
  Span,
  SyncReport,
  UpdatedEvent,
} from './event-store.ts';
import { Events } from './events.ts';
import { firstRecords } from './first-records.ts';
import { KeptReads } from './kept-reads.ts';
import { migrate } from './migrations.ts';
import type { NoteOutcome, NoteQuery, SavedNote } from './note-store.ts';
import { Notes } from './notes.ts';
import { Rights } from './rights.ts';
import { consentRequired, type Erasure, type ExportFormat, type Grant, isRevoked } from './rights-store.ts';
import {
  type Counted,
  DOCUMENT_LIMITS,
  type DocumentBodies,
  type LearnerSettings,
  type TwinStores,
} from './twin-store.ts';
import type { Writer } from './writer.ts';

type Kind = keyof DocumentBodies;

/** Every table with data of the learner, and the columns of its key. */
const EXPORTED = {
  twin: ['one'],
  event: ['event_id'],
  note: ['note_id'],
  sync_report: ['source', 'from_date', 'to_date'],
  document: ['kind', 'id'],
  cancellation: ['kind', 'id'],
  withdrawal: ['client_id', 'scope'],
  tombstone: ['hash'],
} as const;

/**
 * One learner's twin: a SQLite Durable Object named by the user id. Its methods are those of the ports of
 * {@link TwinStores}; the platform serializes its writes.
 */
export class TwinStorage<Env = unknown> extends DurableObject<Env> {
  readonly #sql = this.ctx.storage.sql;
  /** Reads that no write of events changes: a learner writes events far more often than the rest. */
  readonly #kept = new KeptReads();
  /** All other reads. */
  readonly #keptOfEvents = new KeptReads();
  readonly #events = new Events(this.#sql);
  readonly #notes = new Notes(this.#sql);
  readonly #documents = new Documents<DocumentBodies>(this.#sql, DOCUMENT_LIMITS);
  readonly #rights = new Rights<Counted>(this.#sql, {
    format: { name: 'aisystant-digital-twin', version: '1.0.0' },
    exported: EXPORTED,
    counted: { events: 'event', notes: 'note', reports: 'sync_report', documents: 'document' },
    readScope: 'dt:read',
  });

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage);
  }

  /**
   * The ports for one grant. Each method checks the grant and runs without awaiting in between, so no withdrawal or erasure
   * can come between the check and the method.
   */
  stores(grant: Grant): TwinStores {
    const requireGrant = () => {
      if (isRevoked(grant, this.settings(grant.clientId))) throw consentRequired(grant.scope);
    };
    const granted = <A extends unknown[], T>(method: (...args: A) => T) => {
      return async (...args: A): Promise<T> => {
        requireGrant();
        return method.apply(this, args);
      };
    };
    const readFrom =
      (kept: KeptReads) =>
      <A extends unknown[], T>(method: (...args: A) => T) =>
        granted((...args: A) => kept.read(method.name, args, () => method.apply(this, args)));
    const [read, readEvents] = [readFrom(this.#kept), readFrom(this.#keptOfEvents)];
    return {
      events: {
        saveEvents: granted(this.saveEvents),
        saveSyncReport: granted(this.saveSyncReport),
        findEvent: readEvents(this.findEvent),
        updateEvent: granted(this.updateEvent),
        cancelEvent: granted(this.cancelEvent),
        listEvents: readEvents(this.listEvents),
        periodFacts: readEvents(this.periodFacts),
        eventsOf: readEvents(this.eventsOf),
        activeDays: readEvents(this.activeDays),
        guideRefs: readEvents(this.guideRefs),
      },
      notes: {
        saveNote: granted(this.saveNote),
        cancelNote: granted(this.cancelNote),
        listNotes: read(this.listNotes),
        noteFacts: read(this.noteFacts),
      },
      documents: {
        saveDocument: granted(this.saveDocument) as DocumentStore<DocumentBodies>['saveDocument'],
        findDocument: read(this.findDocument) as DocumentStore<DocumentBodies>['findDocument'],
        listDocuments: read(this.listDocuments) as DocumentStore<DocumentBodies>['listDocuments'],
      },
      rights: {
        address: String(this.ctx.id),
        withdraw: granted(this.withdraw),
        rowCounts: readEvents(this.rowCounts),
        issueTicket: granted(this.issueTicket),
        exportJson: granted(this.exportJson),
        // The consent itself, and a repeated erasure, which only its ticket allows.
        settings: async (clientId) => this.settings(clientId),
        erase: async (hash, writer) => this.erase(hash, writer),
      },
    };
  }

  /** See {@link EventStore}. */
  saveEvents(events: readonly NewActivityEvent[], writer: Writer): SavedEvent[] {
    return this.#eventTransaction(() => {
      this.#recordCreation(writer);
      return this.#events.save(events, writer);
    });
  }

  /** See {@link EventStore}. */
  saveSyncReport(report: SyncReport, writer: Writer): void {
    this.#eventTransaction(() => {
      this.#recordCreation(writer);
      this.#events.saveReport(report, writer.nowMs);
    });
  }

  /** See {@link EventStore}. */
  findEvent(eventId: string): ActivityEvent | null {
    return this.#events.find(eventId);
  }

  /** See {@link EventStore}. */
  updateEvent(eventId: string, event: NewActivityEvent, expectedVersion: number, writer: Writer): UpdatedEvent {
    return this.#eventTransaction(() => this.#events.update(eventId, event, expectedVersion, writer));
  }

  /** See {@link EventStore}. */
  cancelEvent(eventId: string, reason: string | null, writer: Writer): Cancelled<ActivityEvent> {
    return this.#eventTransaction(() => this.#events.cancel(eventId, reason, writer));
  }

  /** See {@link EventStore}. */
  listEvents(query: EventQuery): { events: ActivityEvent[]; total: number } {
    return this.#events.list(query);
  }

  /** See {@link EventStore}. */
  periodFacts(span: Span, period: Period): PeriodFacts {
    return {
      events: this.#events.facts(span),
      syncReports: this.#events.reports(period),
      dailyNotes: this.#notes.daily(span, period),
      ...firstRecords(this.#sql),
    };
  }

  /** See {@link EventStore}. */
  eventsOf(span: Span): PeriodEvent[] {
    return this.#events.facts(span);
  }

  /** See {@link EventStore}. */
  activeDays(days: readonly Span[]): number[] {
    return this.#events.activeDays(days);
  }

  /** See {@link EventStore}. */
  guideRefs(): string[] {
    return this.#events.guideRefs();
  }

  /** See {@link NoteStore}. */
  saveNote(note: ReflectionNote, key: string, writer: Writer): NoteOutcome {
    return this.#write(writer, () => this.#notes.save(note, key, writer));
  }

  /** See {@link NoteStore}. */
  cancelNote(noteId: string, reason: string | null, writer: Writer): Cancelled<SavedNote> {
    return this.#transaction(() => this.#notes.cancel(noteId, reason, writer));
  }

  /** See {@link NoteStore}. */
  listNotes(query: NoteQuery): { notes: SavedNote[]; total: number; anyExist: boolean } {
    return this.#notes.list(query);
  }

  /** See {@link NoteStore}. */
  noteFacts(span: Span, period: Period): NoteFacts[] | null {
    return this.#notes.facts(span, period);
  }

  /** See {@link DocumentStore}. */
  saveDocument<K extends Kind>(
    kind: K,
    write: DocumentWrite<DocumentBodies[K]>,
    writer: Writer,
  ): SavedDocument<DocumentBodies[K]> {
    return this.#write(writer, () => this.#documents.save(kind, write, writer));
  }

  /** See {@link DocumentStore}. */
  findDocument<K extends Kind>(kind: K, id: string): Document<DocumentBodies[K]> | null {
    return this.#documents.find(kind, id);
  }

  /** See {@link DocumentStore}. */
  listDocuments<K extends Kind>(kind: K, query: DocumentQuery): DocumentPage<DocumentBodies[K]> {
    return this.#documents.list(kind, query);
  }

  /** See {@link RightsStore}. */
  settings(clientId: string): LearnerSettings {
    return this.#kept.read('settings', [clientId], () => ({
      timezone: this.#documents.find('profile', 'me')?.body.timezone ?? null,
      ...this.#rights.consent(clientId),
    }));
  }

  /** See {@link RightsStore}. */
  withdraw(scopes: readonly string[], writer: Writer): void {
    this.#transaction(() => this.#rights.withdraw(scopes, writer));
  }

  /** See {@link RightsStore}. */
  rowCounts(): Record<Counted, number> {
    return this.#rights.rowCounts();
  }

  /** See {@link RightsStore}. */
  issueTicket(purpose: string, hash: string, expiresAtMs: number, { nowMs }: Writer): void {
    this.#transaction(() => this.#rights.issueTicket(purpose, hash, expiresAtMs, nowMs));
  }

  /** See {@link RightsStore}. */
  erase(hash: string, { nowMs }: Writer): Erasure<Counted> {
    return this.#transaction(() => this.#rights.erase(hash, nowMs));
  }

  /** See {@link RightsStore}. */
  exportJson(maxCharacters: number, nowMs: number): string | null {
    return this.#rights.exportJson(maxCharacters, nowMs);
  }

  /** Redeems an export link: `used` when that was done before, null when it is expired or unknown. */
  redeem(hash: string, format: ExportFormat, nowMs: number): ReadableStream<Uint8Array> | 'used' | null {
    const outcome = this.#transaction(() => this.#rights.redeemTicket('export', hash, nowMs));
    return outcome === 'redeemed' ? this.#rights.exportStream(format, nowMs) : outcome;
  }

  /** Every write goes through here, so that nothing kept is older than it. */
  #transaction<T>(run: () => T): T {
    return this.#kept.write(() => this.#eventTransaction(run));
  }

  /** A write of events or reports alone. */
  #eventTransaction<T>(run: () => T): T {
    return this.#keptOfEvents.write(() => this.ctx.storage.transactionSync(run));
  }

  /** A write in one transaction; the first record creates the twin. */
  #write<T extends { readonly status: string }>(writer: Writer, write: () => T): T {
    return this.#transaction(() => {
      const outcome = write();
      if (outcome.status === 'created') this.#recordCreation(writer);
      return outcome;
    });
  }

  /** From the first write on, days are expected to have data. */
  #recordCreation({ nowMs }: Writer): void {
    this.#sql.exec('insert into twin(one, born_at_ms) values (1, ?) on conflict do nothing', nowMs);
  }
}
