import { type DataStatus, dataQuality, type QualityFacts, recordedOrUnknown } from '../activity/coverage.ts';
import { datesTouched, eventsNear, isAction, touches } from '../activity/event-dates.ts';
import { investedTime } from '../activity/invested-time.ts';
import { daysWithMinutes, minutesOrUnknown } from '../activity/period-summary.ts';
import { isDraft, type WorkProduct } from '../activity/work-product.ts';
import { firstSlotSince, hasSlot, isSlotUnknown, SLOT_REACH_MINUTES, type Slot, slotDates } from '../planning/slot.ts';
import {
  addDays,
  dayIndexAt,
  type LocalDate,
  localDateAt,
  periodDays,
  type TimeZone,
  type Week,
  weekOf,
} from '../time/calendar.ts';

/** The part of a note that computations use. */
export interface NoteFacts {
  readonly type: string;
  /** The last date the note is about; null when it names none. */
  readonly date: LocalDate | null;
  readonly savedAtMs: number;
  /** Self-assessment scores, 1..5. */
  readonly scores: readonly number[];
}

/** Facts from which weeks are computed. */
export interface TwinFacts extends QualityFacts {
  /** Null when none was ever kept. */
  readonly notes: readonly NoteFacts[] | null;
  /** Null when none was ever kept. */
  readonly products: readonly WorkProduct[] | null;
  readonly slots: readonly Slot[];
  /** Start of the first activity of all, also of one before those read here, epoch ms; null without any. */
  readonly firstActionMs: number | null;
}

/** The values of one week. */
export interface WeekValues {
  readonly week: Week;
  readonly status: DataStatus;
  readonly minutes: number;
  readonly activeDays: number;
  /** Active days with minutes: an activity without a duration gives its day none. */
  readonly timedDays: number;
  /** Whether an activity has no duration: minutes are only a lower bound then. */
  readonly hasUntimed: boolean;
  /** Active days before the first slot; all of them without a slot. */
  readonly activeBeforeSlot: number;
  /** Null without a slot. */
  readonly slotDue: number | null;
  /** Null also where there are no data of the days of the slot. */
  readonly slotHeld: number | null;
  /** Null, like products and drafts, when none was ever kept. */
  readonly reflections: number | null;
  readonly products: number | null;
  readonly drafts: number | null;
  readonly strategized: boolean;
}

const REFLECTIVE = new Set(['daily', 'weekly', 'insight']);

/** Whether a note is a reflection, and not a blocker or a milestone. */
export const isReflective = ({ type }: Pick<NoteFacts, 'type'>): boolean => REFLECTIVE.has(type);

/** The last `count` full weeks, oldest first. */
export function lastFullWeeks(today: LocalDate, count: number): Week[] {
  const { start } = weekOf(today);
  return Array.from({ length: count }, (_, i) => weekOf(addDays(start, -7 * (count - i))));
}

/** The date a note counts for. */
export function dateOfNote({ date, savedAtMs }: NoteFacts, zone: TimeZone): LocalDate {
  return date ?? localDateAt(savedAtMs, zone);
}

/** The values of consecutive weeks, in time linear in their events. */
export function weeklyValues(facts: TwinFacts, weeks: readonly Week[], zone: TimeZone, nowMs: number): WeekValues[] {
  const noteDates = facts.notes?.filter(isReflective).map((note) => dateOfNote(note, zone)) ?? null;
  const since = firstSlotSince(facts.slots);
  const today = localDateAt(nowMs, zone);
  return weeks.map((week) => {
    const days = periodDays(week, zone);
    const near = eventsNear(facts.events, days);
    const isIn = (date: LocalDate) => week.start <= date && date <= week.end;
    const products = facts.products?.filter(({ date }) => isIn(date)) ?? null;
    const active = datesTouched(near.filter(isAction), days);
    const slotEvents = eventsNear(facts.events, days, SLOT_REACH_MINUTES);
    const slot = hasSlot(facts.slots, week) ? slotDates(facts.slots, slotEvents, days) : null;
    const quality = dataQuality({ ...facts, events: near }, days, nowMs);
    const time = investedTime(near, days);
    const isUnknown = slot === null || isSlotUnknown(slot, { ...quality, today });
    return {
      week,
      status: quality.status,
      minutes: time.totalMinutes,
      activeDays: active.size,
      timedDays: daysWithMinutes(time),
      hasUntimed: near.some((each) => isAction(each) && each.durationMinutes === null && touches(each, days)),
      activeBeforeSlot: [...active].filter((date) => since === null || date < since).length,
      slotDue: slot === null ? null : slot.due.length,
      slotHeld: isUnknown ? null : slot.held.length,
      reflections: noteDates === null ? null : noteDates.filter(isIn).length,
      products: products === null ? null : products.filter(({ finished }) => finished).length,
      drafts: products === null ? null : products.filter(isDraft).length,
      strategized: near.some((e) => e.activityType === 'strategizing' && dayIndexAt(days, e.startMs) >= 0),
    };
  });
}

/** A mean and the number of weeks in it. */
export interface MeanOfWeeks {
  /** Null without data in any week. */
  readonly mean: number | null;
  readonly weeks: number;
}

/**
 * The mean over the weeks whose value is known. A week without data is not a zero and is left out, unless it has a value,
 * such as from a note.
 */
export function meanOfWeeks(weeks: readonly WeekValues[], of: (week: WeekValues) => number | null): MeanOfWeeks {
  const known = weeks.flatMap((week) => recordedOrUnknown(of(week) ?? 0, isKnown(week, of)) ?? []);
  const sum = known.reduce((total, value) => total + value, 0);
  return { mean: known.length === 0 ? null : sum / known.length, weeks: known.length };
}

const isKnown = (week: WeekValues, of: (week: WeekValues) => number | null) =>
  week.status !== 'NO_DATA' && of(week) !== null;

/** Minutes of a week; null when its activities have no duration. */
export function minutesOf({ minutes, activeDays }: WeekValues): number | null {
  return minutesOrUnknown(minutes, true, activeDays > 0);
}

/** The same in hours. */
export function hoursOf(week: WeekValues): number | null {
  const minutes = minutesOf(week);
  return minutes === null ? null : minutes / 60;
}

/**
 * The mean hours of the weeks whose hours are known. Zeros alone are no mean while the activities of another week have no
 * duration: they took some time.
 */
export function meanHours(weeks: readonly WeekValues[]): MeanOfWeeks {
  const found = meanOfWeeks(weeks, hoursOf);
  const isUntimed = weeks.some((week) => week.activeDays > 0 && hoursOf(week) === null);
  return found.mean === 0 && isUntimed ? { mean: null, weeks: 0 } : found;
}

/**
 * Days of a week with the slot held; before the first slot, days with any activity. Null where there are no data of the
 * days of the slot, unless days before it count: a gap is not a missed slot.
 */
export function regularDaysOf({ slotDue, slotHeld, activeBeforeSlot }: WeekValues): number | null {
  return recordedOrUnknown(activeBeforeSlot + (slotHeld ?? 0), slotHeld !== null || !slotDue);
}

/** The assumption about regularity, for weeks with data before the first slot or when there is no slot. */
export function slotAssumptions(weeks: readonly WeekValues[], slots: readonly Slot[]): string[] {
  const since = firstSlotSince(slots);
  const reachesBefore = weeks.some(({ week, status }) => status !== 'NO_DATA' && since !== null && week.start < since);
  return since === null || reachesBefore ? ['Пока слота не было, дни со слотом считаются по дням с делами.'] : [];
}
