import type { IndicatorEntry } from './indicators.ts';

type Row = readonly [
  number: string,
  field: string,
  ru: string,
  en: string,
  format: string,
  rule: NonNullable<IndicatorEntry['rule']>,
  unit?: string,
];

/**
 * What the learner declares. The metamodel also has the roles of a creator (1.3.3), each with a stage; which roles they
 * are it does not say here, so nothing can be checked and nothing is taken.
 */
const ROWS: readonly Row[] = [
  ['1.1.1', 'occupation', 'Занятие', 'Occupation', 'text', { kind: 'text', max: 300 }],
  ['1.1.2', 'name', 'Имя', 'Name', 'text', { kind: 'text', max: 100 }],
  ['1.2.2', 'learning_goals', 'Цели обучения', 'Learning goals', 'structured_text', { kind: 'text', max: 2000 }],
  ['1.2.3', 'priority_projects', 'Приоритетные проекты', 'Priority projects', 'list', { kind: 'list', max: 20 }],
  [
    '1.2.5',
    'week_products',
    'Рабочие продукты на неделю',
    'Work products of the week',
    'list',
    { kind: 'list', max: 20 },
  ],
  ['1.3.1', 'chosen_guides', 'Выбранные руководства', 'Chosen guides', 'list', { kind: 'list', max: 20 }],
  [
    '1.3.4',
    'target_state',
    'Целевые показатели состояния',
    'Target state',
    'object',
    { kind: 'scales', names: ['energy', 'attention', 'sleep'] },
    '1–5',
  ],
  [
    '1.3.6',
    'weekly_hours_budget',
    'Недельный бюджет времени',
    'Weekly time budget',
    'float',
    { kind: 'number', min: 0, max: 112, integer: false },
    'hours/week',
  ],
  ['1.4.1', 'problems', 'Текущие проблемы', 'Current problems', 'list', { kind: 'list', max: 20 }],
  ['1.4.2', 'dissatisfactions', 'Неудовлетворённости', 'Dissatisfactions', 'list', { kind: 'list', max: 20 }],
  ['1.4.3', 'emotions', 'Эмоции', 'Emotions', 'text', { kind: 'text', max: 500 }],
  ['1.4.4', 'report_time', 'Время отчёта', 'Time of the report', 'HH:MM', { kind: 'time' }],
  ['1.4.5', 'task_time', 'Время задания', 'Time of the task', 'HH:MM', { kind: 'time' }],
  [
    '1.4.6',
    'tomorrow_plan_hours',
    'План на завтра',
    'Plan for tomorrow',
    'float',
    { kind: 'number', min: 0, max: 16, integer: false },
    'hours',
  ],
  ['1.4.9', 'analytics_time', 'Время аналитики', 'Time of the analytics', 'day HH:MM', { kind: 'day_time' }],
  [
    '1.5.01',
    'content_format',
    'Формат материала',
    'Format of content',
    'choice',
    { kind: 'choice', values: ['examples', 'tasks', 'theory', 'mix'] },
  ],
  [
    '1.5.02',
    'detail_level',
    'Подробность',
    'Level of detail',
    'choice',
    { kind: 'choice', values: ['brief', 'detailed'] },
  ],
  [
    '1.5.03',
    'session_minutes',
    'Длина занятия',
    'Length of a session',
    'int',
    { kind: 'number', min: 5, max: 480, integer: true },
    'minutes',
  ],
  ['1.5.04', 'pace', 'Темп', 'Pace', 'choice', { kind: 'choice', values: ['slow', 'normal', 'intensive'] }],
  [
    '1.5.05',
    'difficulty',
    'Сложность',
    'Difficulty',
    'choice',
    { kind: 'choice', values: ['basic', 'advanced', 'adaptive'] },
  ],
  [
    '1.5.06',
    'study_time',
    'Время дня',
    'Time of the day',
    'choice',
    { kind: 'choice', values: ['morning', 'afternoon', 'evening'] },
  ],
];

/** The declared indicators. */
export const DECLARED: readonly IndicatorEntry[] = ROWS.map(
  ([number, field, name_ru, name_en, format, rule, unit]) => ({
    number,
    field,
    name_ru,
    name_en,
    type: null,
    format,
    unit: unit ?? null,
    rule,
    metric: null,
  }),
);
