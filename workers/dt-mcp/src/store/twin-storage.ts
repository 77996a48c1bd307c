import { KeptReads, LearnerObject } from '@aisystant/mcp/learner-object';
import type { Grant, Writer } from '@aisystant/mcp/learner-store';
import type { ActivityEvent, NewActivityEvent } from '../domain/activity/activity-event.ts';
import type { ReflectionNote } from '../domain/reflection/reflection-note.ts';
import type { Period } from '../domain/time/calendar.ts';
import type { NoteFacts } from '../domain/weeks/weekly-values.ts';
import type {
  Cancelled,
  EventQuery,
  PeriodEvent,
  PeriodFacts,
  SavedEvent,
  Span,
  Studies,
  SyncReport,
  UpdatedEvent,
} from './event-store.ts';
import { Events } from './events.ts';
import { firstRecords } from './first-records.ts';
import { MIGRATIONS } from './migrations.ts';
import type { NoteOutcome, NoteQuery, SavedNote } from './note-store.ts';
import { Notes } from './notes.ts';
import {
  type Counted,
  DOCUMENT_LIMITS,
  type DocumentBodies,
  type LearnerSettings,
  type TwinStores,
} from './twin-store.ts';

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
export class TwinStorage<Env = unknown> extends LearnerObject<Env, DocumentBodies, Counted, LearnerSettings> {
  /** Reads that a write of events changes: a learner writes events far more often than the rest, which `kept` holds. */
  readonly #keptOfEvents = new KeptReads();
  /** Every write ends what this keeps. */
  protected readonly keptAnswers = this.#keptOfEvents;
  readonly #events = new Events(this.sql);
  readonly #notes = new Notes(this.sql);

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env, {
      migrations: MIGRATIONS,
      documentLimits: DOCUMENT_LIMITS,
      rights: {
        format: { name: 'aisystant-digital-twin', version: '1.0.0' },
        exported: EXPORTED,
        counted: { events: 'event', notes: 'note', reports: 'sync_report', documents: 'document' },
        readScope: 'dt:read',
      },
    });
  }

  /** The ports for one grant. */
  stores(grant: Grant): TwinStores {
    const methods = this.methodsFor(grant);
    const { granted, readFrom } = methods;
    const [read, readEvents] = [readFrom(this.kept), readFrom(this.#keptOfEvents)];
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
        studies: readEvents(this.studies),
      },
      notes: {
        saveNote: granted(this.saveNote),
        cancelNote: granted(this.cancelNote),
        listNotes: read(this.listNotes),
        noteFacts: read(this.noteFacts),
      },
      documents: this.documentStore(methods),
      rights: this.rightsStore(methods, this.#keptOfEvents),
    };
  }

  /** See {@link EventStore}. */
  saveEvents(events: readonly NewActivityEvent[], writer: Writer): SavedEvent[] {
    return this.#eventTransaction(() => {
      this.recordCreation(writer);
      return this.#events.save(events, writer);
    });
  }

  /** See {@link EventStore}. */
  saveSyncReport(report: SyncReport, writer: Writer): void {
    this.#eventTransaction(() => {
      this.recordCreation(writer);
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
      ...firstRecords(this.sql),
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
  studies(): Studies {
    return this.#events.studies();
  }

  /** See {@link NoteStore}. */
  saveNote(note: ReflectionNote, key: string, writer: Writer): NoteOutcome {
    return this.write(writer, () => this.#notes.save(note, key, writer));
  }

  /** See {@link NoteStore}. */
  cancelNote(noteId: string, reason: string | null, writer: Writer): Cancelled<SavedNote> {
    return this.transaction(() => this.#notes.cancel(noteId, reason, writer));
  }

  /** See {@link NoteStore}. */
  listNotes(query: NoteQuery): { notes: SavedNote[]; total: number; anyExist: boolean } {
    return this.#notes.list(query);
  }

  /** See {@link NoteStore}. */
  noteFacts(span: Span, period: Period): NoteFacts[] | null {
    return this.#notes.facts(span, period);
  }

  /** See {@link RightsStore}. */
  override settings(clientId: string): LearnerSettings {
    return this.kept.read('settings', [clientId], () => ({
      timezone: this.documents.find('profile', 'me')?.body.timezone ?? null,
      ...this.rights.consent(clientId),
    }));
  }

  protected override readonly transaction = <T>(run: () => T): T => {
    return this.kept.write(() => this.#eventTransaction(run));
  };

  /** A write of events or reports alone. */
  #eventTransaction<T>(run: () => T): T {
    return this.#keptOfEvents.write(() => this.ctx.storage.transactionSync(run));
  }

  /** From the first write on, days are expected to have data. */
  protected override readonly recordCreation = ({ nowMs }: Writer): void => {
    this.sql.exec('insert into twin(one, born_at_ms) values (1, ?) on conflict do nothing', nowMs);
  };
}
