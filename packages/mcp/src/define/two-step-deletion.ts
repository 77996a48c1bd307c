import * as z from 'zod';

/** Input of a tool that deletes in two steps: the first call only counts and gives a confirmation, the second one deletes. */
export const twoStepInput = () =>
  z.strictObject({
    confirm: z.string().min(1).max(100).optional().describe('confirmation_token после согласия человека'),
  });

/** Its output; `counts` has a number for each kind of records. */
export const twoStepFields = <Counts extends z.ZodRawShape>(counts: Counts) => ({
  status: z.enum(['dry_run', 'deleted']),
  counts: z.object(counts).nullable(),
  confirmation_token: z.string().nullable(),
  expires_at: z.string().nullable(),
  deleted_at: z.string().nullable(),
  stays: z.string().describe('что и сколько ещё остаётся'),
});

/** Its first lines for a client that shows only text; `counted` says the counts in words. */
export function twoStepLines(
  {
    status,
    confirmation_token,
  }: { readonly status: 'dry_run' | 'deleted'; readonly confirmation_token: string | null },
  counted: readonly string[],
): readonly string[] {
  const first = status === 'deleted' ? 'Удалено насовсем.' : 'Ничего ещё не удалено.';
  const confirmation =
    confirmation_token === null ? [] : [`После согласия человека: confirmation_token=${confirmation_token}`];
  return [[first, ...counted].join(' '), ...confirmation];
}
