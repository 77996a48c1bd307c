import type { ActivityEvent, EventFacts, NewActivityEvent } from '../domain/activity-event.ts';
import type { ActivityTypeId } from '../domain/activity-types.ts';
import type { LocalDate } from '../domain/calendar.ts';
import type { ReflectionNote } from '../domain/reflection-note.ts';
import type { ActivitySource } from '../domain/sources.ts';

/** Most events one learner's twin takes in one UTC day. */
export const EVENTS_A_DAY = 5_000;
/** Most events one learner's twin holds. */
export const EVENTS_IN_ALL = 200_000;

/** Who writes, and when. */
export interface Writer {
  /** The client's id at this server; kept with what it wrote. */
  readonly clientId: string;
  /** Time of the call, epoch ms. */
  readonly nowMs: number;
}

/** What became of one event, in the order given. */
export type SavedEvent =
  | { readonly status: 'stored' | 'duplicate'; readonly event: ActivityEvent }
  | { readonly status: 'rejected'; readonly reason: 'daily_limit' | 'total_limit' };

/** A source's word that it has reported everything from one date to another. */
export interface SyncReport {
  readonly source: ActivitySource;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** A saved reflection note. */
export interface SavedNote {
  readonly noteId: string;
  /** Epoch ms. */
  readonly savedAtMs: number;
  readonly note: ReflectionNote;
}

/** A stretch of time, epoch ms; `toMs` excluded. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What arithmetic reads of an event: no words of a person, so that a year of long notes is still a small answer. */
export type PeriodEvent = EventFacts & Pick<ActivityEvent, 'eventId'>;

/** Facts of a stretch of time, from which everything is computed. */
export interface PeriodFacts {
  /** Events that start in the span, by start. */
  readonly events: readonly PeriodEvent[];
  /** Reports that touch the dates, and the newest report of all. */
  readonly syncReports: readonly (SyncReport & { readonly receivedAtMs: number })[];
  /** Daily notes that may close a date of the period. */
  readonly dailyNotes: readonly { readonly type: 'daily'; readonly on: LocalDate | null; readonly savedAtMs: number }[];
  /** When the twin came into being, epoch ms; null when nothing was ever written. */
  readonly bornAtMs: number | null;
  /** Start of the first event of all, epoch ms. */
  readonly firstEventMs: number | null;
  /** First date any source reported about. */
  readonly firstReportedDate: LocalDate | null;
  /** First date that a daily note names. */
  readonly firstNotedDate: LocalDate | null;
  /** When the first daily note was saved, epoch ms. */
  readonly firstDailyNoteMs: number | null;
}

/** Which events a list shows. */
export interface EventQuery extends Span {
  readonly types: readonly ActivityTypeId[] | null;
  readonly sources: readonly ActivitySource[] | null;
  readonly order: 'asc' | 'desc';
  readonly limit: number;
  /** The last event of the page before. */
  readonly after: { readonly startMs: number; readonly eventId: string } | null;
}

/** The facts of one learner's twin. It takes and gives facts; all arithmetic lives in the domain. */
export interface TwinStore {
  /** Stores events; `(source, externalId)` is stored once, the first wins. All or nothing on a fault. */
  saveEvents(events: readonly NewActivityEvent[], writer: Writer): Promise<readonly SavedEvent[]>;
  /** Keeps a source's report; a repeated report only moves the time it came. */
  saveSyncReport(report: SyncReport, writer: Writer): Promise<void>;
  /** Stores a note once for each key; a repetition gives the note that was stored first. */
  saveNote(note: ReflectionNote, key: string, writer: Writer): Promise<SavedNote & { readonly created: boolean }>;
  /** Facts of the events that start in the span and of the dates of the period. */
  facts(span: Span, dates: { readonly start: LocalDate; readonly end: LocalDate }): Promise<PeriodFacts>;
  /** One page of events. */
  listEvents(query: EventQuery): Promise<{ readonly events: readonly ActivityEvent[]; readonly total: number }>;
}
