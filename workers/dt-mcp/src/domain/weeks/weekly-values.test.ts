import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isDraft, WORK_PRODUCT_TYPES } from '../activity/work-product.ts';
import { REFLECTION_TYPES } from '../reflection/reflection-note.ts';
import { weekOf } from '../time/calendar.ts';
import { isReflective, meanOfWeeks, regularDaysOf, type WeekValues } from './weekly-values.ts';

const week = (minutes: number, more: Partial<WeekValues> = {}): WeekValues => ({
  week: weekOf('2026-11-09'),
  status: 'OK',
  minutes,
  activeDays: minutes > 0 ? 3 : 0,
  timedDays: minutes > 0 ? 3 : 0,
  hasUntimed: false,
  activeBeforeSlot: 3,
  slotDue: null,
  slotHeld: null,
  reflections: 0,
  products: null,
  drafts: null,
  strategized: false,
  ...more,
});
const unknown = week(0, { status: 'NO_DATA', activeDays: 0 });
const minutes = (weeks: readonly WeekValues[]) => meanOfWeeks(weeks, (one) => one.minutes);

test('reflections are notes of a day, a week and an insight; drafts are finished заготовки and posts', () => {
  expect(REFLECTION_TYPES.filter((type) => isReflective({ type }))).toEqual(['daily', 'weekly', 'insight']);
  expect(WORK_PRODUCT_TYPES.filter((type) => isDraft({ type, finished: true }))).toEqual(['zagotovka', 'post']);
  expect(WORK_PRODUCT_TYPES.some((type) => isDraft({ type, finished: false }))).toBe(false);
});

describe('a mean of weeks', () => {
  test('omits weeks without data, but not weeks without activity', () => {
    expect(minutes([unknown, week(60), week(0), unknown])).toEqual({ mean: 30, weeks: 2 });
    expect(minutes([week(60), week(0, { status: 'PARTIAL_DATA' })])).toEqual({ mean: 30, weeks: 2 });
  });

  test('is null if no week has data', () => {
    expect(minutes([unknown, unknown])).toEqual({ mean: null, weeks: 0 });
    expect(minutes([])).toEqual({ mean: null, weeks: 0 });
  });

  test('includes a week without events if it has notes', () => {
    const noted = { ...unknown, reflections: 4 };
    expect(meanOfWeeks([unknown, noted], ({ reflections }) => reflections ?? 0)).toEqual({ mean: 4, weeks: 1 });
  });

  test('does not change with unknown weeks at any position', () => {
    const weeks = fc.array(
      fc.nat(600).map((length) => week(length)),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(weeks, fc.nat(8), (known, at) => {
        expect(minutes([...known.slice(0, at), unknown, ...known.slice(at)])).toEqual(minutes(known));
      }),
    );
  });
});

test('the regular days of a week are those with the slot held, or the days with work if there is no slot', () => {
  expect(regularDaysOf(week(1))).toBe(3);
  expect(regularDaysOf(week(1, { activeBeforeSlot: 0, slotDue: 5, slotHeld: 0 }))).toBe(0);
  expect(regularDaysOf(week(1, { activeBeforeSlot: 2, slotDue: 1, slotHeld: 1 }))).toBe(3);
});

test('the regular days are unknown without data of the days of the slot, and such a week is in no mean', () => {
  const gap = week(1, { activeBeforeSlot: 0, slotDue: 5, slotHeld: null });
  expect(regularDaysOf(gap)).toBeNull();
  expect(regularDaysOf({ ...gap, activeBeforeSlot: 2 })).toBe(2);
  expect(meanOfWeeks([gap, { ...gap, slotHeld: 4 }], regularDaysOf)).toEqual({ mean: 4, weeks: 1 });
  expect(meanOfWeeks([gap], regularDaysOf)).toEqual({ mean: null, weeks: 0 });
});
