import type { LearnerSettings, TwinStore } from './store/twin-store.ts';

/** What the tools of dt-mcp work with. */
export interface DtServices {
  /** The caller's own twin; another person's cannot be reached from here. */
  readonly twin: TwinStore;
  /** The client that calls; kept with what it writes. */
  readonly clientId: string;
  /** Scopes that the token carries. */
  readonly scopes: readonly string[];
  /** The server's own address, without a slash at the end. */
  readonly baseUrl: string;
  /** When the person allowed this client, epoch ms; 0 for a token that does not say. */
  readonly consentedAtMs: number;
  /** Ends all access the caller ever granted at this server: connected apps, personal tokens, sessions. */
  revokeAllAccess(): Promise<void>;
  /** What every call needs to know first; read once for each request. */
  settings(): Promise<LearnerSettings>;
}

/** Who calls, as far as the services need it. */
export interface DtCaller {
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly consentedAt?: number;
}

/** Binds the services of one call to its caller. */
export function servicesOf(
  twin: TwinStore,
  { clientId, scopes, consentedAt = 0 }: DtCaller,
  baseUrl: string,
  revokeAllAccess: () => Promise<void>,
): DtServices {
  let settings: Promise<LearnerSettings> | null = null;
  return {
    twin,
    clientId,
    scopes,
    baseUrl,
    consentedAtMs: consentedAt * 1000,
    revokeAllAccess,
    settings: () => {
      settings ??= twin.settings(clientId);
      return settings;
    },
  };
}
