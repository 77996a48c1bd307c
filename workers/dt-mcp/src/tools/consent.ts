import { type CallContext, type Operation, ToolError } from '@aisystant/mcp';
import type { DtServices } from '../services.ts';

/** The time of a consent is kept in whole seconds. */
const CONSENT_STEP_MS = 1000;

/**
 * The scopes that the learner took back from this client. Only a new sign-in gives them again: whatever was taken back
 * before the token's own consent is void.
 */
export async function withdrawnScopes({ settings, scopes, consentedAtMs }: DtServices): Promise<string[]> {
  const { withdrawn, deletedAtMs } = await settings();
  // A token is remembered for a while after all access was ended: one from before a deletion must not write again.
  if (deletedAtMs !== null && deletedAtMs >= consentedAtMs + CONSENT_STEP_MS) return [...scopes];
  return withdrawn.filter(({ atMs }) => atMs >= consentedAtMs).map(({ scope }) => scope);
}

/** Refuses what the learner has withdrawn from the calling client; the kit asks before every handler. */
export async function requireConsent({ scope }: Operation, { services }: CallContext<DtServices>): Promise<void> {
  if (scope === null || !(await withdrawnScopes(services)).includes(scope)) return;
  throw new ToolError(
    'CONSENT_REQUIRED',
    `Ученик забрал у этого приложения разрешение ${scope} или удалил свои данные.`,
    {
      hint: 'Вернуть его можно только новым входом: подключить сервер заново и отметить разрешение.',
    },
  );
}

/** Whether this client may be told what it did not say itself. */
export async function mayRead(services: DtServices): Promise<boolean> {
  return services.scopes.includes('dt:read') && !(await withdrawnScopes(services)).includes('dt:read');
}
