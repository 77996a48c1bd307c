import type { ActivityEvent } from '../domain/activity/activity-event.ts';
import type { ReflectionNote } from '../domain/reflection/reflection-note.ts';
import type { PeriodEvent } from './event-store.ts';
import type { SavedNote } from './note-store.ts';

const BASIC_COLUMNS = 'event_id, source, external_id, activity_type, start_ms, duration_minutes, confidence';

/** Columns of a {@link FactsRow}. */
export const FACTS_COLUMNS = `${BASIC_COLUMNS}, role is not null or method is not null`;

/** All columns of the domain's event, in insert order. */
export const EVENT_COLUMNS = `${BASIC_COLUMNS}, event_type, slot_id, role, method, work_product_id, guide_ref, exercise_ref, title, note, version, guide_pages, exercise_verdict`;

/** Facts of an event as a tuple, since there may be very many. */
export type FactsRow = [
  eventId: string,
  source: ActivityEvent['source'],
  externalId: string,
  activityType: ActivityEvent['activityType'],
  startMs: number,
  durationMinutes: number | null,
  confidence: number,
  hasRoleOrMethod: number,
];

/** A row of the table `event`. */
export type EventRow = {
  event_id: string;
  source: ActivityEvent['source'];
  external_id: string;
  activity_type: ActivityEvent['activityType'];
  start_ms: number;
  duration_minutes: number | null;
  confidence: number;
  event_type: string | null;
  slot_id: string | null;
  role: string | null;
  method: string | null;
  work_product_id: string | null;
  guide_ref: string | null;
  exercise_ref: string | null;
  title: string | null;
  note: string | null;
  version: number;
  guide_pages: number | null;
  exercise_verdict: ActivityEvent['exerciseVerdict'];
};

/** A row of the table `note`. */
export type NoteRow = { note_id: string; body: string; saved_at_ms: number };

/** Converts a row to the facts of an event. */
export function factsOf(row: FactsRow): PeriodEvent {
  const [eventId, source, externalId, activityType, startMs, durationMinutes, confidence, hasRoleOrMethod] = row;
  return {
    eventId,
    source,
    externalId,
    activityType,
    startMs,
    durationMinutes,
    confidence,
    hasRoleOrMethod: hasRoleOrMethod === 1,
  };
}

/** Converts a row to an event. */
export function eventOf(row: EventRow): ActivityEvent {
  return {
    eventId: row.event_id,
    source: row.source,
    externalId: row.external_id,
    activityType: row.activity_type,
    startMs: row.start_ms,
    durationMinutes: row.duration_minutes,
    confidence: row.confidence,
    eventType: row.event_type,
    slotId: row.slot_id,
    role: row.role,
    method: row.method,
    workProductId: row.work_product_id,
    guideRef: row.guide_ref,
    exerciseRef: row.exercise_ref,
    title: row.title,
    note: row.note,
    version: row.version,
    guidePages: row.guide_pages,
    exerciseVerdict: row.exercise_verdict,
  };
}

/** Converts an event to a row. */
export function rowOf(event: ActivityEvent): EventRow {
  return {
    event_id: event.eventId,
    source: event.source,
    external_id: event.externalId,
    activity_type: event.activityType,
    start_ms: event.startMs,
    duration_minutes: event.durationMinutes,
    confidence: event.confidence,
    event_type: event.eventType,
    slot_id: event.slotId,
    role: event.role,
    method: event.method,
    work_product_id: event.workProductId,
    guide_ref: event.guideRef,
    exercise_ref: event.exerciseRef,
    title: event.title,
    note: event.note,
    version: event.version,
    guide_pages: event.guidePages,
    exercise_verdict: event.exerciseVerdict,
  };
}

/** Converts a row to a note. */
export function noteOf(row: NoteRow): SavedNote {
  return { noteId: row.note_id, savedAtMs: row.saved_at_ms, note: JSON.parse(row.body) as ReflectionNote };
}
