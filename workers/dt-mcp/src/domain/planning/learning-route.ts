import * as z from 'zod';

/** Statuses of a step. */
export const STEP_STATUSES = ['pending', 'in_progress', 'completed', 'skipped', 'blocked'] as const;

const words = (max: number) => z.string().trim().min(1, 'пустая строка').max(max, `не длиннее ${max} знаков`);

const step = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'латиница, цифры, - и _, до 40 знаков'),
  title: words(200),
  type: words(40).optional(),
  priority: z.int().min(1).max(5).optional(),
  status: z.enum(STEP_STATUSES).default('pending'),
  depends_on: z.array(z.string().max(40)).max(10).default([]),
});

/** A learning route: goals, and steps that may depend on each other without a cycle. */
export const learningRouteSchema = z
  .strictObject({ goals: z.array(words(200)).max(10).default([]), steps: z.array(step).min(1).max(100) })
  .superRefine(({ steps }, context) => {
    const ids = steps.map(({ id }) => id);
    const twice = ids.findIndex((id, i) => ids.indexOf(id) !== i);
    if (twice >= 0) context.addIssue({ code: 'custom', message: 'Такой шаг уже есть.', path: ['steps', twice, 'id'] });
    for (const [i, { depends_on }] of steps.entries()) {
      const wrong = depends_on.findIndex((id) => !ids.includes(id));
      if (wrong >= 0) {
        context.addIssue({ code: 'custom', message: 'Такого шага нет.', path: ['steps', i, 'depends_on', wrong] });
      }
    }
    if (hasCircle(steps)) {
      context.addIssue({ code: 'custom', message: 'Шаги ждут друг друга по кругу.', path: ['steps'] });
    }
  });

/** A validated route. */
export type LearningRoute = z.output<typeof learningRouteSchema>;

/**
 * Removes steps without open dependencies until none is left to remove; what remains is on a cycle or depends on one.
 */
function hasCircle(steps: readonly { readonly id: string; readonly depends_on: readonly string[] }[]): boolean {
  let left = steps.filter(({ depends_on }) => depends_on.length > 0);
  for (;;) {
    const ids = new Set(left.map(({ id }) => id));
    const still = left.filter(({ depends_on }) => depends_on.some((id) => ids.has(id)));
    if (still.length === left.length) return left.length > 0;
    left = still;
  }
}
