import { redirectUriError } from './redirect-uri.ts';

/** Most bytes of a registration that are kept. */
const MAX_BYTES = 4096;

const GRANT_TYPES = ['authorization_code', 'refresh_token'];
const RESPONSE_TYPES = ['code'];

/** The members that are stored or decide something; all others are ignored (RFC 7591 §2). */
const MEMBERS = [
  ...['redirect_uris', 'client_name', 'logo_uri', 'client_uri', 'policy_uri', 'tos_uri', 'jwks_uri', 'contacts'],
  ...['token_endpoint_auth_method', 'token_endpoint_auth_methods_supported', 'grant_types', 'response_types'],
];

/** A registration narrowed to what this server supports, or why nothing of it is usable. */
export type Narrowed =
  | { readonly metadata: Record<string, unknown> }
  | { readonly error: string; readonly code?: 'invalid_redirect_uri' };

/**
 * Narrows the metadata of a client to what this server supports, in place of refusing it: clients register more than one
 * server needs, as grant types of other flows beside the usual two. A client that names no grant type may refresh.
 */
export function narrowRegistration(requested: Readonly<Record<string, unknown>>): Narrowed {
  const members = MEMBERS.filter((name) => !isEmpty(requested[name])).map((name) => [name, requested[name]] as const);
  const malformed = members.find(([, value]) => [value].flat().some(isMalformed));
  if (malformed) return { error: `${malformed[0]} has half of a character (a lone surrogate); send well-formed text.` };
  const badUri = Array.isArray(requested['redirect_uris']) && redirectUrisError(requested['redirect_uris']);
  if (badUri) return { error: badUri, code: 'invalid_redirect_uri' };
  const metadata: Record<string, unknown> = { grant_types: GRANT_TYPES, ...Object.fromEntries(members) };
  for (const [name, supported] of Object.entries({ grant_types: GRANT_TYPES, response_types: RESPONSE_TYPES })) {
    const values = metadata[name];
    if (!Array.isArray(values)) continue;
    metadata[name] = values.filter((value) => supported.includes(value));
    if (!supported[0] || !(metadata[name] as unknown[]).includes(supported[0])) {
      return { error: `${name} must include ${supported[0]}; this server supports ${supported.join(' and ')}.` };
    }
  }
  const size = new TextEncoder().encode(JSON.stringify(metadata)).length;
  return size > MAX_BYTES ? { error: `The metadata must have at most ${MAX_BYTES} bytes.` } : { metadata };
}

/** The first wrong entry, by its index (RFC 7591, section 3.2.2); null when all are right. */
function redirectUrisError(uris: readonly unknown[]): string | null {
  const errors = uris.map(redirectUriError);
  const index = errors.findIndex((error) => error !== null);
  return index < 0 ? null : `redirect_uris[${index}] ${errors[index]}.`;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** A strict JSON reader refuses every answer that repeats such a text. */
function isMalformed(value: unknown): boolean {
  return typeof value === 'string' && !value.isWellFormed();
}
