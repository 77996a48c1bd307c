import { notCancelled } from './cancellations.ts';
import type { PeriodFacts } from './event-store.ts';

/** What is known of the first records of a twin that a write of events changes. */
export type FirstEvents = Pick<PeriodFacts, 'createdAtMs' | 'firstEventMs'>;

/** What is known of the other first records of a twin. */
export type FirstNotes = Pick<PeriodFacts, 'firstReportedDate' | 'firstNotedDate' | 'firstDailyNoteMs'>;

const FIRST_EVENTS = `select
  (select born_at_ms from twin) as createdAtMs,
  (select start_ms from event where ${notCancelled('event', 'event.event_id')} order by start_ms limit 1) as firstEventMs`;

const DAILY = `from note where type = 'daily' and ${notCancelled('note', 'note.note_id')}`;
const FIRST_NOTES = `select
  (select min(from_date) from sync_report) as firstReportedDate,
  (select min(period_start) ${DAILY}) as firstNotedDate,
  (select min(saved_at_ms) ${DAILY}) as firstDailyNoteMs`;

/** Reads them in one statement. */
export function firstEvents(sql: SqlStorage): FirstEvents {
  return sql.exec<{ [Fact in keyof FirstEvents]: FirstEvents[Fact] }>(FIRST_EVENTS).one();
}

/** Reads them in one statement. */
export function firstNotes(sql: SqlStorage): FirstNotes {
  return sql.exec<{ [Fact in keyof FirstNotes]: FirstNotes[Fact] }>(FIRST_NOTES).one();
}
