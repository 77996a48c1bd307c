import * as z from 'zod';

const Week = z.object({
  total_minutes: z.int(),
  days_with_activity: z.int(),
  days: z.array(z.object({ day: z.int(), count: z.int(), minutes: z.int() })),
  kinds: z.array(z.object({ kind: z.string(), count: z.int(), minutes: z.int() })),
});

/** The peers' tool as SDK v1 takes it. */
export const weekTool = {
  title: 'Итоги недели',
  description: 'Минуты и дни занятий за неделю и за неделю до неё.',
  inputSchema: { week: z.string().max(20).default('current') },
  outputSchema: { week: Week, previous: Week },
  annotations: { readOnlyHint: true },
};
