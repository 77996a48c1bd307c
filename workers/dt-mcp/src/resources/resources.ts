import * as z from 'zod';
import { activityEventInputSchema } from '../domain/activity/activity-event.ts';
import { ACTIVITY_TYPES, REJECTED_KINDS } from '../domain/activity/activity-types.ts';
import { SOURCE_PRIORITY } from '../domain/activity/sources.ts';
import { METRICS } from '../domain/metrics/metrics.ts';
import { catalogues } from './catalogues.ts';
import { CHANGELOG } from './changelog.ts';
import { DATA_QUALITY_POLICY } from './data-quality-policy.ts';
import { exportResource } from './export.ts';
import { common, json, resource } from './resource.ts';
import { widgets } from './widgets.ts';

/** The resources of dt-mcp. Only the export contains personal data, of the learner who reads it. */
export const resources = [
  ...catalogues,
  ...widgets,
  exportResource,
  resource({
    ...common,
    name: 'metrics',
    uri: 'dt://catalogs/metrics',
    title: 'Каталог метрик',
    purpose: 'Определения метрик двойника: единицы, правила подсчёта, исключения.',
    structure:
      'metrics[]: id, title, unit, definition, formula, aggregation_rules, exclusions, null_rule, bands, recommended_tools',
    example: 'Что именно считается инвестированным временем?',
    read: () => json({ metrics: METRICS }),
  }),
  resource({
    ...common,
    name: 'activity_event',
    uri: 'dt://schemas/activity_event',
    title: 'Схема события активности',
    purpose: 'JSON Schema события, которое приложения ученика присылают в POST /mcp/events.',
    structure: 'JSON Schema 2020-12',
    example: 'Какие поля может прислать таймер?',
    read: () =>
      json({ $id: 'dt://schemas/activity_event', ...z.toJSONSchema(activityEventInputSchema, { io: 'input' }) }),
  }),
  resource({
    ...common,
    name: 'activity_types',
    uri: 'dt://catalogs/activity_types',
    title: 'Виды дел',
    purpose: 'Виды дел, их названия и то, как считаются их минуты.',
    structure:
      'activity_types[]: id, title_ru, counts_as_invested, aliases, counting_rule, example; rejected: что не принимается; source_priority',
    example: 'Считается ли прогулка временем развития?',
    read: () => json({ activity_types: ACTIVITY_TYPES, rejected: REJECTED_KINDS, source_priority: SOURCE_PRIORITY }),
  }),
  resource({
    ...common,
    name: 'data_quality',
    uri: 'dt://policies/data_quality',
    title: 'Правила качества данных',
    purpose: 'Как считается полнота данных и что из неё следует.',
    structure: 'statuses, coverage, confidence, stale: пороги и правила',
    example: 'Можно ли говорить о тренде при полноте 0.6?',
    read: () => json(DATA_QUALITY_POLICY),
  }),
  resource({
    ...common,
    name: 'changelog',
    uri: 'dt://changelog',
    title: 'История контрактов',
    purpose: 'Что и когда менялось в инструментах и ресурсах.',
    structure: 'changes[]: date, version, what',
    example: 'Появились ли новые поля с прошлого месяца?',
    read: () => json({ changes: CHANGELOG }),
  }),
];
