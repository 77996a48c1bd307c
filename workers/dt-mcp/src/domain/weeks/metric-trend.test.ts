import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { weekOf } from '../time/calendar.ts';
import { metricTrend, TREND_METRICS } from './metric-trend.ts';
import type { WeekValues } from './weekly-values.ts';

const week = (minutes: number, status: WeekValues['status'] = 'OK'): WeekValues => ({
  week: weekOf('2026-11-09'),
  status,
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
});
const trend = (...weeks: WeekValues[]) => metricTrend('time_invested_minutes', weeks);

describe('a trend', () => {
  test('compares the later half with the earlier one', () => {
    expect(trend(week(60), week(60), week(90), week(90))).toMatchObject({ change_percent: 50, direction: 'up' });
    expect(trend(week(90), week(90), week(60), week(60))).toMatchObject({ change_percent: -33, direction: 'down' });
    expect(trend(week(100), week(100), week(105), week(105))).toMatchObject({ change_percent: 5, direction: 'steady' });
    expect(trend(week(0), week(0), week(30), week(30))).toMatchObject({ change_percent: null, direction: 'up' });
  });

  test.each([
    [109, 'steady'],
    [110, 'up'],
    [91, 'steady'],
    [90, 'down'],
  ])('from 100 to %i is %s: from a tenth on it is a change', (after, direction) => {
    expect(trend(week(100), week(100), week(after), week(after))).toMatchObject({ direction });
  });

  test('is unknown if too few weeks have full data, and a gap is not zero', () => {
    const found = trend(week(60), week(0, 'PARTIAL_DATA'), week(0, 'NO_DATA'), week(60), week(60));
    expect(found).toMatchObject({ insufficient_data: true, direction: null, change_percent: null });
    expect(found.points.map(({ value }) => value)).toEqual([60, 0, null, 60, 60]);
  });

  test.each([
    [{ products: 2, reflections: 3 }, 2, 3],
    [{ products: 0, reflections: 0 }, null, null],
    [{ products: null, reflections: null }, null, null],
  ])('of a week without activity knows the products and notes that were kept: %o', (kept, products, notes) => {
    const without = { ...week(0, 'NO_DATA'), slotDue: 2, slotHeld: 0, ...kept };
    const values = TREND_METRICS.map((id) => [id, metricTrend(id, [without]).points[0]?.value]);
    expect(values.filter(([, value]) => value !== null)).toEqual(
      [
        ['reflection_notes_per_week', notes],
        ['work_products_count', products],
      ].filter(([, value]) => value !== null),
    );
  });

  test('of a week without activity knows the slot that was held after midnight, when the week was over', () => {
    const held = { ...week(0, 'NO_DATA'), activeBeforeSlot: 0, slotDue: 2, slotHeld: 1 };
    const point = (id: (typeof TREND_METRICS)[number]) => metricTrend(id, [held]).points[0];
    expect(point('slot_consistency_percent')).toMatchObject({ value: 50, why: null });
    expect(point('regularity_days_per_week')).toMatchObject({ value: 1, why: null });
    expect(point('days_with_activity')).toMatchObject({ value: null, why: 'записей о делах нет' });
  });

  test.each([
    ['time_invested_minutes', week(0, 'NO_DATA'), 'записей о делах нет'],
    ['avg_minutes_per_active_day', { ...week(0), activeDays: 0 }, 'занятий не записано'],
    ['time_invested_minutes', { ...week(0), activeDays: 3 }, 'длительность не записана'],
    ['hours_per_week', { ...week(0), activeDays: 3 }, 'длительность не записана'],
    ['avg_minutes_per_active_day', { ...week(0), activeDays: 3 }, 'длительность не записана'],
    ['slot_consistency_percent', week(60), 'слот не задан'],
    ['slot_consistency_percent', { ...week(60), slotDue: 0, slotHeld: 0 }, 'слот не намечен'],
    [
      'slot_consistency_percent',
      { ...week(60, 'PARTIAL_DATA'), slotDue: 3, slotHeld: null },
      'о днях слота данных нет',
    ],
    ['slot_consistency_percent', { ...week(0, 'NO_DATA'), slotDue: 3, slotHeld: 0 }, 'записей о делах нет'],
    [
      'regularity_days_per_week',
      { ...week(60, 'PARTIAL_DATA'), activeBeforeSlot: 0, slotDue: 3, slotHeld: null },
      'о днях слота данных нет',
    ],
    ['reflection_notes_per_week', { ...week(60), reflections: null }, 'заметки не ведутся'],
    ['reflection_notes_per_week', week(0, 'NO_DATA'), 'ни рефлексий, ни записей о делах нет'],
    ['work_products_count', week(60), 'рабочие продукты не ведутся'],
    ['work_products_count', { ...week(0, 'NO_DATA'), products: 0 }, 'ни рабочих продуктов, ни записей о делах нет'],
  ] as const)('says why %s is unknown', (metric, one, why) => {
    expect(metricTrend(metric, [one]).points).toMatchObject([{ value: null, why }]);
  });

  test('has a reason exactly where it has no value', () => {
    const counts = fc.option(fc.nat(3));
    const weeks = fc.record({
      status: fc.constantFrom('OK' as const, 'PARTIAL_DATA' as const, 'NO_DATA' as const),
      activeDays: fc.nat(7),
      activeBeforeSlot: fc.nat(2),
      slotDue: counts,
      isHeldKnown: fc.boolean(),
      reflections: counts,
      products: counts,
    });
    fc.assert(
      fc.property(weeks, (more) => {
        const one = { ...week(30), slotHeld: more.isHeldKnown ? more.slotDue : null, ...more };
        for (const metric of TREND_METRICS) {
          for (const { value, why } of metricTrend(metric, [one]).points) expect(why === null).toBe(value !== null);
        }
      }),
    );
  });

  test('of a metric without records has no values', () => {
    const found = metricTrend('slot_consistency_percent', [week(1), week(1), week(1), week(1)]);
    expect(found).toMatchObject({ insufficient_data: true });
    expect(found.points.every(({ value }) => value === null)).toBe(true);
  });
});
