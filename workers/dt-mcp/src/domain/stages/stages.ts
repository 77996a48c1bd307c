/** The stages of a learner, lowest first. */
export const STAGE_IDS = [
  'STG.Learner.Random',
  'STG.Learner.Practicing',
  'STG.Learner.Systematic',
  'STG.Learner.Disciplined',
  'STG.Learner.Proactive',
] as const;

/** The id of a stage. */
export type StageId = (typeof STAGE_IDS)[number];

/** Criteria of the stages. */
export const CRITERION_IDS = [
  'hours_per_week',
  'regularity_days_per_week',
  'streak_days',
  'reflection_notes_per_week',
  'strategizing_weeks_percent',
  'drafts_per_window',
  'relapse_count',
] as const;

/** Id of a criterion, equal to the id of its metric. */
export type CriterionId = (typeof CRITERION_IDS)[number];

/** A metric that is shown with a norm and does not decide a stage. */
type ShownMetricId = 'accounted_hours_per_window';

/** One threshold: at least `min`, or at most `max`. */
export interface Threshold {
  readonly min?: number;
  readonly max?: number;
  /** Source of the number. */
  readonly source: string;
}

/** A stage with its thresholds, as clients see it. */
export interface Stage {
  readonly id: StageId;
  readonly aliases: readonly string[];
  readonly title_ru: string;
  /** Full weeks that are measured. */
  readonly window_weeks: number;
  readonly thresholds: Readonly<Partial<Record<CriterionId, Threshold>>>;
  /** Norms that are shown and do not decide the stage. */
  readonly shown: Readonly<Partial<Record<ShownMetricId, Threshold>>>;
  readonly recommended_guide: string;
}

const DT = 'метамодель цифрового двойника, stages v0.4';
const TABLE = 'таблица ступеней Ученика';

/**
 * The thresholds, versioned because sources disagree: where the metamodel and the table of stages differ, the metamodel
 * wins. Thresholds of zero are left out.
 */
export const STAGE_CATALOGUE = {
  version: '1.1.0',
  source: `${DT}; чего в ней нет — ${TABLE}`,
  not_applied: [
    'часы за окно (0/20/48/96/161): следуют из часов в неделю таблицы, а не метамодели; у Проактивного в источнике ошибка',
    'учтённое время (20/30/40 часов за окно): показывается (shown), ступень не определяет',
  ],
  needs_dialog: ['мировоззрение', 'мемы', 'привычки'],
  stages: [
    {
      id: 'STG.Learner.Random',
      aliases: ['STG.Student.Random', 'Случайный', 'random'],
      title_ru: 'Случайный',
      window_weeks: 1,
      thresholds: {},
      shown: {},
      recommended_guide: 'Системное саморазвитие',
    },
    {
      id: 'STG.Learner.Practicing',
      aliases: ['STG.Student.Practicing', 'Практикующий', 'practicing'],
      title_ru: 'Практикующий',
      window_weeks: 4,
      thresholds: {
        hours_per_week: { min: 4, source: DT },
        regularity_days_per_week: { min: 3, source: DT },
        streak_days: { min: 3, source: DT },
      },
      shown: {},
      recommended_guide: 'Системное саморазвитие',
    },
    {
      id: 'STG.Learner.Systematic',
      aliases: ['STG.Student.Systematic', 'Систематический', 'systematic'],
      title_ru: 'Систематический',
      window_weeks: 8,
      thresholds: {
        hours_per_week: { min: 6, source: DT },
        regularity_days_per_week: { min: 5, source: DT },
        streak_days: { min: 4, source: DT },
        reflection_notes_per_week: { min: 5, source: DT },
        drafts_per_window: { min: 1, source: TABLE },
        relapse_count: { max: 4, source: `${TABLE}: не больше одного за 2 недели` },
      },
      shown: { accounted_hours_per_window: { min: 20, source: TABLE } },
      recommended_guide: 'Практики саморазвития',
    },
    {
      id: 'STG.Learner.Disciplined',
      aliases: ['STG.Student.Disciplined', 'Дисциплинированный', 'disciplined'],
      title_ru: 'Дисциплинированный',
      window_weeks: 12,
      thresholds: {
        hours_per_week: { min: 8, source: DT },
        regularity_days_per_week: { min: 6, source: DT },
        streak_days: { min: 5, source: DT },
        reflection_notes_per_week: { min: 6, source: DT },
        strategizing_weeks_percent: { min: 80, source: DT },
        drafts_per_window: { min: 1.5, source: TABLE },
        relapse_count: { max: 3, source: `${TABLE}: не больше одного за месяц` },
      },
      shown: { accounted_hours_per_window: { min: 30, source: TABLE } },
      recommended_guide: 'Введение в системное мышление',
    },
    {
      id: 'STG.Learner.Proactive',
      aliases: ['STG.Student.Proactive', 'Проактивный', 'proactive'],
      title_ru: 'Проактивный',
      window_weeks: 24,
      thresholds: {
        hours_per_week: { min: 10, source: DT },
        regularity_days_per_week: { min: 6.7, source: DT },
        streak_days: { min: 6, source: DT },
        reflection_notes_per_week: { min: 6.7, source: DT },
        strategizing_weeks_percent: { min: 95, source: DT },
        drafts_per_window: { min: 2, source: DT },
        relapse_count: { max: 0, source: TABLE },
      },
      shown: { accounted_hours_per_window: { min: 40, source: TABLE } },
      recommended_guide: 'Рабочее развитие',
    },
  ],
} as const satisfies { readonly stages: readonly Stage[]; readonly [fact: string]: unknown };

/** All stages, lowest first. */
export const STAGES: readonly Stage[] = STAGE_CATALOGUE.stages;

/** The highest stage. */
export const TOP_STAGE: Stage = STAGE_CATALOGUE.stages[4];

/** The longest window of all, weeks. */
export const LONGEST_WINDOW_WEEKS = Math.max(...STAGES.map((stage) => stage.window_weeks));

/** Position of a stage, from 0. */
export function rankOf(id: StageId): number {
  return STAGE_IDS.indexOf(id);
}

/** Finds a stage by id or alias in any letter case; null without a match. */
export function findStage(text: string): Stage | null {
  const wanted = text.trim().toLowerCase();
  return STAGES.find(({ id, aliases }) => [id, ...aliases].some((name) => name.toLowerCase() === wanted)) ?? null;
}
