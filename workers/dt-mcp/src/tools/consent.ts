import { type CallContext, type Operation, ToolError } from '@aisystant/mcp';
import type { DtServices } from '../services.ts';

/** Consent times have a precision of one second. */
const CONSENT_STEP_MS = 1000;

/**
 * Scopes that the learner withdrew from this client since the consent of its token. Only a new sign-in restores them.
 */
export async function withdrawnScopes({ settings, scopes, consentedAtMs }: DtServices): Promise<string[]> {
  const { withdrawn, deletedAtMs } = await settings();
  // Verified tokens are cached for some seconds, so a token from before a deletion must not write again.
  if (deletedAtMs !== null && deletedAtMs >= consentedAtMs + CONSENT_STEP_MS) return [...scopes];
  return withdrawn.filter(({ atMs }) => atMs >= consentedAtMs).map(({ scope }) => scope);
}

/** Refuses a withdrawn scope; the kit calls it before every handler. */
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

/** Whether this client may see stored data. */
export async function mayRead(services: DtServices): Promise<boolean> {
  return services.scopes.includes('dt:read') && !(await withdrawnScopes(services)).includes('dt:read');
}
