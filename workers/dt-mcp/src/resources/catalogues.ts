import * as z from 'zod';
import { workProductSchema } from '../domain/activity/work-product.ts';
import { METRICS } from '../domain/metrics/metrics.ts';
import { goalSchema } from '../domain/planning/goal.ts';
import { learningRouteSchema } from '../domain/planning/learning-route.ts';
import { slotSchema } from '../domain/planning/slot.ts';
import { weekPlanSchema } from '../domain/planning/week-plan.ts';
import { INDICATORS } from '../domain/profile/indicators.ts';
import { guideSessionSchema } from '../domain/reflection/guide-session.ts';
import { reflectionNoteSchema } from '../domain/reflection/reflection-note.ts';
import { STAGE_CATALOGUE } from '../domain/stages/stages.ts';
import { indicatorOnWire } from '../tools/profile/describe-metamodel.ts';
import { exportSchema } from './export-schema.ts';
import { PRIVACY_POLICY } from './privacy-policy.ts';
import { common, json, resource } from './resource.ts';

const SCHEMAS: ReadonlyMap<string, () => z.ZodType> = new Map<string, () => z.ZodType>([
  ['goal', () => goalSchema],
  ['reflection_note', () => reflectionNoteSchema],
  ['week_plan', () => weekPlanSchema],
  ['work_product', () => workProductSchema],
  ['slot', () => slotSchema],
  ['learning_route', () => learningRouteSchema],
  ['guide_session', () => guideSessionSchema],
  ['export', exportSchema],
]);

/** Catalogues and schemas of the twin. */
export const catalogues = [
  resource({
    ...common,
    name: 'metric',
    template: 'dt://catalogs/metrics/{id}',
    title: 'Метрика',
    purpose: 'Определение одной метрики.',
    structure:
      'id, title, unit, definition, formula, aggregation_rules, exclusions, null_rule, bands, recommended_tools',
    example: 'Как считается удержание слота?',
    values: () => METRICS.map(({ id }) => id),
    read: (id: string) => {
      const metric = METRICS.find((one) => one.id === id);
      return metric ? json(metric) : null;
    },
  }),
  resource({
    ...common,
    name: 'schema',
    template: 'dt://schemas/{name}',
    title: 'Схема записи двойника',
    purpose: 'JSON Schema цели, заметки, плана недели, слота, рабочего продукта, маршрута, сессии, выгрузки.',
    structure: 'JSON Schema 2020-12',
    example: 'Какие поля есть у цели?',
    values: () => [...SCHEMAS.keys()],
    read: (name: string) => {
      const schema = SCHEMAS.get(name);
      return schema ? json({ $id: `dt://schemas/${name}`, ...z.toJSONSchema(schema(), { io: 'input' }) }) : null;
    },
  }),
  resource({
    ...common,
    name: 'indicators',
    uri: 'dt://catalogs/indicators',
    title: 'Метамодель',
    purpose: 'Показатели двойника: номера, названия, кто их пишет, пороги ступеней.',
    structure:
      'indicators[]: id, aliases, field, name_ru, name_en, type, format, unit, access, values, metric_id, thresholds',
    example: 'Что ученик может рассказать о себе?',
    read: () => JSON.stringify({ indicators: INDICATORS.map(indicatorOnWire) }),
  }),
  resource({
    ...common,
    name: 'levels',
    uri: 'dt://catalogs/levels',
    title: 'Ступени ученика',
    purpose: 'Ступени, окна и пороги с их источниками.',
    structure:
      'version, source, not_applied, shown, needs_dialog, stages[]: id, aliases, title_ru, window_weeks, thresholds',
    example: 'Что нужно для Систематического?',
    read: () => json(STAGE_CATALOGUE),
  }),
  resource({
    ...common,
    name: 'privacy',
    uri: 'dt://policies/privacy',
    title: 'Что двойник хранит и кто это видит',
    purpose: 'Какие данные есть, кто их читает, как забрать разрешение, копию и как удалить.',
    version: '1.1.1',
    structure: 'keeps, never_keeps, limits, who_reads, rights, after_erasure',
    example: 'Кто видит мои заметки?',
    read: () => json(PRIVACY_POLICY),
  }),
] as const;
