import { knownSince, type QualityFacts } from '../domain/activity/coverage.ts';
import { startsToRead } from '../domain/activity/event-dates.ts';
import { closedDateOf } from '../domain/reflection/reflection-note.ts';
import {
  type LocalDate,
  localDateAt,
  type Period,
  periodDays,
  type TimeZone,
  wholeWeeks,
} from '../domain/time/calendar.ts';
import type { EventStore, PeriodEvent, PeriodFacts } from '../store/event-store.ts';

/** Facts from which the domain sums up a period. */
export type PeriodRecords = QualityFacts & {
  readonly events: readonly PeriodEvent[];
  /** Start of the first event of all, epoch ms; null without any. */
  readonly firstEventMs: number | null;
  /** Start of the first activity of all, epoch ms; null without any. */
  readonly firstActionMs: number | null;
};

/**
 * Reads the facts of a period in one request, those of its whole weeks: coverage needs them. `reachMinutes` extends the
 * weeks for events, at both ends.
 */
export async function readPeriod(
  store: EventStore,
  period: Period,
  zone: TimeZone,
  reachMinutes = 0,
): Promise<PeriodRecords> {
  const weeks = wholeWeeks(period);
  const facts = await store.periodFacts(startsToRead(periodDays(weeks, zone), reachMinutes), weeks);
  const closedDates = facts.dailyNotes
    .map(({ type, date, savedAtMs }) =>
      closedDateOf(
        { type, ...(date !== null && { period: { start: date, end: date } }) },
        localDateAt(savedAtMs, zone),
      ),
    )
    .filter((date) => date !== null);
  const { events, syncReports: syncRanges, firstEventMs, firstActionMs } = facts;
  return { events, syncRanges, closedDates, firstEventMs, firstActionMs, knownSince: knownSinceOf(facts, zone) };
}

function knownSinceOf(facts: PeriodFacts, zone: TimeZone): LocalDate | null {
  if (facts.createdAtMs === null) return null;
  const instants = [facts.firstEventMs, facts.firstDailyNoteMs].filter((ms) => ms !== null);
  const dates = [facts.firstReportedDate, facts.firstNotedDate].filter((date) => date !== null);
  const [first] = [...dates, ...instants.map((ms) => localDateAt(ms, zone))].sort();
  return knownSince(localDateAt(facts.createdAtMs, zone), first ?? null);
}
