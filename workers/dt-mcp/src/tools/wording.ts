import { findStage, type StageId } from '../domain/stages/stages.ts';
import { EVENT_LIMIT, EVENTS_PER_DAY } from '../store/event-store.ts';

/** «Практикующий (STG.Learner.Practicing)»; `none` for null. */
export function formatStage(id: StageId | null, none: string): string {
  return id === null ? none : `${findStage(id)?.title_ru} (${id})`;
}

/** The line about data quality. */
export function qualityLine(quality: {
  readonly status: string;
  readonly coverage_ratio: number | null;
  readonly notes: string | null;
}): string {
  const ratio = quality.coverage_ratio === null ? '' : `, полнота ${Math.round(quality.coverage_ratio * 100)} %`;
  const notes = quality.notes === null ? '' : ` ${quality.notes}`;
  return `Данные: ${quality.status}${ratio}.${notes}`;
}

/** Why an event was rejected by a quota. */
export function limitReached(reason: 'daily_limit' | 'total_limit'): string {
  if (reason === 'total_limit') return `В двойнике уже ${EVENT_LIMIT} записей, больше он не принимает.`;
  return `За сутки принято ${EVENTS_PER_DAY} записей; следующие — после полуночи по UTC.`;
}
