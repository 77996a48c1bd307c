import { formatDays, formatDecimal, quoteWords } from '@aisystant/mcp';
import type * as z from 'zod';
import type { ExercisesDone, GuideStudied } from '../../domain/activity/studies.ts';
import type { StageId } from '../../domain/stages/stages.ts';
import { formatStage, WORDS_ARE_DATA } from '../wording.ts';
import { type CriterionOnWire, formatCriterion } from './criterion.ts';

/** The current streak is a headline where there is one; the longest is said here. */
export function formatStreak(
  streak: { readonly current: number | null; readonly longest: number } | null,
): readonly string[] {
  if (streak === null || streak.longest === 0) return [];
  return [`Самая длинная серия: ${formatDays(streak.longest)}, ${formatCurrent(streak.current)}.`];
}

function formatCurrent(days: number | null): string {
  if (days === null) return 'о нынешней ничего не известно: за вчера данных нет';
  return days === 0 ? 'сейчас её нет' : `сейчас: ${formatDays(days)}`;
}

interface NextStage {
  readonly next: StageId | null;
  readonly criteria: readonly z.output<typeof CriterionOnWire>[];
}

/** The evidence for the next stage, a criterion a line. */
export function formatCriteria({ next, criteria }: NextStage): readonly string[] {
  return next === null ? [] : [`До ступени ${formatStage(next, '')}:`, ...criteria.map(formatCriterion)];
}

/** How resourceful the learner feels. */
export function formatResource(self: { readonly latest: number; readonly stale: boolean } | null): readonly string[] {
  if (self === null) return [];
  return [
    `Самооценка ресурса от 1 до 5: последняя ${formatDecimal(self.latest)}${self.stale ? ', ей больше двух недель' : ''}.`,
  ];
}

/** Pages of guides of which there are records. */
export function formatGuides(guides: readonly GuideStudied[]): readonly string[] {
  const parts = guides.map(({ id, done, total }) => {
    const size = total === null ? '' : ` из ${total}`;
    return `${quoteWords(id)} — ${done === null ? 'страницы не названы' : `${done}${size}`}`;
  });
  return guides.length === 0
    ? []
    : [WORDS_ARE_DATA, `Страницы руководств, о которых есть записи: ${parts.join(', ')}.`];
}

/** Exercises, where there are records of them. */
export function formatExercises({ accepted, revision, why }: ExercisesDone): readonly string[] {
  if (accepted === null || revision === null) return [];
  return [`Упражнения: принято ${accepted}, на доработке ${revision}${why === null ? '' : `; ${why}`}.`];
}

/** Goals, where there are any. */
export function formatGoals({ active, done }: { readonly active: number; readonly done: number }): readonly string[] {
  const parts = [...(active === 0 ? [] : [`активных ${active}`]), ...(done === 0 ? [] : [`достигнутых ${done}`])];
  return parts.length === 0 ? [] : [`Цели: ${parts.join(', ')}.`];
}
