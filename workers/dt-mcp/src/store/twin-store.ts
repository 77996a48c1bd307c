import type { ActivityEvent, EventFacts, NewActivityEvent } from '../domain/activity/activity-event.ts';
import type { ActivityTypeId } from '../domain/activity/activity-types.ts';
import type { ActivitySource } from '../domain/activity/sources.ts';
import type { WorkProduct } from '../domain/activity/work-product.ts';
import type { Goal } from '../domain/planning/goal.ts';
import type { LearningRoute } from '../domain/planning/learning-route.ts';
import type { Slot } from '../domain/planning/slot.ts';
import type { WeekPlan } from '../domain/planning/week-plan.ts';
import type { Profile } from '../domain/profile/profile.ts';
import type { GuideSession } from '../domain/reflection/guide-session.ts';
import type { ReflectionNote } from '../domain/reflection/reflection-note.ts';
import type { StageAssessment } from '../domain/stages/stage-assessment.ts';
import type { LocalDate, TimeZone } from '../domain/time/calendar.ts';
import type { NoteFacts } from '../domain/weeks/weekly-values.ts';

/** Most events one learner's twin takes in one UTC day. */
export const EVENTS_A_DAY = 5_000;
/** Most events one learner's twin holds. */
export const EVENTS_IN_ALL = 200_000;
/** Most notes one learner's twin holds. */
export const NOTES_IN_ALL = 10_000;
/** Most reports of sources one learner's twin holds; older ones give way. */
export const REPORTS_IN_ALL = 5_000;

/** What a twin keeps by versions, by kind. */
export interface DocumentBodies {
  readonly goal: Goal;
  readonly week_plan: WeekPlan;
  readonly slot: Slot;
  readonly work_product: WorkProduct;
  readonly stage_assessment: StageAssessment;
  readonly profile: Profile;
  readonly guide_session: GuideSession;
  readonly learning_route: LearningRoute;
}

/** A kind of document. */
export type DocumentKind = keyof DocumentBodies;

/** Most documents of a kind one learner's twin holds. */
export const DOCUMENTS_IN_ALL: Readonly<Record<DocumentKind, number>> = {
  goal: 1_000,
  week_plan: 1_000,
  slot: 500,
  work_product: 5_000,
  stage_assessment: 1_000,
  profile: 1,
  guide_session: 5_000,
  learning_route: 1,
};

/** A stored document. */
export interface Document<Body> {
  readonly id: string;
  /** Raised by one with every change, from 1. */
  readonly version: number;
  readonly body: Body;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** What is to be kept. */
export interface DocumentWrite<Body> {
  /** Null makes a new one; a given id must exist unless `create` says otherwise. */
  readonly id: string | null;
  /** Whether a given id that is not there yet is made. */
  readonly create: boolean;
  /** What lists filter by: a status, a type. */
  readonly label: string;
  /** What lists are ordered by. */
  readonly on: LocalDate;
  readonly body: Body;
  /** The version the caller saw; 0 where there is none yet. Nothing is written over another version. */
  readonly expectedVersion: number;
  /** Makes a repeated call of a new one the same one; null where the id does. */
  readonly once: Once | null;
}

/** What makes a repeated call the same call. */
export interface Once {
  readonly key: string;
  /**
   * Digest of what the call says, so that a key is not taken for something else; null when the key itself is one: then
   * a document that was changed since is not the answer, and a new one is made.
   */
  readonly said: string | null;
}

/** What became of a write. `same` changed nothing: a repetition. `key_conflict`: the key belongs to another request. */
export type SavedDocument<Body> =
  | { readonly status: 'created' | 'updated' | 'same'; readonly document: Document<Body> }
  | { readonly status: 'conflict'; readonly version: number }
  | { readonly status: 'not_found' }
  | { readonly status: 'key_conflict' }
  | { readonly status: 'full' };

/** Which documents a list shows: newest date first. */
export interface DocumentQuery {
  readonly labels: readonly string[] | null;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly limit: number;
  readonly after: { readonly on: LocalDate; readonly id: string } | null;
}

/** A page of documents. */
export interface DocumentPage<Body> {
  readonly documents: readonly (Document<Body> & { readonly on: LocalDate })[];
  /** How many fit the query in all. */
  readonly total: number;
  /** Whether any of this kind was ever kept. */
  readonly ever: boolean;
}

/** Which notes a list shows: the latest saved first. */
export interface NoteQuery {
  readonly type: string | null;
  readonly span: Span | null;
  readonly dates: { readonly start: LocalDate; readonly end: LocalDate } | null;
  /** Words to be found, in any letter case. */
  readonly text: string | null;
  readonly limit: number;
  readonly after: { readonly savedAtMs: number; readonly noteId: string } | null;
}

/** What became of a cancellation. */
export type Cancelled<T> =
  | { readonly status: 'cancelled' | 'already'; readonly cancelledAtMs: number; readonly item: T }
  | { readonly status: 'not_found' };

/** How many rows of each kind a twin holds. */
export interface HeldCounts {
  readonly events: number;
  readonly notes: number;
  readonly reports: number;
  readonly documents: number;
}

/** What became of an erasure. */
export type Erased =
  | { readonly status: 'erased' | 'already'; readonly deletedAtMs: number; readonly counts: HeldCounts | null }
  | { readonly status: 'refused' };

/** What every call needs to know about the learner first. */
export interface LearnerSettings {
  readonly timezone: TimeZone | null;
  /** What the learner took back from this client, and when (epoch ms). */
  readonly withdrawn: readonly { readonly scope: string; readonly atMs: number }[];
  /** When the learner last deleted everything, epoch ms; null when never. */
  readonly deletedAtMs: number | null;
}

/** Who writes, and when. */
export interface Writer {
  /** The client's id at this server; kept with what it wrote. */
  readonly clientId: string;
  /** Time of the call, epoch ms. */
  readonly nowMs: number;
}

/** What became of one event, in the order given. */
export type SavedEvent =
  | { readonly status: 'stored'; readonly event: ActivityEvent }
  | { readonly status: 'duplicate'; readonly event: ActivityEvent; readonly cancelled: boolean }
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

/** What became of a note. */
export type NoteOutcome =
  | (SavedNote & { readonly status: 'created' })
  | (SavedNote & { readonly status: 'repeated'; readonly cancelled: boolean })
  | { readonly status: 'key_conflict' }
  | { readonly status: 'full' };

/** A stretch of time, epoch ms; `toMs` excluded. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What arithmetic reads of an event: no words of a person, so that a year of long notes is still a small answer. */
export type PeriodEvent = EventFacts &
  Pick<ActivityEvent, 'eventId'> & {
    /** Whether it says in which role or by which method it was done. */
    readonly hasRoleOrMethod: boolean;
  };

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
  /** Stores a note once for each key; the same note again gives what was stored, another one finds the key taken. */
  saveNote(note: ReflectionNote, key: string, writer: Writer): Promise<NoteOutcome>;
  /** Cancels an event: it stays in the log and counts nowhere. */
  cancelEvent(eventId: string, reason: string | null, writer: Writer): Promise<Cancelled<ActivityEvent>>;
  /** Cancels a note likewise. */
  cancelNote(noteId: string, reason: string | null, writer: Writer): Promise<Cancelled<SavedNote>>;
  /** One page of notes. */
  listNotes(query: NoteQuery): Promise<{ readonly notes: readonly SavedNote[]; readonly total: number }>;
  /** What arithmetic reads of the notes about these dates. */
  noteFacts(span: Span, dates: { readonly start: LocalDate; readonly end: LocalDate }): Promise<readonly NoteFacts[]>;
  /** Keeps a document; see {@link DocumentWrite}. */
  saveDocument<K extends DocumentKind>(
    kind: K,
    write: DocumentWrite<DocumentBodies[K]>,
    writer: Writer,
  ): Promise<SavedDocument<DocumentBodies[K]>>;
  /** One document; null when there is none. */
  document<K extends DocumentKind>(kind: K, id: string): Promise<Document<DocumentBodies[K]> | null>;
  /** One page of documents. */
  listDocuments<K extends DocumentKind>(kind: K, query: DocumentQuery): Promise<DocumentPage<DocumentBodies[K]>>;
  /** Sections of guides that events name, each once; at most 1,000. */
  guideRefs(): Promise<readonly string[]>;
  /** What every call needs first. */
  settings(clientId: string): Promise<LearnerSettings>;
  /** What the twin holds. */
  counts(): Promise<HeldCounts>;
  /** Keeps the hash of a secret that allows one thing once, until then. */
  issueTicket(purpose: 'export' | 'delete', hash: string, expiresAtMs: number, writer: Writer): Promise<void>;
  /** Removes everything for good, on the word of a ticket; a tombstone and what was taken back stay, without words. */
  erase(hash: string, writer: Writer): Promise<Erased>;
  /** Everything the twin holds, as JSON; null when that is more than so many characters. */
  everythingWithin(characters: number, nowMs: number): Promise<string | null>;
  /** Where the learner's twin is, for a link that names nobody. */
  readonly address: string;
  /** Takes permissions back from the writing client; links to an export that were given under them die. */
  withdraw(scopes: readonly string[], writer: Writer): Promise<void>;
  /** Facts of the events that start in the span and of the dates of the period. */
  facts(span: Span, dates: { readonly start: LocalDate; readonly end: LocalDate }): Promise<PeriodFacts>;
  /** One page of events. */
  listEvents(query: EventQuery): Promise<{ readonly events: readonly ActivityEvent[]; readonly total: number }>;
}
