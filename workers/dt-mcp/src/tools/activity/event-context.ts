import { formatDate, formatDays, formatMinutes } from '@aisystant/mcp';
import { localTimeAt } from '@aisystant/mcp/local-time';
import * as z from 'zod';
import type { ActivityEvent, EventFacts } from '../../domain/activity/activity-event.ts';
import { endOf, isAction, minutesByDate, startsToRead } from '../../domain/activity/event-dates.ts';
import { minutesOrUnknown, summarizePeriod } from '../../domain/activity/period-summary.ts';
import { STREAK_LIMIT } from '../../domain/activity/streaks.ts';
import { type LocalDate, localDateAt, localDateSchema, periodDays, type TimeZone } from '../../domain/time/calendar.ts';
import { currentStreak } from '../../queries/current-streak.ts';
import type { PeriodEvent } from '../../store/event-store.ts';
import type { TwinStores } from '../../store/twin-store.ts';
import { formatActivity, formatParts, withIds } from '../wording.ts';

/** Most overlaps listed in an answer; the rest are counted, so that the answer stays within its limit. */
const LISTED_OVERLAPS = 5;

/** Output fields: what a written record changes around it; null or empty without read access. */
export const EventContext = {
  day_total_minutes: z
    .int()
    .nullable()
    .describe('сумма за дату начала; null, если длительности не записаны или без разрешения читать'),
  streak_days: z
    .int()
    .nullable()
    .describe(`дней подряд с делами, не больше ${STREAK_LIMIT}; null, если серии не видно или без разрешения читать`),
  warnings: z.array(z.string()),
};

/** Output field: the minutes of a record by date. */
export const MinutesByDate = z
  .array(z.object({ date: localDateSchema, minutes: z.int() }))
  .describe('на какие даты пришлись минуты записи');

/** Used in place of {@link eventContext} when the client has no read access. */
export const NO_CONTEXT = { day_total_minutes: null, streak_days: null, warnings: [] };

/** The day total, the streak and the overlaps of a stored record. */
export async function eventContext(event: ActivityEvent, { events: store }: TwinStores, zone: TimeZone, now: number) {
  const date = localDateAt(event.startMs, zone);
  const events = await store.eventsOf(startsToRead(periodDays({ start: date, end: lastDateOf(event, zone) }, zone)));
  const today = localDateAt(now, zone);
  return {
    day_total_minutes: minutesOfDay(events, date, today, zone),
    // Whether a streak is over is not known here: yesterday may only not be recorded.
    streak_days: (await currentStreak(store, zone, today)) || null,
    warnings: overlapWarnings(event, events, zone),
  };
}

/** Invested minutes of a date of which something is known; null when its activities have no duration. */
function minutesOfDay(events: readonly EventFacts[], date: LocalDate, today: LocalDate, zone: TimeZone) {
  const day = summarizePeriod(events, periodDays({ start: date, end: date }, zone), today, 'none');
  return minutesOrUnknown(day.total_minutes, true, day.active_dates.length > 0);
}

/** The minutes of a record by date, in the learner's zone; none when its duration is unknown. */
export function datesOfEvent(event: EventFacts, zone: TimeZone) {
  if (event.durationMinutes === null) return [];
  const days = periodDays({ start: localDateAt(event.startMs, zone), end: lastDateOf(event, zone) }, zone);
  return minutesByDate(event, days);
}

/** What a written record changes, in words: where minutes over midnight went, the day, the streak, the overlaps. */
export function contextLines({
  minutes_by_date: dates,
  ...found
}: {
  readonly minutes_by_date: z.output<typeof MinutesByDate>;
  readonly day_total_minutes: number | null;
  readonly streak_days: number | null;
  readonly warnings: readonly string[];
}): readonly string[] {
  const [first] = dates;
  const total = found.day_total_minutes;
  const split = formatParts(
    dates,
    ({ date }) => formatDate(date),
    ({ minutes }) => formatMinutes(minutes),
  );
  return [
    ...(dates.length > 1 ? [`Дело шло через полночь, минуты разошлись по датам: ${split}.`] : []),
    ...(first === undefined || !total ? [] : [`Всего за ${formatDate(first.date)}: ${formatMinutes(total)}.`]),
    ...(found.streak_days === null || found.streak_days < 2
      ? []
      : [`Подряд с занятиями: ${formatDays(found.streak_days)}.`]),
    ...found.warnings,
  ];
}

/** The end date of an event, so that overlaps after midnight are found. */
function lastDateOf(event: EventFacts, zone: TimeZone): LocalDate {
  return localDateAt(Math.max(event.startMs, endOf(event) - 1), zone);
}

function overlapWarnings(event: ActivityEvent, others: readonly PeriodEvent[], zone: TimeZone): string[] {
  const overlaps = others.filter((other) => other.eventId !== event.eventId && shareMinutes(event, other));
  const listed = overlaps.slice(0, LISTED_OVERLAPS).map((other) => {
    const at = localTimeAt(other.startMs, zone);
    const when = `${formatDate(at.slice(0, 10))} ${at.slice(11, 16)}`;
    return `Пересекается с другой записью: ${formatActivity(other.activityType)}, ${when} ${withIds({ event_id: other.eventId })}. Общие минуты считаются один раз.`;
  });
  return overlaps.length > listed.length
    ? [...listed, `И ещё пересечений: ${overlaps.length - listed.length}.`]
    : listed;
}

/** Whether two records share minutes; rest has none. */
function shareMinutes(a: EventFacts, b: EventFacts): boolean {
  return isAction(a) && isAction(b) && Math.max(a.startMs, b.startMs) < Math.min(endOf(a), endOf(b));
}
