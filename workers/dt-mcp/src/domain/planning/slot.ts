import * as z from 'zod';
import type { EventFacts } from '../activity/activity-event.ts';
import { type DataQuality, recordedOrUnknown } from '../activity/coverage.ts';
import { distinctEvents, endOf, isAction } from '../activity/event-dates.ts';
import {
  daysBetween,
  instantAt,
  type LocalDate,
  localDateSchema,
  MS_PER_MINUTE,
  type Period,
  type PeriodDays,
  type TimeZone,
} from '../time/calendar.ts';

/** Days of the week, Monday first. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Tolerance around the planned time of a slot, minutes. */
const SLOT_TOLERANCE_MINUTES = 60;
/** Longest slot, minutes. */
const MAX_SLOT_MINUTES = 480;

/** Most minutes between the clocks of two zones: UTC+14 and UTC−12. */
const MAX_ZONES_APART_MINUTES = 26 * 60;

/**
 * A slot may be held this many minutes before the start of its date or after its end, since it keeps the zone in which it was
 * set, so events are read from there to there.
 */
export const SLOT_REACH_MINUTES = MAX_SLOT_MINUTES + SLOT_TOLERANCE_MINUTES + MAX_ZONES_APART_MINUTES;

/** A slot as input: regular time reserved for development. */
export const slotSchema = z.strictObject({
  slot_time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'нужно время ЧЧ:ММ')
    .describe('Начало, ЧЧ:ММ'),
  slot_duration_minutes: z.int().min(5, 'не меньше 5').max(MAX_SLOT_MINUTES, `не больше ${MAX_SLOT_MINUTES}`),
  slot_days: z.array(z.enum(WEEKDAYS)).min(1).max(7).describe('Дни недели'),
  since: localDateSchema.optional().describe('С какой даты; без неё с сегодня'),
  timezone: z
    .string()
    .max(64)
    .optional()
    .describe('Пояс, в котором задано время; без него — тот, в котором считают дни'),
});

/** A slot in force from `since` until the next one. */
export type Slot = Omit<z.output<typeof slotSchema>, 'since' | 'timezone'> & {
  readonly since: LocalDate;
  /** The zone of its time; none when the learner had named no zone: its time is of whatever zone days are counted in. */
  readonly timezone?: TimeZone;
};

/** The zone of a slot's time, where days are counted in `zone`. */
const zoneOfSlot = ({ timezone }: Slot, zone: TimeZone): TimeZone => timezone ?? zone;

/** How a slot was kept, as clients see it. */
export interface SlotConsistency {
  readonly slot_time: string;
  readonly slot_duration_minutes: number;
  readonly slot_days: readonly (typeof WEEKDAYS)[number][];
  readonly timezone: TimeZone;
  /** Null, and no zero, when there are no data of the days of the slot. */
  readonly days_held: number | null;
  readonly target_days: number;
  /** Null when no slot was due or there are no data of its days: a gap is not a missed slot. */
  readonly consistency_percent: number | null;
}

/** The slot in force on a date; null before the first one. */
export function slotOn<S extends Slot>(slots: readonly S[], date: LocalDate): S | null {
  return slots.reduce<S | null>(
    (last, slot) => (slot.since <= date && (last === null || last.since <= slot.since) ? slot : last),
    null,
  );
}

/**
 * Dates with a due slot, and those of them where it was held. `events` must reach `SLOT_REACH_MINUTES` beyond the days.
 */
export function slotDates(slots: readonly Slot[], events: readonly EventFacts[], days: PeriodDays) {
  const actions = distinctEvents(events).filter(isAction);
  const due = days.dates.flatMap((date) => {
    const slot = slotOn(slots, date);
    if (slot === null || !slot.slot_days.includes(weekdayOf(date))) return [];
    const begin = instantAt(date, slot.slot_time, zoneOfSlot(slot, days.zone));
    return [{ date, held: actions.some((event) => isHeld(event, slot, begin)) }];
  });
  return { due: due.map(({ date }) => date), held: due.filter(({ held }) => held).map(({ date }) => date) };
}

/** When a slot can no longer be held, epoch ms: its end and the tolerance. */
export function slotClosesAt(slot: Slot, date: LocalDate, zone: TimeZone): number {
  const minutes = slot.slot_duration_minutes + SLOT_TOLERANCE_MINUTES;
  return instantAt(date, slot.slot_time, zoneOfSlot(slot, zone)) + minutes * MS_PER_MINUTE;
}

/** What is known of the days of a period, and the present date. */
export interface SlotQuality extends Pick<DataQuality, 'status' | 'known_dates'> {
  readonly today: LocalDate;
}

/** Whether nothing is known of the slots that were due: none was held, and there are no data of any of their dates. */
export function isSlotUnknown(
  { due, held }: ReturnType<typeof slotDates>,
  { status, known_dates, today }: SlotQuality,
): boolean {
  if (held.length > 0) return false;
  const past = due.filter((date) => date < today);
  return status === 'NO_DATA' || (past.length > 0 && !due.some((date) => known_dates.includes(date)));
}

/** How the slot was kept in a period of this quality; null when none was set before its end. */
export function slotConsistency(
  slots: readonly Slot[],
  events: readonly EventFacts[],
  days: PeriodDays,
  quality: SlotQuality,
): SlotConsistency | null {
  const slot = slotOn(slots, days.end);
  if (slot === null) return null;
  const dates = slotDates(slots, events, days);
  const { due, held } = dates;
  const { slot_time, slot_duration_minutes, slot_days } = slot;
  const isKnown = !isSlotUnknown(dates, quality);
  return {
    slot_time,
    slot_duration_minutes,
    slot_days,
    timezone: zoneOfSlot(slot, days.zone),
    days_held: recordedOrUnknown(held.length, isKnown),
    target_days: due.length,
    consistency_percent:
      isKnown && due.length > 0 ? Math.floor((200 * held.length + due.length) / (2 * due.length)) : null,
  };
}

/** Start of the first slot; null without any. */
export function firstSlotSince(slots: readonly Slot[]): LocalDate | null {
  return slots.map(({ since }) => since).sort()[0] ?? null;
}

/** Whether a slot was in force in a period. */
export function hasSlot(slots: readonly Slot[], { end }: Period): boolean {
  return slotOn(slots, end) !== null;
}

function weekdayOf(date: LocalDate): (typeof WEEKDAYS)[number] {
  const index = ((daysBetween('2024-01-01', date) % 7) + 7) % 7; // 2024-01-01 was a Monday
  return WEEKDAYS[index] ?? 'mon';
}

/** An activity of at least half the slot's length, overlapping its time ± 60 minutes. */
function isHeld(event: EventFacts, slot: Slot, beginMs: number): boolean {
  const tolerance = SLOT_TOLERANCE_MINUTES * MS_PER_MINUTE;
  const endMs = beginMs + slot.slot_duration_minutes * MS_PER_MINUTE;
  const longEnough = (event.durationMinutes ?? 0) * 2 >= slot.slot_duration_minutes;
  return longEnough && event.startMs < endMs + tolerance && endOf(event) > beginMs - tolerance;
}
