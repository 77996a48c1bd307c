import type { Config } from '../config.ts';
import { canonicalizeResources } from '../resource.ts';
import { sha256Base64Url } from '../secret.ts';

/** A form sent to the token endpoint, with the client credentials of its header. */
export interface TokenRequest {
  readonly form: URLSearchParams;
  readonly authorization: string | null;
}

/**
 * The form of a request without the fields that have no value, which count as left out (RFC 6749, section 3.2); null where one
 * is named twice.
 */
export function tokenForm(body: string): URLSearchParams | null {
  const fields = [...new URLSearchParams(body)].filter(([, value]) => value !== '');
  const once = fields.flatMap(([name]) => (name === 'resource' ? [] : [name]));
  return new Set(once).size < once.length ? null : new URLSearchParams(fields);
}

/** The code or refresh token that a request spends, or the token that it revokes; null for any other request. */
export function spentToken({ form }: TokenRequest): string | null {
  const field = spentField(form);
  return field && form.get(field);
}

/** The same request with another code or token in its place. */
export function withToken({ form: before, authorization }: TokenRequest, token: string): TokenRequest {
  const form = new URLSearchParams(before);
  form.set(spentField(form) ?? 'token', token);
  return { form, authorization };
}

/** The field that counts, whatever others are there. */
function spentField(form: URLSearchParams): 'code' | 'refresh_token' | 'token' | null {
  const grantType = form.get('grant_type');
  if (grantType === 'authorization_code') return 'code';
  if (grantType === 'refresh_token') return 'refresh_token';
  return grantType === null ? 'token' : null;
}

/** The grant of a code or token, which are `userId:grantId:secret` in the library; null when it is not of this form. */
export function grantNameOf(token: string): string | null {
  const [userId, grantId, secret, ...rest] = token.split(':');
  return userId && grantId && secret && rest.length === 0 ? `${userId}:${grantId}` : null;
}

/**
 * The form as the library should see it: only scopes of the server, as at `/authorize` (RFC 6749 §3.3), and the one
 * resource, in whatever spelling it is named, or not named.
 */
export function normalized(form: URLSearchParams, scopes: readonly string[], config: Config): URLSearchParams {
  const result = new URLSearchParams(form);
  const requested = (result.get('scope') ?? '').split(' ').filter(Boolean);
  const known = requested.filter((scope) => scopes.includes(scope));
  result.delete('scope');
  if (known.length > 0) result.set('scope', [...new Set(known)].sort().join(' '));
  if (form.has('grant_type') && !form.has('resource')) result.set('resource', config.resource);
  canonicalizeResources(result, config);
  return result;
}

/** Identifies a request by all its fields, whatever their order. A client assertion differs in each request, so it is left out. */
export function requestKey({ form, authorization }: TokenRequest): Promise<string> {
  const fields = [...form].filter(([name]) => name !== 'client_assertion').map(([name, value]) => `${name}=${value}`);
  return sha256Base64Url(JSON.stringify([authorization, ...fields.sort()]));
}
