import { formatDecimal } from '@aisystant/mcp';
import * as z from 'zod';
import { METRICS } from '../../domain/metrics/metrics.ts';
import { shownValue } from '../../domain/stages/shown-value.ts';
import type { Criterion } from '../../domain/stages/stage-estimate.ts';
import { CRITERION_IDS } from '../../domain/stages/stages.ts';

/** A criterion of a stage with its evidence. */
export const CriterionOnWire = z.object({
  id: z.enum(CRITERION_IDS),
  value: z.number().nullable(),
  norm: z.number(),
  rule: z.enum(['min', 'max']),
  unit: z.string(),
  status: z.enum(['met', 'unmet', 'unknown']),
  why: z.string().nullable().describe('почему неизвестно'),
  source: z.string(),
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

/** Converts a criterion for clients. Only the shown value is rounded. */
export function criterionOnWire({ value, ...criterion }: Criterion) {
  return { ...criterion, value: value === null ? null : shownValue(criterion.id, value), unit: UNITS[criterion.id] };
}

const STATUSES = { met: 'выполнено', unmet: 'не выполнено', unknown: 'неизвестно' } as const;

/** A criterion in one line: what is there, what is wanted, and whether that is met. */
export function formatCriterion({
  id,
  value,
  norm,
  rule,
  unit,
  status,
  why,
}: z.output<typeof CriterionOnWire>): string {
  const title = METRICS.find((metric) => metric.id === id)?.title ?? id;
  const now = value === null ? 'значения нет' : value === 0 ? 'пока нет' : `${formatDecimal(value)} ${unit}`;
  const reason = why === null ? '' : `: ${why}`;
  return `${title}: ${now}, нужно ${rule === 'min' ? 'от' : 'не больше'} ${formatDecimal(norm)} — ${STATUSES[status]}${reason}`;
}
