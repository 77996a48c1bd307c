import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, MS_PER_MINUTE, periodDays, weekOf } from '../time/calendar.ts';
import { type Slot, type SlotQuality, slotConsistency, slotDates, slotOn, slotSchema, WEEKDAYS } from './slot.ts';

const WEEK = weekOf('2026-11-09');
const DAYS = periodDays(WEEK, 'Europe/Moscow');
const ALL_KNOWN: SlotQuality = { status: 'OK', known_dates: DAYS.dates, today: '2026-11-16' };
const slot = (more: Partial<Slot> = {}): Slot => ({
  slot_time: '08:00',
  slot_duration_minutes: 30,
  slot_days: ['mon'],
  since: '2026-11-01',
  ...more,
});

/** Activity on Monday that starts this many minutes after midnight. */
const work = (minute: number, durationMinutes: number | null, activityType: 'reading' | 'rest' = 'reading') => ({
  source: 'timer' as const,
  externalId: `${minute}`,
  activityType,
  startMs: (DAYS.starts[0] ?? 0) + minute * MS_PER_MINUTE,
  durationMinutes,
  confidence: 0.8,
});
const held = (event: ReturnType<typeof work>) => slotDates([slot()], [event], DAYS).held.length === 1;

describe('a slot is held', () => {
  test('by work of at least half its length that starts within an hour of it', () => {
    const EIGHT = 8 * 60;
    expect(held(work(EIGHT, 15))).toBe(true);
    expect(held(work(EIGHT, 14))).toBe(false);
    expect(held(work(EIGHT + 30 + 59, 15))).toBe(true);
    expect(held(work(EIGHT + 30 + 60, 15))).toBe(false);
    expect(held(work(EIGHT - 60 - 15, 16))).toBe(true);
    expect(held(work(EIGHT - 60 - 15, 15))).toBe(false);
  });

  test('neither by rest nor by work of unknown duration', () => {
    expect(held(work(8 * 60, 30, 'rest'))).toBe(false);
    expect(held(work(8 * 60, null))).toBe(false);
  });
});

test('each date is compared with the slot that was valid on it', () => {
  const slots = [slot({ since: '2026-11-11', slot_days: ['wed', 'thu'] }), slot({ slot_days: [...WEEKDAYS] })];
  expect(slotOn(slots, '2026-11-10')?.slot_days).toHaveLength(7);
  expect(slotDates(slots, [], DAYS).due).toEqual(['2026-11-09', '2026-11-10', '2026-11-11', '2026-11-12']);
});

test('without a slot the result is null, not zero percent', () => {
  expect(slotConsistency([], [work(480, 30)], DAYS, ALL_KNOWN)).toBeNull();
  expect(slotConsistency([slot({ since: '2026-11-16' })], [work(480, 30)], DAYS, ALL_KNOWN)).toBeNull();
});

test('the slots were due, and the share held is null, while nothing is known of their dates', () => {
  const kept = (more: Partial<SlotQuality>, due: Partial<Slot> = {}) =>
    slotConsistency([slot(due)], [], DAYS, { ...ALL_KNOWN, ...more });
  const unknown = { target_days: 1, days_held: null, consistency_percent: null };
  expect(kept({ status: 'NO_DATA', known_dates: [] })).toMatchObject(unknown);
  expect(kept({ status: 'PARTIAL_DATA', known_dates: ['2026-11-12', '2026-11-13'] })).toMatchObject(unknown);
  const missed = { days_held: 0, consistency_percent: 0 };
  expect(kept({ status: 'PARTIAL_DATA', known_dates: ['2026-11-09'] })).toMatchObject(missed);
  const two: Partial<Slot> = { slot_days: ['mon', 'thu'] };
  expect(kept({ status: 'PARTIAL_DATA', known_dates: ['2026-11-12'] }, two)).toMatchObject(missed);
});

test('a slot that is still to come is not held yet', () => {
  const quality = { ...ALL_KNOWN, known_dates: ['2026-11-09'], today: '2026-11-10' };
  expect(slotConsistency([slot({ slot_days: ['fri'] })], [], DAYS, quality)).toMatchObject({ days_held: 0 });
});

describe('a slot has a local time', () => {
  const daily = [slot({ slot_days: [...WEEKDAYS], since: '2026-01-01' })];
  const heldOn = (date: string, at: string) => {
    const days = periodDays({ start: date, end: date }, 'Europe/Berlin');
    return slotDates(daily, [{ ...work(0, 30), startMs: Date.parse(at) }], days).held.includes(date);
  };

  test.each([
    ['back', '2026-10-25', '+01:00', '+02:00'],
    ['forward', '2026-03-29', '+02:00', '+01:00'],
  ])('that is the same on the day when clocks go %s', (_, date, offset, before) => {
    const eve = addDays(date, -1);
    for (const [day, zone] of [
      [eve, before],
      [date, offset],
    ] as const) {
      expect(heldOn(day, `${day}T08:45:00${zone}`), day).toBe(true);
      expect(heldOn(day, `${day}T09:29:00${zone}`), day).toBe(true);
      expect(heldOn(day, `${day}T09:30:00${zone}`), day).toBe(false);
      expect(heldOn(day, `${day}T06:31:00${zone}`), day).toBe(true);
      expect(heldOn(day, `${day}T06:30:00${zone}`), day).toBe(false);
    }
  });
});

test('never more slots are held than were due', () => {
  const works = fc.array(
    fc
      .record({ minute: fc.nat(7 * 1440), length: fc.option(fc.nat(600)) })
      .map(({ minute, length }) => work(minute, length)),
  );
  const slots = fc.array(
    fc
      .record({
        slot_days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
        since: fc.constantFrom('2026-11-01', '2026-11-11'),
      })
      .map(slot),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(works, slots, (events, all) => {
      const { due, held: kept } = slotDates(all, events, DAYS);
      expect(due).toEqual(expect.arrayContaining(kept));
      const percent = slotConsistency(all, events, DAYS, ALL_KNOWN)?.consistency_percent ?? 0;
      expect(percent).toBeGreaterThanOrEqual(0);
      expect(percent).toBeLessThanOrEqual(100);
    }),
  );
});

test.each(['8:00', '24:00', '08:60', '', 'утром'])('%j is not a valid time of a slot', (slot_time) => {
  expect(slotSchema.safeParse({ slot_time, slot_duration_minutes: 30, slot_days: ['mon'] }).success).toBe(false);
});
