const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 1440 * MS_PER_MINUTE;

/** IANA name in its usual spelling, `Europe/Moscow`. */
export type TimeZone = string;

/** Offsets of a zone in one UTC year: `offsets[i]` from `starts[i]` on, epoch ms. */
interface YearOffsets {
  readonly starts: readonly number[];
  readonly offsets: readonly number[];
}

/** No zone changes its clocks twice within a week (a test compares every zone with the time zone database). */
const SAMPLE_MS = 7 * MS_PER_DAY;

// One entry a zone and year that was asked for: at most 600 zones and 100 years, some hundred bytes each.
const years = new Map<string, YearOffsets>();

/** Offset of a zone from UTC at an instant, ms; positive to the east. Whole minutes from the year 2000 on. */
export function offsetAt(epochMs: number, zone: TimeZone): number {
  const year = new Date(epochMs).getUTCFullYear();
  const key = `${zone} ${year}`;
  const known = years.get(key) ?? offsetsOf(year, zone);
  years.set(key, known);
  const index = known.starts.findLastIndex((start) => start <= epochMs);
  return known.offsets[Math.max(index, 0)] ?? 0;
}

/**
 * The instant of a local time (`localMs`: the wall clock read as UTC): the earlier one if it occurs twice, null if the clocks skip it.
 */
function existingInstant(localMs: number, zone: TimeZone): number | null {
  const candidates = [offsetBefore(localMs, zone), offsetAfter(localMs, zone)].map((offset) => localMs - offset);
  const existing = candidates.filter((instant) => instant + offsetAt(instant, zone) === localMs);
  return existing.length === 0 ? null : Math.min(...existing);
}

/** The instant of a local time; one that the clocks skip is moved by as much as they skip. */
export function instantOf(localMs: number, zone: TimeZone): number {
  return existingInstant(localMs, zone) ?? localMs - offsetBefore(localMs, zone);
}

/** The first instant of a local day, also where the clocks skip midnight. */
export function startOfLocalDay(localMs: number, zone: TimeZone): number {
  const existing = existingInstant(localMs, zone);
  if (existing !== null) return existing;
  const before = offsetBefore(localMs, zone);
  // The clocks go forward in here; the day begins at that moment.
  return changeWithin(localMs - offsetAfter(localMs, zone), localMs - before, before, (ms) => offsetAt(ms, zone));
}

// Offsets are at most 14 hours, so a day away is on the other side of a change.
const offsetBefore = (localMs: number, zone: TimeZone): number => offsetAt(localMs - MS_PER_DAY, zone);
const offsetAfter = (localMs: number, zone: TimeZone): number => offsetAt(localMs + MS_PER_DAY, zone);

function offsetsOf(year: number, zone: TimeZone): YearOffsets {
  const read = offsetReader(zone);
  const end = Date.UTC(year + 1, 0);
  const starts = [Date.UTC(year, 0)];
  const offsets = [read(Date.UTC(year, 0))];
  for (let from = Date.UTC(year, 0); from < end; from += SAMPLE_MS) {
    const to = Math.min(from + SAMPLE_MS, end);
    const before = offsets.at(-1) ?? 0;
    if (read(to) === before) continue;
    const change = changeWithin(from, to, before, read);
    starts.push(change);
    offsets.push(read(change));
  }
  return { starts, offsets };
}

/** The first minute after `low`, at most `high`, at which the offset is not `before` any more. */
function changeWithin(low: number, high: number, before: number, read: (epochMs: number) => number): number {
  let [from, to] = [low, high];
  while (to - from > MS_PER_MINUTE) {
    const middle = from + Math.floor((to - from) / 2 / MS_PER_MINUTE) * MS_PER_MINUTE;
    if (read(middle) === before) from = middle;
    else to = middle;
  }
  return to;
}

/** Reads offsets from the time zone database of the runtime, some microseconds each. */
function offsetReader(zone: TimeZone): (epochMs: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (epochMs) => {
    const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = format
      .format(epochMs)
      .split(/\D+/)
      .map(Number);
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(epochMs / 1000) * 1000;
  };
}
