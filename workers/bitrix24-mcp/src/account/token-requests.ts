import { err, ok, type Result } from '@aisystant/mcp/result';
import type { Log } from '@aisystant/oauth';
import { callUpstream, type Pace, systemIo, type UpstreamFailure, type UpstreamPolicy } from '@aisystant/upstream';
import * as z from 'zod';
import type { Application } from '../store/access.ts';
import type { ExchangeFault, Grant, Tokens } from './account.ts';

/** The authorization server of Bitrix24. A GET with secrets in its query is how it is documented; it must not be repeated. */
const POLICY: UpstreamPolicy<'token'> = {
  name: 'bitrix24-oauth',
  title: 'Битрикс24',
  endpoints: { token: { method: 'GET', path: '/oauth/token/', idempotent: false } },
  redirectHosts: [],
  // A code lives for thirty seconds.
  timeoutMs: 8_000,
  totalMs: 10_000,
  maxBodyBytes: 100_000,
  retry: { attempts: 1, baseMs: 500, maxMs: 500 },
  errorBody: { code: 'error', message: 'error_description', inSuccess: true },
  errors: [
    { code: 'invalid_grant', reason: 'rejected' },
    { code: 'PAYMENT_REQUIRED', reason: 'key_lacks_scope' },
    // Everything else that it refuses is about the application, which the operator configures.
    { status: 400, reason: 'key_dead' },
    { code: 'invalid_client', reason: 'key_dead' },
  ],
  pace: { perSecond: 10, burst: 50, parallel: 20, maxWaitMs: 2_000, breaker: { failures: 10, openMs: 10_000 } },
};

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 24 * HOUR_SECONDS;

/** The members without which there is no access; a wrong lifetime costs a request, and must not cost the link. */
const TokensSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  expires_in: z.number().min(1).max(DAY_SECONDS).catch(HOUR_SECONDS),
  client_endpoint: z.string().optional(),
  member_id: z.string().optional(),
  user_id: z.union([z.string(), z.number()]).optional(),
});

/** Asks the authorization server for tokens, with one request. */
export async function requestTokens(
  grant: Grant,
  { application, pace, log }: { readonly application: Application; readonly pace: Pace; readonly log: Log },
): Promise<Result<Tokens, ExchangeFault<UpstreamFailure>>> {
  const { portal, server, clientId, clientSecret } = application;
  const given =
    'code' in grant
      ? { grant_type: 'authorization_code', code: grant.code }
      : { grant_type: 'refresh_token', refresh_token: grant.refresh };
  const target = { baseUrl: server, headers: {}, secrets: [clientSecret, ...Object.values(given)] };
  const upstream = { policy: POLICY, target, pace, io: systemIo, log, server: 'bitrix24-mcp' };
  const query = { client_id: clientId, client_secret: clientSecret, ...given };
  const answer = await callUpstream(upstream, { endpoint: 'token', query, schema: TokensSchema });
  if (!answer.ok) {
    const ended = answer.error.upstreamCode === 'invalid_grant';
    return err(ended ? { kind: 'ended' } : { kind: 'failed', failure: answer.error });
  }
  const { access_token: access, refresh_token: next, expires_in: seconds, client_endpoint: at = '' } = answer.value;
  // An account of another portal opens nothing here. A renamed portal answers under its new name when tokens are renewed.
  if ('code' in grant && (!URL.canParse(at) || new URL(at).host !== portal.host)) return err({ kind: 'ended' });
  // Without another one the refresh token remains good (RFC 6749, section 6); a link without any would end in an hour.
  const refresh = next ?? ('refresh' in grant ? grant.refresh : undefined);
  if (refresh === undefined) return err({ kind: 'ended' });
  const { member_id: member, user_id: user } = answer.value;
  const owner = member === undefined || user === undefined ? null : `${member} ${user}`;
  return ok({ access, refresh, expiresAt: Date.now() + seconds * 1_000, owner });
}
