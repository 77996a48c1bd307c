import type { Answer } from './answer.ts';
import { NO_DATA, QUALITY } from './quality.ts';

const criterion = (id: string, value: number | null, norm: number, unit: string, why: string | null = null) => ({
  id,
  value,
  norm,
  rule: id === 'relapse_count' ? 'max' : 'min',
  unit,
  status: value === null ? 'unknown' : (id === 'relapse_count' ? value <= norm : value >= norm) ? 'met' : 'unmet',
  why,
  source: 'ступени, редакция 2026',
});

const progress = { widget: 'progress', server: 'dt-mcp', tool: 'dt_get_progress', input: { horizon: '12w' } };
const trend = { ...progress, tool: 'dt_get_metric_trend' };

/** Weeks with a value each; those of `partial`, by their place, are recorded in part. */
const weeks = (values: readonly (number | null)[], why: string, partial: readonly number[] = []) =>
  values.map((value, at) => ({
    week: `2026-W${String(36 + at)}`,
    value,
    why: value === null ? why : null,
    status: value === null ? 'NO_DATA' : partial.includes(at) ? 'PARTIAL_DATA' : 'OK',
  }));

/** Progress with evidence, of a learner without records, and metrics by week of which some are unknown. */
export const PROGRESS_ANSWERS: readonly Answer[] = [
  {
    ...progress,
    name: 'twelve weeks',
    answer: {
      period: { start: '2026-08-31', end: '2026-11-24', weeks: 12 },
      stage: {
        estimate: 'STG.Learner.Practicing',
        confirmed: 'STG.Learner.Random',
        next: 'STG.Learner.Systematic',
        criteria: [
          criterion('hours_per_week', 9.1, 5, 'ч/нед'),
          criterion('regularity_days_per_week', 4.2, 5, 'дн/нед'),
          criterion('streak_days', null, 14, 'дн', 'данных ещё мало'),
          criterion('reflection_notes_per_week', null, 1, 'заметок/нед', 'заметки не ведутся'),
          criterion('relapse_count', 0, 1, 'за окно'),
        ],
        suggest_reassessment: true,
      },
      hours_per_week: 9.1,
      regularity: { days_per_week: 4.2, ratio: 0.6, active_days_per_week: 5.8 },
      streak: { current: 6, longest: 21 },
      resourcefulness_self: { median: 3.5, latest: 4, stale: false },
      guides: [{ id: 'X4.2', done: 5, total: 12, why: null }],
      exercises: { accepted: 3, revision: 1, why: null },
      goals: { active: 1, done: 2 },
      headline_facts: ['В среднем 9,1 часа и 5,8 дня с занятиями в неделю.'],
      data_quality: { ...QUALITY, days_known: 80, days_expected: 85 },
    },
  },
  {
    ...progress,
    name: 'no records yet',
    answer: {
      period: { start: '2026-10-26', end: '2026-11-24', weeks: 4 },
      stage: { estimate: null, confirmed: null, next: null, criteria: [], suggest_reassessment: false },
      hours_per_week: null,
      regularity: { days_per_week: null, ratio: null, active_days_per_week: null },
      streak: null,
      resourcefulness_self: null,
      guides: [],
      exercises: { accepted: null, revision: null, why: 'упражнения не записаны' },
      goals: { active: 0, done: 0 },
      headline_facts: [],
      data_quality: NO_DATA,
    },
  },
  {
    ...trend,
    name: 'by week',
    input: { metric_ids: ['hours_per_week', 'slot_consistency_percent'], period: '12w' },
    answer: {
      period: { start: '2026-08-31', end: '2026-11-22' },
      series: [
        {
          metric_id: 'hours_per_week',
          points: weeks([2.5, 3, null, 4.5, 4, 5.2, 6, 5.5, 0, 7.1, 8, 9], 'записей нет', [3, 4, 7]),
          change_percent: 71,
          direction: 'up',
          insufficient_data: false,
        },
        {
          metric_id: 'slot_consistency_percent',
          points: weeks(Array(12).fill(null), 'слот не задан'),
          change_percent: null,
          direction: null,
          insufficient_data: true,
        },
      ],
      data_quality: { ...QUALITY, status: 'PARTIAL_DATA', coverage_ratio: 0.7, days_known: 59, days_expected: 84 },
    },
  },
];
