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
import { firstEvents, firstNotesAndReports } from './first-records.ts';
import { emptiesStore, type HomeAt, type MovedRow, type MoveStep } from './home.ts';
import { LATER_INDEXES, MIGRATIONS } from './migrations.ts';
import type { NoteOutcome, NoteQuery, SavedNote } from './note-store.ts';
import { Notes } from './notes.ts';
import { ObjectHome } from './object-home.ts';
import {
  type Counted,
  DOCUMENT_LIMITS,
  type DocumentBodies,
  EXPORT_FORMAT,
  type LearnerSettings,
  READ_SCOPE,
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

/** What moves to another store, in this order: what is cancelled before its cancellation. All that is exported, and the tickets. */
export const MOVED: { readonly [table: string]: readonly string[] } = { ...EXPORTED, ticket: ['hash'] };

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
  readonly #home = new ObjectHome(this.ctx.storage.kv);

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env, {
      migrations: MIGRATIONS,
      laterIndexes: LATER_INDEXES,
      documentLimits: DOCUMENT_LIMITS,
      rights: {
        format: EXPORT_FORMAT,
        exported: EXPORTED,
        counted: { events: 'event', notes: 'note', reports: 'sync_report', documents: 'document' },
        readScope: READ_SCOPE,
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
  saveEvents(events: readonly NewActivityEvent[], writer: Writer): readonly SavedEvent[] {
    return this.#eventTransaction(() => {
      this.recordCreation(writer);
      return this.#events.save(events, writer);
    });
  }

  /** See {@link EventStore}. */
  saveSyncReport(report: SyncReport, writer: Writer): void {
    this.transaction(() => {
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
      ...firstEvents(this.sql),
      // What a write of events leaves as it is.
      ...this.kept.read('periodBesidesEvents', [span, period], () => ({
        syncReports: this.#events.reports(period),
        dailyNotes: this.#notes.daily(span, period),
        ...firstNotesAndReports(this.sql),
      })),
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
  listNotes(query: NoteQuery): ReturnType<Notes['list']> {
    return this.#notes.list(query);
  }

  /** See {@link NoteStore}. */
  noteFacts(span: Span, period: Period): NoteFacts[] | null {
    return this.#notes.facts(span, period);
  }

  /** See {@link RightsStore}. Every operation asks for them first. */
  override settings(clientId: string): LearnerSettings {
    this.#home.require(false);
    return this.kept.read('settings', [clientId], () => ({
      timezone: this.documents.find('profile', 'me')?.body.timezone ?? null,
      ...this.rights.consent(clientId),
    }));
  }

  protected override readonly transaction = <T>(run: () => T): T => {
    return this.kept.write(() => this.#eventTransaction(run));
  };

  /** A write of events alone. */
  #eventTransaction<T>(run: () => T): T {
    this.#home.require(true);
    return this.#keptOfEvents.write(() => this.sql.transaction(run));
  }

  /** A write of a move, whatever the home is. */
  #moving<T>(run: () => T): T {
    try {
      return this.kept.write(() => this.#keptOfEvents.write(() => this.sql.transaction(run)));
    } catch (error) {
      this.#home.reload();
      throw error;
    }
  }

  /** Where the records are, and how many rows of them are here. */
  residence(): { readonly at: HomeAt; readonly rows: number } {
    const count = (table: string) => this.sql.exec<{ n: number }>(`select count(*) as n from ${table}`).one().n;
    return { at: this.#home.at, rows: Object.keys(MOVED).reduce((sum, table) => sum + count(table), 0) };
  }

  /** Makes a step of a move; false when it is refused. */
  changeHome(step: MoveStep, move: string): boolean {
    return this.#moving(() => {
      const isChanged = this.#home.change(step, move);
      if (isChanged && emptiesStore(step)) this.rights.clear();
      return isChanged !== false;
    });
  }

  /** Lets a learner without any record begin in the other store; false when there are records, or they are moving. */
  giveUpEmpty(): boolean {
    return this.#moving(() => {
      const { at, rows } = this.residence();
      if (at.home === 'here' && rows === 0) this.#home.become({ home: 'elsewhere', move: at.move });
      return this.#home.at.home === 'elsewhere';
    });
  }

  /** See {@link MovableTwin}. Throws `TypeError` for a table that does not move. */
  movedPage(table: string, after: MovedRow | null, limit: number): MovedRow[] {
    return this.rights.pageOf(table, keyOf(table), after, limit);
  }

  /** See {@link MovableTwin}; false when it is refused. */
  putMoved(move: string, table: string, rows: readonly MovedRow[]): boolean {
    const { home, move: current } = this.#home.at;
    if (home !== 'arriving' || current !== move) return false;
    keyOf(table);
    return this.#moving(() => {
      if (rows.length > 0) this.sql.indexFirstRow(table);
      for (const row of rows) {
        const columns = Object.keys(row).map((column) => `"${column}"`);
        const query = `insert or replace into ${table}(${columns}) values (${columns.map(() => '?')})`;
        this.sql.exec(query, ...(Object.values(row) as SqlStorageValue[]));
      }
      return true;
    });
  }

  /** A link is of the store that gave it: it ends with a move. */
  override redeem(...link: Parameters<LearnerObject<Env, DocumentBodies, Counted, LearnerSettings>['redeem']>) {
    return this.#home.at.home === 'here' ? super.redeem(...link) : null;
  }

  /** From the first write on, days are expected to have data. */
  protected override readonly recordCreation = ({ nowMs }: Writer): void => {
    this.sql.exec('insert into twin(one, born_at_ms) values (1, ?) on conflict do nothing', nowMs);
  };
}

function keyOf(table: string): readonly string[] {
  const key = MOVED[table];
  if (!key) throw new TypeError('no such table moves');
  return key;
}
