import { formatDays, formatHours, plural } from '@aisystant/mcp';

/** Smaller values are said to be less than this. */
const LEAST = 0.1;

/** Most days since the last activity that are not worth a word. */
const RECENT_DAYS = 3;

/** Means of the weeks with data, rounded; what is not zero is not rounded to it. */
interface Rhythm {
  readonly hours: number | null;
  readonly activeDays: number | null;
  /** Days with the slot held; the slot is null where weeks without one are counted by their active days. */
  readonly slot: { readonly days: number | null } | null;
}

/** What the progress says first. */
export function headlineFacts(rhythm: Rhythm, streak: number, sinceLast: number | null): string[] {
  return [
    ...formatRhythm(rhythm),
    ...(streak > 1 ? [`Подряд с занятиями: ${formatDays(streak)}.`] : []),
    ...formatSinceLast(sinceLast),
  ];
}

/** How long ago the last activity was that is recorded: what was done since may only not be recorded. */
export function formatSinceLast(days: number | null): readonly string[] {
  return days !== null && days > RECENT_DAYS ? [`Последняя запись о деле — ${formatDays(days)} назад.`] : [];
}

/** Names what is counted: days with any activity, and those in which the slot was held. */
function formatRhythm({ hours, activeDays, slot }: Rhythm): string[] {
  if (activeDays === null) return [];
  if (activeDays === 0) return ['Занятий за эти недели не записано.'];
  const time = hours ? `${orLess(hours, formatHours)} и ` : '';
  const untimed = hours ? '' : '; длительность не записана';
  const held = slot === null ? '' : `; ${formatSlotDays(slot.days)}`;
  return [`В среднем ${time}${orLess(activeDays, formatDays)} с занятиями в неделю${untimed}${held}.`];
}

function formatSlotDays(days: number | null): string {
  if (days === null) return 'о днях слота данных нет';
  if (days === 0) return 'слот не состоялся';
  return `слот — ${days < LEAST ? `реже ${formatTimes(LEAST)}` : formatTimes(days)} в неделю`;
}

const formatTimes = (count: number): string => plural(count, 'раз', 'раза', 'раз');

function orLess(value: number, format: (value: number) => string): string {
  return value < LEAST ? `меньше ${format(LEAST)}` : format(value);
}
