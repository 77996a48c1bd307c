import type { ErrorRule, UpstreamPolicy } from '@aisystant/upstream';
import { usageOf } from './batch.ts';

/** How fast a portal may be called; it depends on its tariff. */
export interface PortalPace {
  readonly perSecond: number;
  readonly burst: number;
}

const ERRORS: readonly ErrorRule[] = [
  { code: 'QUERY_LIMIT_EXCEEDED', reason: 'rate_limited' },
  // The portal was blocked by hand: more requests make it worse.
  { code: 'OVERLOAD_LIMIT', reason: 'unavailable', retry: false },
  { code: 'OPERATION_TIME_LIMIT', reason: 'rate_limited', retry: false },
  { code: 'PORTAL_DELETED', reason: 'unavailable', retry: false },
  { code: 'NO_AUTH_FOUND', reason: 'key_dead' },
  { code: 'expired_token', reason: 'key_dead' },
  { code: 'INVALID_CREDENTIALS', reason: 'key_dead' },
  { code: 'insufficient_scope', reason: 'key_lacks_scope' },
  { code: 'ACCESS_DENIED', reason: 'key_lacks_scope' },
  { code: 'user_access_error', reason: 'key_lacks_scope' },
  { code: 'ERROR_METHOD_NOT_FOUND', reason: 'rejected' },
  // A command has no HTTP status that would say so.
  { code: 'INTERNAL_SERVER_ERROR', reason: 'unavailable' },
  { code: 'ERROR_UNEXPECTED_ANSWER', reason: 'unavailable' },
];

/** Why a command of a batch failed, by its code; CRM refuses a person without rights with a sentence alone. */
export function reasonOf({ code, message }: { readonly code: string; readonly message: string }): ErrorRule['reason'] {
  if (message === 'Access denied.') return 'key_lacks_scope';
  return ERRORS.find((rule) => rule.code === code)?.reason ?? 'rejected';
}

/** Hosts that a renamed portal may be at, in all regions of Bitrix24. */
const CLOUD_HOSTS = ['ru', 'com', 'by', 'kz', 'eu', 'de', 'fr', 'it', 'pl', 'in', 'ua'].map(
  (region) => `*.bitrix24.${region}`,
);

/**
 * How Bitrix24 is called. There is one endpoint, and the methods in its body are checked: nothing that writes can be sent.
 * @param portalHost further host of a portal of one's own, where a redirect may lead
 */
export function bitrixPolicy({ perSecond, burst }: PortalPace, portalHost: string): UpstreamPolicy<'batch'> {
  return {
    name: 'bitrix24',
    title: 'Битрикс24',
    endpoints: { batch: { method: 'POST', path: '/batch', idempotent: true } },
    redirectHosts: [...CLOUD_HOSTS, portalHost],
    timeoutMs: 9_000,
    totalMs: 18_000,
    maxBodyBytes: 16_000_000,
    retry: { attempts: 4, baseMs: 500, maxMs: 4_000 },
    errorBody: { code: 'error', message: 'error_description', inSuccess: true },
    errors: ERRORS,
    pace: {
      perSecond,
      burst,
      parallel: 20,
      maxWaitMs: 15_000,
      breaker: { failures: 10, openMs: 10_000 },
      slow: { fromShare: 0.5, gapMs: 2_000 },
    },
    usage: usageOf,
  };
}
