import * as z from 'zod';
import { dataQuality } from '../../domain/activity/coverage.ts';
import {
  AREA_IDS,
  AREA_MAPPING,
  type AreaProfile,
  MASTERY_STATUSES,
  profileAreas,
  widestGap,
} from '../../domain/profile/profile-areas.ts';
import { measuredStage, stageAhead } from '../../domain/stages/stage-estimate.ts';
import { CRITERION_IDS, STAGE_CATALOGUE } from '../../domain/stages/stages.ts';
import { readStage } from '../../queries/stage.ts';
import { qualityOnWire, StageOnWire, stageName, TwinQuality, timezone } from '../fields.ts';
import { requireStage } from '../require.ts';
import { CriterionOnWire, criterionOnWire } from '../stages/criterion.ts';
import { tool } from '../tool.ts';
import { formatStage, qualityLines } from '../wording.ts';
import { resolveZone } from '../zone.ts';

const Side = z.object({
  status: z.enum([...MASTERY_STATUSES, 'needs_dialog']),
  score: z.number().min(0).max(1).nullable().describe('доля нормы'),
  norm: z.number().nullable().describe('null — нормы нет'),
  gap: z.number().min(0).max(1).nullable().describe('сколько не хватает до нормы'),
  sources: z.array(CriterionOnWire).describe('критерии области с их числами'),
});

/** Worldview is qualitative: a dialog assesses it, not the twin. */
const WORLDVIEW: z.input<typeof Side> = { status: 'needs_dialog', score: null, norm: null, gap: null, sources: [] };

const AreaOnWire = z.object({
  id: z.enum(AREA_IDS),
  name_ru: z.string(),
  worldview: Side.describe('мировоззрение: числами не измеряется'),
  mastery: Side.describe('мастерство: по числам'),
});

/** `dt.get_profile_by_areas`: the gap to a stage in each area. */
export const getProfileByAreas = tool({
  id: 'dt.get_profile_by_areas',
  version: '1.1.0',
  status: 'stable',
  title: 'Профиль по областям',
  intent: 'В чём у меня самый большой разрыв до ступени?',
  useWhen: ['нужно выбрать, какую область подтянуть', 'нужно сравнить себя с нормами одной ступени по пяти областям'],
  doNotUseWhen: [
    { case: 'нужны ступень и её критерии', use: 'dt.get_stage_status' },
    { case: 'нужно то, что ученик рассказал о себе', use: 'dt.get_profile' },
  ],
  scope: 'dt:read',
  effect: 'read',
  semantics:
    'Область — группа числовых критериев ступени; score — доля нормы по самому слабому из известных критериев, 1 — норма взята. partial — известна часть, и настоящая доля может быть меньше; unknown — данных нет или не хватает, а не ноль; not_asked — ступень этого не требует. Без stage — нормы следующей ступени.',
  metrics: [...CRITERION_IDS],
  privacy: 'только числа этого ученика',
  errors: ['INVALID_ARGUMENT'],
  examples: [
    {
      question: 'Что мне подтянуть?',
      input: {},
      answer: 'Пять областей против следующей ступени и самый большой разрыв.',
    },
    {
      question: 'Далеко ли мне до Дисциплинированного?',
      input: { stage: 'Дисциплинированный' },
      answer: 'Те же области против норм этой ступени.',
    },
  ],
  input: () => z.strictObject({ stage: stageName.optional(), timezone }),
  output: () =>
    z.object({
      stage: StageOnWire.describe('чьи нормы'),
      window_weeks: z.int().describe('за сколько полных недель'),
      areas: z.array(AreaOnWire),
      max_gap: z
        .object({ area: z.enum(AREA_IDS), gap: z.number() })
        .nullable()
        .describe('null — известных разрывов нет'),
      needs_dialog: z.array(z.string()).describe('о чём числа не говорят'),
      mapping_version: z.string(),
      mapping_source: z.string().describe('чьё это деление на области'),
      thresholds_version: z.string(),
      data_quality: TwinQuality,
    }),
  async run({ stage: requestedStage, timezone: requestedZone }, { services, now }) {
    const { zone, assumptions } = await resolveZone(requestedZone, services);
    const named = requestedStage === undefined ? null : requireStage(requestedStage, 'stage');
    const { found, facts } = await readStage(services, zone, now);
    const stage = named ?? stageAhead(found);
    const { criteria, window } = measuredStage(found, stage);
    const areas = profileAreas(criteria);
    return {
      stage: stage.id,
      window_weeks: stage.window_weeks,
      areas: areas.map(areaOnWire),
      max_gap: widestGap(areas),
      needs_dialog: [...STAGE_CATALOGUE.needs_dialog],
      mapping_version: AREA_MAPPING.version,
      mapping_source: AREA_MAPPING.source,
      thresholds_version: STAGE_CATALOGUE.version,
      data_quality: qualityOnWire(dataQuality(facts, window, now), zone, now, [...assumptions, ...found.assumptions]),
    };
  },
  summarize: ({ stage, areas, max_gap, needs_dialog, data_quality }) =>
    [
      `Области против норм ступени ${formatStage(stage, '')}:`,
      ...areas.map(({ name_ru, mastery }) => `${name_ru}: ${formatMastery(mastery)}`),
      max_gap === null
        ? 'Известных разрывов нет.'
        : `Самый большой из известных разрывов: ${nameOf(max_gap.area)}, ${inPercent(max_gap.gap)}.`,
      `Числа не говорят об этом: ${needs_dialog.join(', ')}.`,
      ...qualityLines(data_quality),
    ].join('\n'),
});

function areaOnWire({ mastery, ...area }: AreaProfile): z.input<typeof AreaOnWire> {
  return { ...area, worldview: WORLDVIEW, mastery: { ...mastery, sources: mastery.sources.map(criterionOnWire) } };
}

function formatMastery({ status, score, sources }: z.output<typeof Side>): string {
  if (status === 'not_asked') return 'ступень этого не требует';
  if (score === null) return `неизвестно, ${[...new Set(sources.flatMap(({ why }) => why ?? []))].join('; ')}`;
  const share = score === 0 ? 'до нормы всё впереди' : `${inPercent(score)} нормы`;
  return `${status === 'partial' ? 'по известной части ' : ''}${share}`;
}

const nameOf = (wanted: string) => AREA_MAPPING.areas.find(({ id }) => id === wanted)?.name_ru ?? wanted;
const inPercent = (share: number) => `${Math.round(share * 100)} %`;
