import type { Writer } from '@aisystant/mcp/learner-store';
import type { ActivityEvent, EventFacts, NewActivityEvent } from '../domain/activity/activity-event.ts';
import type { ActivityTypeId } from '../domain/activity/activity-types.ts';
import type { ActivitySource } from '../domain/activity/sources.ts';
import type { ExerciseRecord, GuideRecord } from '../domain/activity/studies.ts';
import type { LocalDate, Period } from '../domain/time/calendar.ts';

/** Most events one twin accepts in one UTC day. */
export const EVENTS_PER_DAY = 5_000;
/** Most events one twin holds. */
export const EVENT_LIMIT = 200_000;
/** Most sync reports one twin holds; the oldest are dropped. */
export const SYNC_REPORT_LIMIT = 5_000;

/** Instants from `fromMs` to `toMs` (excluded), epoch ms. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Outcome of saving one event. */
export type SavedEvent =
  | { readonly status: 'stored'; readonly event: ActivityEvent }
  | { readonly status: 'duplicate'; readonly event: ActivityEvent; readonly cancelled: boolean }
  | { readonly status: 'rejected'; readonly reason: 'daily_limit' | 'total_limit' };

/** Outcome of a change. `unchanged`: the event is already so, whatever the version. */
export type UpdatedEvent =
  | { readonly status: 'updated' | 'unchanged'; readonly event: ActivityEvent }
  | { readonly status: 'conflict'; readonly version: number }
  | { readonly status: 'not_found' };

/** Outcome of a cancellation. */
export type Cancelled<T> =
  | { readonly status: 'cancelled' | 'already'; readonly cancelledAtMs: number; readonly item: T }
  | { readonly status: 'not_found' };

/** A source's statement that it has reported everything between two dates, both included. */
export interface SyncReport {
  readonly source: ActivitySource;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** An event without its texts, so that the facts of a year stay small. */
export type PeriodEvent = EventFacts &
  Pick<ActivityEvent, 'eventId'> & {
    readonly hasRoleOrMethod: boolean;
  };

/** Everything a period is computed from. */
export interface PeriodFacts {
  /** Events that start in the span, by start. */
  readonly events: readonly PeriodEvent[];
  /** Reports that overlap the period, and the newest of all. */
  readonly syncReports: readonly (SyncReport & { readonly receivedAtMs: number })[];
  /** Daily notes that may close a date of the period; `date` is null when the note names none. */
  readonly dailyNotes: readonly {
    readonly type: 'daily';
    readonly date: LocalDate | null;
    readonly savedAtMs: number;
  }[];
  /** When the twin was first written to, epoch ms; null when never. */
  readonly createdAtMs: number | null;
  /** Start of the earliest event, epoch ms. */
  readonly firstEventMs: number | null;
  /** Start of the earliest event that is not rest, epoch ms. */
  readonly firstActionMs: number | null;
  /** Earliest date of a sync report. */
  readonly firstReportedDate: LocalDate | null;
  /** Earliest date that a daily note names. */
  readonly firstNotedDate: LocalDate | null;
  /** When the earliest daily note was saved, epoch ms. */
  readonly firstDailyNoteMs: number | null;
}

/** Selects events by start, type and source. */
export interface EventQuery extends Span {
  readonly types: readonly ActivityTypeId[] | null;
  readonly sources: readonly ActivitySource[] | null;
  readonly order: 'asc' | 'desc';
  readonly limit: number;
  /** The last event of the previous page. */
  readonly after: EventPosition | null;
}

/** Place of an event in the order of events. */
export interface EventPosition {
  readonly startMs: number;
  readonly eventId: string;
}

/** What events say of guides and exercises, each different thing once; the latest of each, at most {@link STUDIES_LIMIT}. */
export interface Studies {
  readonly guides: readonly GuideRecord[];
  readonly exercises: readonly ExerciseRecord[];
}

/** The school has some 2,000 pages and exercises. */
export const STUDIES_LIMIT = 5_000;

/** The log of a learner's activity. */
export interface EventStore {
  /** Stores events, all or none, and answers in their order. `(source, externalId)` is unique: the first one wins. */
  saveEvents(events: readonly NewActivityEvent[], writer: Writer): Promise<readonly SavedEvent[]>;
  /** Stores a report; a repeated one only updates its time. */
  saveSyncReport(report: SyncReport, writer: Writer): Promise<void>;
  /** Null when there is no such event, or it is cancelled. */
  findEvent(eventId: string): Promise<ActivityEvent | null>;
  /** Replaces an event that is not cancelled, if its version is the expected one; its identity stays. */
  updateEvent(eventId: string, event: NewActivityEvent, expectedVersion: number, writer: Writer): Promise<UpdatedEvent>;
  /** Cancels an event: it stays in the log and is not counted. */
  cancelEvent(eventId: string, reason: string | null, writer: Writer): Promise<Cancelled<ActivityEvent>>;
  listEvents(query: EventQuery): Promise<{ readonly events: readonly ActivityEvent[]; readonly total: number }>;
  periodFacts(span: Span, period: Period): Promise<PeriodFacts>;
  /** Events that start in the span, by start. */
  eventsOf(span: Span): Promise<readonly PeriodEvent[]>;
  /** Indexes of the days that have any part of an event which is not rest. */
  activeDays(days: readonly Span[]): Promise<readonly number[]>;
  /** Places of guides and verdicts of exercises that events name. */
  studies(): Promise<Studies>;
}
