import { defineWidget } from '@aisystant/mcp';
import type { DtServices } from '../services.ts';
import { PLAN_WIDGET, PROGRESS_WIDGET, WEEK_WIDGET } from '../tools/widgets.ts';

const common = { version: '1.0.0', scope: 'dt:read' } as const;

/** The pages are loaded when one is read: what is not shown costs the start of the Worker nothing. */
const pages = async () => (await import('@aisystant/widgets/dt', { with: { type: 'json' } })).default;

/** The widgets of dt-mcp. */
export const widgets = [
  defineWidget<DtServices>({
    ...common,
    name: 'week_widget',
    uri: WEEK_WIDGET,
    title: 'Неделя на картинке',
    purpose:
      'Минуты по дням рядом с планом, дни с занятиями, слот, продукты, прошлая неделя; день без данных так и показан.',
    example: 'Как прошла моя неделя?',
    shows: ['dt.get_week_summary'],
    html: async () => (await pages()).week,
  }),
  defineWidget<DtServices>({
    ...common,
    name: 'progress_widget',
    uri: PROGRESS_WIDGET,
    title: 'Прогресс на картинке',
    purpose: 'Часы, дни и серия, признаки следующей ступени с тем, на чём они основаны, показатели по неделям.',
    example: 'Какой у меня прогресс?',
    shows: ['dt.get_progress', 'dt.get_metric_trend'],
    html: async () => (await pages()).progress,
  }),
  defineWidget<DtServices>({
    ...common,
    name: 'plan_widget',
    uri: PLAN_WIDGET,
    title: 'План недели на картинке',
    purpose: 'План и сделанное; ученик может изменить план сам и увидит его перед сохранением.',
    example: 'Какой у меня план на неделю?',
    shows: ['dt.get_week_plan'],
    html: async () => (await pages()).plan,
  }),
];
