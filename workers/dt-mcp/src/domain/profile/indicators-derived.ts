import type { IndicatorEntry, IndicatorType } from './indicator.ts';

type Row = readonly [
  number: string,
  ru: string,
  en: string,
  type: IndicatorType,
  unit: string | null,
  metric: string | null,
  format?: string,
];

const ROWS: readonly Row[] = [
  ['3.1.01', 'Часов в неделю', 'Hours per week', 'temporal', 'hours/week', 'hours_per_week'],
  [
    '3.1.02',
    'Дней в неделю со слотом',
    'Days per week with a slot',
    'frequency',
    'days/week',
    'regularity_days_per_week',
  ],
  ['3.1.03', 'Дни подряд', 'Consecutive days', 'frequency', 'days', 'streak_days'],
  ['3.1.04', 'Срывы', 'Relapses', 'frequency', 'relapses/window', 'relapse_count'],
  [
    '3.1.05',
    'Недели со стратегированием',
    'Weeks with strategizing',
    'frequency',
    'percent',
    'strategizing_weeks_percent',
  ],
  ['3.2.02', 'Заготовки', 'Drafts', 'frequency', 'drafts/window', 'drafts_per_window'],
  ['3.2.03', 'Учтённое время', 'Accounted time', 'temporal', 'hours/window', 'accounted_hours_per_window'],
  ['3.3.01', 'Рефлексий в неделю', 'Reflection notes per week', 'frequency', 'notes/week', 'reflection_notes_per_week'],
  ['3.4.01', 'Ступени по ролям', 'Stages by role', 'categorical', null, null],
  ['3.4.02', 'История ступеней', 'History of stages', 'categorical', null, null],
  ['3.6.01', 'Ресурсность', 'Resourcefulness', 'scale', '1–5', 'resourcefulness_self'],
  ['3.8.01', 'Степень', 'Degree', 'categorical', null, null, 'DEG.*'],
  ['3.11.01', 'Состояние развития', 'State of development', 'categorical', null, null, 'chaos/stuck/turn/development'],
  ['3.11.03', 'Рекомендуемый фокус', 'Recommended focus', 'semantic', null, null],
  ['3.11.04', 'Когнитивная нагрузка', 'Cognitive load', 'scale', '0–1', null],
  ['3.11.05', 'Фрустрация', 'Frustration', 'scale', '0–1', null],
  ['4.3.1', 'Готовность к ступени', 'Readiness for a stage', 'scale', 'percent', null],
  ['4.4.1', 'Сильные стороны', 'Strengths', 'semantic', null, null],
  ['4.4.2', 'Зоны развития', 'Zones of development', 'semantic', null, null],
];

/** Derived and generated indicators; never written. The degree is assigned by people outside this system. */
export const DERIVED: readonly IndicatorEntry[] = ROWS.map(
  ([number, name_ru, name_en, type, unit, metric, format]) => ({
    number,
    field: null,
    name_ru,
    name_en,
    type,
    format: format ?? null,
    unit,
    rule: null,
    metric,
  }),
);
