import * as z from 'zod';
import { Recorded } from '../fields.ts';

/** Output field: a plan compared with the facts. */
export const PlanVsFact = z.object({
  target_minutes: z.int(),
  fact_minutes: Recorded,
  minutes_percent: Recorded,
  target_days: z.int(),
  fact_days: Recorded,
});
