import { randomSecret, sha256Hex } from '@aisystant/oauth/secret';
import * as z from 'zod';
import { ToolError } from './tool-error.ts';

/** Lifetime of a confirmation. */
const CONFIRMATION_MS = 10 * 60_000;

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

/** What is deleted in two steps. */
export interface TwoStepDeletion<Counts> {
  /** Keeps the hash of a confirmation that is valid once, until a time in epoch ms. */
  issue(hash: string, expiresAtMs: number): Promise<void>;
  /** What would be deleted now. */
  counts(): Promise<Counts>;
  /** Deletes; null when the confirmation is unknown, used or expired. The counts are null when it had deleted before. */
  delete(hash: string): Promise<{ readonly counts: Counts | null; readonly deletedAtMs: number } | null>;
}

/**
 * Counts and issues a confirmation; with that confirmation deletes. Throws `CONFLICT` for a confirmation that is no longer
 * valid. The answer has the fields of {@link twoStepFields} but `stays`.
 */
export async function deleteInTwoSteps<Counts>(
  confirm: string | undefined,
  nowMs: number,
  deletion: TwoStepDeletion<Counts>,
) {
  if (confirm === undefined) {
    const secret = randomSecret();
    await deletion.issue(await sha256Hex(secret), nowMs + CONFIRMATION_MS);
    return {
      status: 'dry_run' as const,
      counts: await deletion.counts(),
      confirmation_token: secret,
      expires_at: new Date(nowMs + CONFIRMATION_MS).toISOString(),
      deleted_at: null,
    };
  }
  const deleted = await deletion.delete(await sha256Hex(confirm));
  if (deleted === null) {
    throw new ToolError('CONFLICT', 'Это подтверждение не годится, ничего не удалено.', {
      field: 'confirm',
      hint: 'Вызов без confirm даст новое.',
    });
  }
  return {
    status: 'deleted' as const,
    counts: deleted.counts,
    confirmation_token: null,
    expires_at: null,
    deleted_at: new Date(deleted.deletedAtMs).toISOString(),
  };
}
