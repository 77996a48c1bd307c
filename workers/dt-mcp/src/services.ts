import { lazy } from '@aisystant/mcp';
import type { LearnerServices } from '@aisystant/mcp/learner-store';
import type { Counted, LearnerSettings, TwinStores } from './store/twin-store.ts';

/** The caller's own stores, and what the tools need to know of the call. */
export interface DtServices extends TwinStores, LearnerServices<Counted, LearnerSettings> {
  readonly rights: TwinStores['rights'];
}

/** The part of the principal that the services need. */
export interface DtCaller {
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly consentedAtMs?: number;
}

/** Binds the services of one call to its caller. */
export function servicesOf(
  stores: TwinStores,
  { clientId, scopes, consentedAtMs = 0 }: DtCaller,
  baseUrl: string,
  { revokeAllAccess, calls }: Pick<DtServices, 'revokeAllAccess' | 'calls'>,
): DtServices {
  return {
    ...stores,
    clientId,
    scopes,
    baseUrl,
    consentedAtMs,
    revokeAllAccess,
    calls,
    settings: lazy(() => stores.rights.settings(clientId)),
  };
}
