import type { CallContext, Operation } from '@aisystant/mcp';
import type { DtServices } from '../services.ts';
import { consentRequired, isRevoked } from '../store/rights-store.ts';

/** Scopes that the learner withdrew from this client since the consent of its token. Only a new sign-in restores them. */
export async function withdrawnScopes({ settings, scopes, clientId, consentedAtMs }: DtServices): Promise<string[]> {
  const state = await settings();
  const known = new Set([...scopes, ...state.withdrawn.map(({ scope }) => scope)]);
  return [...known].filter((scope) => isRevoked({ clientId, consentedAtMs, scope }, state));
}

/**
 * Refuses a withdrawn scope; the kit calls it before every handler. The object checks again, in the transaction of each
 * read and write, since a withdrawal may come in between.
 */
export async function requireConsent({ scope }: Operation, { services }: CallContext<DtServices>): Promise<void> {
  if (scope !== null && (await withdrawnScopes(services)).includes(scope)) throw consentRequired(scope);
}

/** Whether this client may see stored data. */
export async function mayRead(services: DtServices): Promise<boolean> {
  return services.scopes.includes('dt:read') && !(await withdrawnScopes(services)).includes('dt:read');
}
