import type { Answer } from './answer.ts';
import { NO_DATA, QUALITY } from './quality.ts';

const DATES = ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22'];

const EMPTY = {
  week: { iso: '2026-W47', start: '2026-11-16', end: '2026-11-22', is_complete: true },
  days_with_activity: null,
  pomodoros_count: null,
  actions_by_type: [],
  actions_by_day: DATES.map((date) => ({ date, count: null })),
  time: {
    total_minutes: null,
    avg_minutes_per_day: null,
    avg_minutes_per_active_day: null,
    breakdown: DATES.map((date) => ({ date, minutes: null })),
    by_activity_type: [],
    suspicious_dates: [],
  },
  slot: null,
  work_products: null,
  plan_vs_fact: null,
  previous: null,
  bands: { minutes: null, days: null, products: null, slot: null },
  patterns: [],
  data_quality: NO_DATA,
};

const slot = (days_held: number) => ({
  slot_time: '08:00',
  slot_duration_minutes: 30,
  slot_days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  timezone: 'Europe/Moscow',
  days_held,
  target_days: 5,
  consistency_percent: days_held * 20,
});

const minutes = (...values: readonly (number | null)[]) =>
  values.map((value, day) => ({ date: DATES[day] ?? '', minutes: value }));

/** A whole week, a week that is not over and of which two days are unknown, and a week before the first record. */
export const WEEK_ANSWERS: readonly Answer[] = [
  {
    widget: 'week',
    name: 'a whole week',
    server: 'dt-mcp',
    tool: 'dt_get_week_summary',
    input: { week: 'previous' },
    answer: {
      ...EMPTY,
      days_with_activity: 5,
      pomodoros_count: 5,
      actions_by_type: [{ activity_type: 'reading', count: 5 }],
      time: {
        ...EMPTY.time,
        total_minutes: 180,
        avg_minutes_per_day: 26,
        avg_minutes_per_active_day: 36,
        breakdown: minutes(40, 35, 30, 40, 35, 0, 0),
        by_activity_type: [{ activity_type: 'reading', minutes: 180 }],
      },
      slot: slot(5),
      work_products: { total: 6, by_type: [{ type: 'note', count: 6 }] },
      plan_vs_fact: { target_minutes: 200, fact_minutes: 180, minutes_percent: 90, target_days: 5, fact_days: 5 },
      previous: { iso: '2026-W46', days_with_activity: 2, total_minutes: 45, status: 'PARTIAL_DATA' },
      bands: { minutes: 'good', days: 'good', products: 'high', slot: 'high' },
      data_quality: QUALITY,
    },
  },
  {
    widget: 'week',
    name: 'two days unknown',
    server: 'dt-mcp',
    tool: 'dt_get_week_summary',
    input: { week: 'current' },
    answer: {
      ...EMPTY,
      week: { ...EMPTY.week, is_complete: false },
      days_with_activity: 2,
      pomodoros_count: 2,
      time: {
        ...EMPTY.time,
        total_minutes: 65,
        avg_minutes_per_day: null,
        avg_minutes_per_active_day: 33,
        breakdown: minutes(25, null, null, null, 40, null, null),
      },
      slot: slot(1),
      plan_vs_fact: { target_minutes: 150, fact_minutes: 65, minutes_percent: 43, target_days: 5, fact_days: 2 },
      data_quality: {
        ...QUALITY,
        status: 'PARTIAL_DATA',
        coverage_ratio: 0.4,
        days_known: 2,
        days_expected: 5,
        missing_dates: ['2026-11-17', '2026-11-18', '2026-11-19'],
        notes: 'Нет данных за 17.11–19.11 (дней: 3 из 5).',
        assumptions: [],
        as_of: '2026-11-20T18:00:00.000Z',
      },
    },
  },
  {
    widget: 'week',
    name: 'before the first record',
    server: 'dt-mcp',
    tool: 'dt_get_week_summary',
    input: { week: '2026-W47' },
    answer: EMPTY,
  },
];
