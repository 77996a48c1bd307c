import { ToolError } from '@aisystant/mcp';
import type { DtServices } from '../services.ts';

/**
 * The scopes that the learner took back from this client. Only a new sign-in gives them again: whatever was taken back
 * before the token's own consent is void.
 */
export async function withdrawnScopes({ settings, consentedAtMs }: DtServices): Promise<string[]> {
  const { withdrawn } = await settings();
  return withdrawn.filter(({ atMs }) => atMs >= consentedAtMs).map(({ scope }) => scope);
}

/** Refuses what the learner took back from this client. */
export async function requireConsent(scope: string | null, services: DtServices): Promise<void> {
  if (scope === null || !(await withdrawnScopes(services)).includes(scope)) return;
  throw new ToolError('CONSENT_REQUIRED', `Ученик забрал у этого приложения разрешение ${scope}.`, {
    hint: 'Вернуть его можно только новым входом: подключить сервер заново и отметить разрешение.',
  });
}
