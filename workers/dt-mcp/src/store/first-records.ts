import { notCancelled } from './cancellations.ts';
import type { PeriodFacts } from './event-store.ts';

/** What is known of the first records of a twin. */
export type FirstRecords = Pick<
  PeriodFacts,
  'createdAtMs' | 'firstEventMs' | 'firstReportedDate' | 'firstNotedDate' | 'firstDailyNoteMs'
>;

const DAILY = `from note where type = 'daily' and ${notCancelled('note', 'note.note_id')}`;
const FIRST_RECORDS = `select
  (select born_at_ms from twin) as createdAtMs,
  (select start_ms from event where ${notCancelled('event', 'event.event_id')} order by start_ms limit 1) as firstEventMs,
  (select min(from_date) from sync_report) as firstReportedDate,
  (select min(period_start) ${DAILY}) as firstNotedDate,
  (select min(saved_at_ms) ${DAILY}) as firstDailyNoteMs`;

/** Reads them in one statement. */
export function firstRecords(sql: SqlStorage): FirstRecords {
  return sql.exec<{ [Fact in keyof FirstRecords]: FirstRecords[Fact] }>(FIRST_RECORDS).one();
}
