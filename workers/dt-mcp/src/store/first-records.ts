import type { LearnerDatabase } from '@aisystant/mcp/learner-object';
import { notCancelled } from './cancellations.ts';
import type { PeriodFacts } from './event-store.ts';

/** What is known of the first records of a twin that a write of events changes. */
export type FirstEvents = Pick<PeriodFacts, 'createdAtMs' | 'firstEventMs' | 'firstActionMs'>;

/** What is known of its first notes and reports. */
export type FirstNotesAndReports = Pick<PeriodFacts, 'firstReportedDate' | 'firstNotedDate' | 'firstDailyNoteMs'>;

const firstStart = (condition: string) =>
  `(select start_ms from event where ${condition} and ${notCancelled('event', 'event.event_id')} order by start_ms, event_id limit 1)`;

const FIRST_EVENTS = `select
  (select born_at_ms from twin) as createdAtMs,
  ${firstStart('true')} as firstEventMs,
  ${firstStart("activity_type <> 'rest'")} as firstActionMs`;

const DAILY = `from note where type = 'daily' and ${notCancelled('note', 'note.note_id')}`;
const FIRST_NOTES_AND_REPORTS = `select
  (select min(from_date) from sync_report) as firstReportedDate,
  (select min(period_start) ${DAILY}) as firstNotedDate,
  (select min(saved_at_ms) ${DAILY}) as firstDailyNoteMs`;

/** Reads {@link FirstEvents} in one statement. */
export function firstEvents(sql: LearnerDatabase): FirstEvents {
  return sql.exec<{ [Fact in keyof FirstEvents]: FirstEvents[Fact] }>(FIRST_EVENTS).one();
}

/** Reads {@link FirstNotesAndReports} in one statement. */
export function firstNotesAndReports(sql: LearnerDatabase): FirstNotesAndReports {
  return sql.exec<{ [Fact in keyof FirstNotesAndReports]: FirstNotesAndReports[Fact] }>(FIRST_NOTES_AND_REPORTS).one();
}
