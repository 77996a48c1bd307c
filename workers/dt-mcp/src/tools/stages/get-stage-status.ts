import { formatDate, plural } from '@aisystant/mcp';
import * as z from 'zod';
import { roundToTenths } from '../../domain/metrics/rounding.ts';
import { ASSESSMENT_BASES, type StageStep, stageHistory } from '../../domain/stages/stage-assessment.ts';
import type { MeasuredStage } from '../../domain/stages/stage-estimate.ts';
import { CRITERION_IDS, findStage, STAGE_CATALOGUE, type StageId } from '../../domain/stages/stages.ts';
import { ALL_DATES } from '../../domain/time/calendar.ts';
import { hoursAhead, readStage } from '../../queries/stage.ts';
import { DOCUMENT_LIMITS } from '../../store/twin-store.ts';
import { qualityOnWire, StageOnWire, TwinQuality, timezone } from '../fields.ts';
import { tool } from '../tool.ts';
import { formatShortHours, formatStage, qualityLines, says, WORDS_ARE_DATA } from '../wording.ts';
import { resolveZone } from '../zone.ts';
import { CriterionOnWire, criterionOnWire, formatCriterion } from './criterion.ts';
import { formatSinceLast } from './headline.ts';

const Measured = z.object({ stage: StageOnWire, window_weeks: z.int(), criteria: z.array(CriterionOnWire) });

const HistoryOnWire = z.object({
  assessment_id: z.string(),
  role: z.literal('learner'),
  from: StageOnWire.nullable(),
  to: StageOnWire,
  changed_at: z.string(),
  source: z.enum(ASSESSMENT_BASES),
  evidence: z.string(),
  confirmed: z.boolean(),
});
type HistoryStep = z.output<typeof HistoryOnWire>;

/** All assessments: `from` of one comes from the earlier ones. */
const ALL_ASSESSMENTS = DOCUMENT_LIMITS.stage_assessment;

/** Most assessments in an answer. */
const HISTORY = 20;

/** `dt.get_stage_status`: the learner's stage with its evidence. */
export const getStageStatus = tool({
  id: 'dt.get_stage_status',
  version: '1.3.0',
  status: 'stable',
  title: 'Ступень ученика',
  intent: 'На какой я ступени и чего не хватает?',
  useWhen: ['нужны критерии ступени с числами'],
  doNotUseWhen: [{ case: 'нужен общий прогресс', use: 'dt.get_progress' }],
  scope: 'dt:read',
  effect: 'read',
  semantics:
    'Оценка по числам — совет: сама она ступень не понижает. unknown — данных не хватает, а не «не выполнено».',
  metrics: [...CRITERION_IDS, 'accounted_hours_per_window'],
  privacy: 'только ступень этого ученика',
  errors: ['INVALID_ARGUMENT'],
  examples: [
    { question: 'На какой я ступени?', input: {}, answer: 'Оценка, подтверждённая ступень и критерии следующей.' },
    { question: 'Покажи все критерии', input: { detail: 'full' }, answer: 'Критерии каждой ступени и история.' },
  ],
  input: () => z.strictObject({ detail: z.enum(['brief', 'full']).default('brief'), timezone }),
  output: () =>
    z.object({
      numbers: StageOnWire.nullable().describe('что говорят одни числа; null — записей о делах нет'),
      estimate: StageOnWire.nullable().describe('по числам, но не ниже подтверждённой'),
      estimate_confidence: z.enum(['normal', 'low']),
      confirmed: StageOnWire.nullable(),
      next: StageOnWire.nullable(),
      window_weeks: z.int().nullable().describe('окно следующей ступени'),
      criteria: z.array(CriterionOnWire).describe('критерии следующей ступени'),
      accounted_hours: z.number().nullable().describe('учтённые часы в окне следующей ступени'),
      invested_hours: z.number().nullable().describe('все вложенные часы в том же окне'),
      stages: z.array(Measured).describe('все ступени, только при detail=full'),
      needs_dialog: z.array(z.string()).describe('о чём числа не говорят'),
      suggest_reassessment: z.boolean(),
      days_since_last_event: z.int().nullable(),
      history: z.array(HistoryOnWire),
      thresholds_version: z.string(),
      data_quality: TwinQuality,
    }),
  async run({ detail, timezone: requestedZone }, { services, now }) {
    const { zone, assumptions } = await resolveZone(requestedZone, services);
    const [read, past] = await Promise.all([
      readStage(services, zone, now),
      services.documents.listDocuments('stage_assessment', {
        ...ALL_DATES,
        labels: null,
        limit: ALL_ASSESSMENTS,
        after: null,
      }),
    ]);
    const { found, confirmed, quality } = read;
    const hours = hoursAhead(read);
    return {
      numbers: found.numbers,
      estimate: found.estimate,
      estimate_confidence: found.confidence,
      confirmed,
      next: found.next?.stage.id ?? null,
      window_weeks: found.next?.stage.window_weeks ?? null,
      criteria: found.next?.criteria.map(criterionOnWire) ?? [],
      accounted_hours: hours && roundToTenths(hours.accounted),
      invested_hours: hours && roundToTenths(hours.invested),
      stages: detail === 'full' ? found.all.map(stageOnWire) : [],
      needs_dialog: [...STAGE_CATALOGUE.needs_dialog],
      suggest_reassessment: found.suggestReassessment,
      days_since_last_event: found.daysSinceLastEvent,
      history: stageHistory(past.documents).slice(0, HISTORY).map(stepOnWire),
      thresholds_version: STAGE_CATALOGUE.version,
      data_quality: qualityOnWire(quality, zone, now, [...assumptions, ...found.assumptions]),
    };
  },
  summarize: ({ numbers, estimate_confidence, confirmed, next, window_weeks, criteria, data_quality, ...rest }) =>
    [
      `Ступень по числам: ${formatStage(numbers, 'записей о делах нет')}${numbers !== null && estimate_confidence === 'low' ? ' (неуверенно)' : ''}; подтверждена: ${formatStage(confirmed, 'пока никакая')}.`,
      ...(next === null
        ? []
        : [
            `До ступени ${formatStage(next, '')}, за ${plural(window_weeks ?? 0, 'полную неделю', 'полные недели', 'полных недель')}:`,
          ]),
      ...criteria.map(formatCriterion),
      ...formatAccounted(rest.accounted_hours, rest.invested_hours, next),
      `Числа не говорят об этом: ${rest.needs_dialog.join(', ')}.`,
      ...(rest.suggest_reassessment ? ['Есть повод обсудить ступень заново.'] : []),
      ...formatSinceLast(rest.days_since_last_event),
      ...qualityLines(data_quality),
      ...rest.stages.flatMap(({ stage, criteria: own }) => [
        `Ступень ${formatStage(stage, '')}${own.length === 0 ? ': числовых критериев нет' : ':'}`,
        ...own.map((criterion) => `  ${formatCriterion(criterion)}`),
      ]),
      ...(rest.history.length === 0
        ? []
        : ['Оценки, сначала последние:', WORDS_ARE_DATA, ...rest.history.map(formatStep)]),
    ].join('\n'),
});

function stageOnWire({ stage, criteria }: MeasuredStage) {
  return { stage: stage.id, window_weeks: stage.window_weeks, criteria: criteria.map(criterionOnWire) };
}

function stepOnWire({ id, from, body, createdAtMs }: StageStep) {
  return {
    assessment_id: id,
    role: 'learner' as const,
    from,
    to: body.proposedStage,
    changed_at: new Date(createdAtMs).toISOString(),
    source: body.basis,
    evidence: body.reason,
    confirmed: body.confirmed,
  };
}

/** Nothing is accounted for although time was invested: says what counts, in place of a zero. */
function formatAccounted(hours: number | null, invested: number | null, next: StageId | null): readonly string[] {
  const norm = next && findStage(next)?.shown.accounted_hours_per_window?.min;
  if (hours === null || !invested) return [];
  const found =
    hours === 0
      ? `пока нет: вложено ${formatShortHours(invested)}, но в учёт идут записи таймера и записи с ролью или методом`
      : `${formatShortHours(hours)} из вложенных ${formatShortHours(invested)}${norm ? `, норма ${formatShortHours(norm)}` : ''}`;
  return [`Учтённое время: ${found}; ступень оно не определяет.`];
}

const BASES = { self: 'со слов ученика', dialog: 'из разговора', metrics: 'по числам' } as const;

function formatStep({ changed_at, to, source, evidence, confirmed }: HistoryStep): string {
  const words = `${formatStage(to, '')}, ${BASES[source]}${confirmed ? ', подтверждена' : ''}`;
  return [`${formatDate(changed_at.slice(0, 10))} · ${words}`, ...says('причина', evidence)].join('; ');
}
