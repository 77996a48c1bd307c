import { z } from 'zod';
import { localDateAt, periodDays } from '../domain/calendar.ts';
import { dataQuality } from '../domain/coverage.ts';
import { type Criterion, estimatePeriod, estimateStage } from '../domain/stage-estimate.ts';
import { CRITERION_IDS, STAGE_CATALOGUE } from '../domain/stages.ts';
import { qualityOnWire, StageOnWire, TwinQuality, timezone } from './fields.ts';
import { ALL_DATES, confirmedStage, readTwin } from './read-twin.ts';
import { takeTimeZone } from './take.ts';
import { tool } from './tool.ts';
import { qualityLine } from './wording.ts';

/** A criterion of a stage with its evidence. */
export const CriterionOnWire = z.object({
  id: z.enum(CRITERION_IDS),
  value: z.number().nullable(),
  norm: z.number(),
  rule: z.enum(['min', 'max']),
  unit: z.string(),
  status: z.enum(['met', 'unmet', 'unknown']),
  source: z.string(),
});

const Measured = z.object({ stage: StageOnWire, window_weeks: z.int(), criteria: z.array(CriterionOnWire) });

/** Most assessments of the history that are shown. */
const HISTORY = 20;

/** `dt.get_stage_status`: the learner's stage with its evidence. */
export const getStageStatus = tool({
  id: 'dt.get_stage_status',
  version: '1.0.0',
  status: 'stable',
  updated: '2026-11-20',
  title: 'Ступень ученика',
  intent: 'На какой я ступени и чего не хватает?',
  useWhen: ['нужны критерии ступени с числами'],
  doNotUseWhen: [{ case: 'нужен общий прогресс', use: 'dt.get_progress' }],
  scope: 'dt:read',
  effect: 'read',
  openWorld: false,
  semantics:
    'Оценка по числам — совет: сама она ступень не понижает. unknown — данных не хватает, а не «не выполнено».',
  metrics: [...CRITERION_IDS],
  dependsOn: ['TwinStore.facts', 'TwinStore.noteFacts', 'TwinStore.listDocuments'],
  privacy: 'только ступень этого ученика',
  errors: ['INVALID_ARGUMENT', 'CONSENT_REQUIRED'],
  examples: [
    { question: 'На какой я ступени?', input: {}, answer: 'Оценка, подтверждённая ступень и критерии следующей.' },
    { question: 'Покажи все критерии', input: { detail: 'full' }, answer: 'Критерии каждой ступени и история.' },
  ],
  input: z.strictObject({ detail: z.enum(['brief', 'full']).default('brief'), timezone }),
  output: z.object({
    estimate: StageOnWire.nullable().describe('null — данных нет'),
    estimate_confidence: z.enum(['normal', 'low']),
    confirmed: StageOnWire.nullable(),
    next: StageOnWire.nullable(),
    window_weeks: z.int().nullable().describe('окно следующей ступени'),
    criteria: z.array(CriterionOnWire).describe('критерии следующей ступени'),
    stages: z.array(Measured).describe('все ступени, только при detail=full'),
    needs_dialog: z.array(z.string()).describe('о чём числа не говорят'),
    suggest_reassessment: z.boolean(),
    days_since_last_event: z.int().nullable(),
    history: z.array(
      z.object({
        assessment_id: z.string(),
        role: z.literal('learner'),
        from: StageOnWire.nullable(),
        to: StageOnWire,
        changed_at: z.string(),
        source: z.string(),
        evidence: z.string(),
        confirmed: z.boolean(),
      }),
    ),
    thresholds_version: z.string(),
    data_quality: TwinQuality,
  }),
  async run({ detail, timezone: wanted }, { services, now }) {
    const zone = await takeTimeZone(wanted, services);
    const { twin } = services;
    const period = estimatePeriod(localDateAt(now, zone));
    const [facts, confirmed, past] = await Promise.all([
      readTwin(twin, period, zone),
      confirmedStage(twin),
      twin.listDocuments('stage_assessment', { ...ALL_DATES, labels: null, limit: HISTORY, after: null }),
    ]);
    const found = estimateStage(facts, confirmed, zone, now);
    const quality = dataQuality(facts, periodDays(period, zone), now);
    return {
      estimate: found.estimate,
      estimate_confidence: found.confidence,
      confirmed,
      next: found.next?.stage.id ?? null,
      window_weeks: found.next?.stage.window_weeks ?? null,
      criteria: found.next?.criteria.map(criterionOnWire) ?? [],
      stages:
        detail === 'full'
          ? found.all.map(({ stage, criteria }) => ({
              stage: stage.id,
              window_weeks: stage.window_weeks,
              criteria: criteria.map(criterionOnWire),
            }))
          : [],
      needs_dialog: [...STAGE_CATALOGUE.needs_dialog],
      suggest_reassessment: found.suggestReassessment,
      days_since_last_event: found.daysSinceLastEvent,
      history: past.documents.map(({ id, body, createdAtMs }) => ({
        assessment_id: id,
        role: 'learner' as const,
        from: body.estimate,
        to: body.proposedStage,
        changed_at: new Date(createdAtMs).toISOString(),
        source: body.basis,
        evidence: body.reason,
        confirmed: body.confirmed,
      })),
      thresholds_version: STAGE_CATALOGUE.version,
      data_quality: qualityOnWire(quality, zone, now, found.assumptions),
    };
  },
  summarize: ({ estimate, estimate_confidence, confirmed, next, criteria, suggest_reassessment, data_quality }) =>
    [
      `Оценка по числам: ${estimate ?? 'нет данных'}${estimate_confidence === 'low' ? ' (неуверенно)' : ''}; подтверждена: ${confirmed ?? 'нет'}.`,
      ...(next === null ? [] : [`До ${next}:`]),
      ...criteria.map(
        ({ id, value, norm, rule, unit, status }) =>
          `${id}: ${value ?? '?'} ${unit}, нужно ${rule === 'min' ? 'от' : 'до'} ${norm} — ${status}`,
      ),
      ...(suggest_reassessment ? ['Есть повод обсудить ступень заново.'] : []),
      qualityLine(data_quality),
    ].join('\n'),
});

const UNITS = {
  hours_per_week: 'ч/нед',
  regularity_days_per_week: 'дн/нед',
  streak_days: 'дн',
  reflection_notes_per_week: 'заметок/нед',
  strategizing_weeks_percent: '%',
  drafts_per_window: 'за окно',
  relapse_count: 'за окно',
} as const;

/** Puts a criterion on the wire; values are shown with one decimal and were compared whole. */
export function criterionOnWire({ value, ...criterion }: Criterion) {
  return { ...criterion, value: value === null ? null : Math.round(value * 10) / 10, unit: UNITS[criterion.id] };
}
