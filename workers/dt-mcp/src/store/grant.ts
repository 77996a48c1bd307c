import { ToolError } from '@aisystant/mcp';
import type { ConsentState } from './rights-store.ts';

/** Consent times have a precision of one second. */
const CONSENT_STEP_MS = 1000;

/** The consent on which one operation runs. */
export interface Grant {
  readonly clientId: string;
  /** When the learner consented to this client, epoch ms; 0 when the token does not say. */
  readonly consentedAtMs: number;
  /** The scope that the operation needs; null for the rights that no withdrawal takes away. */
  readonly scope: string | null;
}

/** Whether the learner withdrew the scope of a grant, or erased everything after it was given. */
export function isRevoked({ consentedAtMs, scope }: Grant, { withdrawn, deletedAtMs }: ConsentState): boolean {
  if (deletedAtMs !== null && deletedAtMs >= consentedAtMs + CONSENT_STEP_MS) return true;
  return withdrawn.some((each) => each.scope === scope && each.atMs >= consentedAtMs);
}

/** The refusal of a revoked grant. */
export function consentRequired(scope: string | null): ToolError {
  const revoked = scope === null ? 'доступ' : `разрешение ${scope}`;
  return new ToolError('CONSENT_REQUIRED', `Ученик забрал у этого приложения ${revoked} или удалил свои данные.`, {
    hint: 'Вернуть его можно только новым входом: подключить сервер заново и отметить разрешение.',
  });
}
