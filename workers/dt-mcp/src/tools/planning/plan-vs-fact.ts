import * as z from 'zod';

/** Output field: a plan compared with the facts. */
export const PlanVsFact = z.object({
  target_minutes: z.int(),
  fact_minutes: z.int(),
  minutes_percent: z.int(),
  target_days: z.int(),
  fact_days: z.int(),
});
