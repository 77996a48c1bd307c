import type { IndicatorEntry, IndicatorType } from './indicator.ts';

type Row = readonly [
  number: string,
  field: string,
  ru: string,
  en: string,
  type: IndicatorType,
  format: string,
  rule: NonNullable<IndicatorEntry['rule']>,
  unit?: string,
];

const choice = (...values: string[]) => ({ kind: 'choice', values }) as const;
const list = { kind: 'list', max: 20 } as const;

/** Indicators that `dt.save_profile` accepts. */
const ROWS: readonly Row[] = [
  ['1.1.1', 'occupation', 'Занятие', 'Occupation', 'semantic', 'text', { kind: 'text', max: 300 }],
  ['1.1.2', 'name', 'Имя', 'Name', 'semantic', 'text', { kind: 'text', max: 100 }],
  [
    '1.2.2',
    'learning_goals',
    'Цели обучения',
    'Learning goals',
    'semantic',
    'structured_text',
    { kind: 'text', max: 2000 },
  ],
  ['1.2.3', 'priority_projects', 'Приоритетные проекты', 'Priority projects', 'semantic', 'list', list],
  ['1.2.5', 'week_products', 'Рабочие продукты на неделю', 'Work products of the week', 'semantic', 'list', list],
  ['1.3.1', 'chosen_guides', 'Выбранные руководства', 'Chosen guides', 'semantic', 'list', list],
  [
    '1.3.4',
    'target_state',
    'Целевые показатели состояния',
    'Target state',
    'scale',
    'object',
    { kind: 'scales', names: ['energy', 'attention', 'sleep'] },
    '1–5',
  ],
  [
    '1.3.6',
    'weekly_hours_budget',
    'Недельный бюджет времени',
    'Weekly time budget',
    'temporal',
    'float',
    { kind: 'number', min: 0, max: 112, integer: false },
    'hours/week',
  ],
  ['1.4.1', 'problems', 'Текущие проблемы', 'Current problems', 'semantic', 'list', list],
  ['1.4.2', 'dissatisfactions', 'Неудовлетворённости', 'Dissatisfactions', 'semantic', 'list', list],
  ['1.4.3', 'emotions', 'Эмоции', 'Emotions', 'semantic', 'text', { kind: 'text', max: 500 }],
  ['1.4.4', 'report_time', 'Время отчёта', 'Time of the report', 'structural', 'HH:MM', { kind: 'time' }],
  ['1.4.5', 'task_time', 'Время задания', 'Time of the task', 'structural', 'HH:MM', { kind: 'time' }],
  [
    '1.4.6',
    'tomorrow_plan_hours',
    'План на завтра',
    'Plan for tomorrow',
    'temporal',
    'float',
    { kind: 'number', min: 0, max: 16, integer: false },
    'hours',
  ],
  [
    '1.4.9',
    'analytics_time',
    'Время аналитики',
    'Time of the analytics',
    'structural',
    'day HH:MM',
    { kind: 'day_time' },
  ],
  [
    '1.5.01',
    'content_format',
    'Формат материала',
    'Format of content',
    'categorical',
    'choice',
    choice('examples', 'tasks', 'theory', 'mix'),
  ],
  ['1.5.02', 'detail_level', 'Подробность', 'Level of detail', 'categorical', 'choice', choice('brief', 'detailed')],
  [
    '1.5.03',
    'session_minutes',
    'Длина занятия',
    'Length of a session',
    'temporal',
    'int',
    { kind: 'number', min: 5, max: 480, integer: true },
    'minutes',
  ],
  ['1.5.04', 'pace', 'Темп', 'Pace', 'categorical', 'choice', choice('slow', 'normal', 'intensive')],
  ['1.5.05', 'difficulty', 'Сложность', 'Difficulty', 'categorical', 'choice', choice('basic', 'advanced', 'adaptive')],
  [
    '1.5.06',
    'study_time',
    'Время дня',
    'Time of the day',
    'categorical',
    'choice',
    choice('morning', 'afternoon', 'evening'),
  ],
];

/** Listed, but not writable: the metamodel does not define the roles, so a value could not be validated. */
const ROLES: IndicatorEntry = {
  number: '1.3.3',
  field: null,
  name_ru: 'Роли Созидателя',
  name_en: 'Roles of the Creator',
  type: 'semantic',
  format: 'list',
  unit: null,
  rule: null,
  metric: null,
};

/** The declared indicators. */
export const DECLARED: readonly IndicatorEntry[] = [
  ...ROWS.map(([number, field, name_ru, name_en, type, format, rule, unit]) => ({
    number,
    field,
    name_ru,
    name_en,
    type,
    format,
    unit: unit ?? null,
    rule,
    metric: null,
  })),
  ROLES,
];
