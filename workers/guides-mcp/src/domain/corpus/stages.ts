/** Codes of the stages of a learner, in order; the number of a stage is its place from 1. */
export const STAGE_CODES = [
  'STG.Learner.Random',
  'STG.Learner.Practicing',
  'STG.Learner.Systematic',
  'STG.Learner.Disciplined',
  'STG.Learner.Proactive',
] as const;

/** Titles of the stages, in the same order. */
const TITLES = ['Случайный', 'Практикующий', 'Систематический', 'Дисциплинированный', 'Проактивный'] as const;

/** Titles of the guides that the school recommends at each stage; a corpus may have them or not. */
const RECOMMENDED = [
  'Системное саморазвитие',
  'Системное саморазвитие',
  'Практики саморазвития',
  'Введение в системное мышление',
  'Рабочее развитие',
] as const;

/** The number of a stage, 1–5. */
export function stageNumber(code: (typeof STAGE_CODES)[number]): number {
  return STAGE_CODES.indexOf(code) + 1;
}

/** Titles of stages by their numbers. */
export function stageTitles(stages: readonly number[]): readonly string[] {
  return stages.flatMap((stage) => TITLES[stage - 1] ?? []);
}

/** Whether a guide is one to begin with at a stage: it is written for it, or the school recommends it by name. */
export function isRecommended(
  guide: { readonly title: string; readonly stages: readonly number[] },
  stage: number,
): boolean {
  return guide.stages.includes(stage) || guide.title === RECOMMENDED[stage - 1];
}
