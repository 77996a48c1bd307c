import { lazy, type Operation } from '@aisystant/mcp';
import type { Grant } from './store/rights-store.ts';
import type { LearnerSettings, TwinStores } from './store/twin-store.ts';

/** The caller's own stores, and what the tools need to know of the call. */
export interface DtServices extends TwinStores {
  /** Id of the OAuth client, stored with what it writes. */
  readonly clientId: string;
  /** Scopes of the token. */
  readonly scopes: readonly string[];
  /** The server's origin, without a slash at the end. */
  readonly baseUrl: string;
  /** When the learner consented to this client, epoch ms; 0 when the token does not say. */
  readonly consentedAtMs: number;
  /** Ends all access the caller ever granted at this server: connected apps, personal tokens, sessions. */
  revokeAllAccess(): Promise<void>;
  /** Read once per request. */
  settings(): Promise<LearnerSettings>;
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
  revokeAllAccess: () => Promise<void>,
): DtServices {
  return {
    ...stores,
    clientId,
    scopes,
    baseUrl,
    consentedAtMs,
    revokeAllAccess,
    settings: lazy(() => stores.rights.settings(clientId)),
  };
}

/** The grant on which an operation of the caller runs. */
export function grantOf({ clientId, consentedAtMs = 0 }: DtCaller, { scope, needsConsent }: Operation): Grant {
  return { clientId, consentedAtMs, scope: needsConsent ? scope : null };
}
