import { redirectUriError } from './redirect-uri.ts';
import { err, ok, type Result } from './result.ts';

/** Most bytes of a registration that are kept. */
const MAX_BYTES = 4096;

const GRANT_TYPES = ['authorization_code', 'refresh_token'];
const RESPONSE_TYPES = ['code'];

/** The members that are stored or decide something; all others are ignored (RFC 7591 §2). */
const MEMBERS = [
  ...['redirect_uris', 'client_name', 'logo_uri', 'client_uri', 'policy_uri', 'tos_uri', 'jwks_uri', 'contacts'],
  ...['token_endpoint_auth_method', 'token_endpoint_auth_methods_supported', 'grant_types', 'response_types'],
];

/** Why nothing of a registration is usable, as the answer tells it (RFC 7591, section 3.2.2). */
interface RegistrationError {
  readonly error: 'invalid_client_metadata' | 'invalid_redirect_uri';
  readonly error_description: string;
}

/**
 * Narrows the metadata of a client to what this server supports, in place of refusing it: clients register more than one
 * server needs, as grant types of other flows beside the usual two. A client that names no grant type may refresh.
 */
export function narrowRegistration(
  requested: Readonly<Record<string, unknown>>,
): Result<Record<string, unknown>, RegistrationError> {
  const members = MEMBERS.filter((name) => !isEmpty(requested[name])).map((name) => [name, requested[name]] as const);
  const malformed = members.find(([, value]) => [value].flat().some(isMalformed));
  if (malformed) return invalid(`${malformed[0]} has half of a character (a lone surrogate); send well-formed text.`);
  const badUri = Array.isArray(requested['redirect_uris']) && redirectUrisError(requested['redirect_uris']);
  if (badUri) return err({ error: 'invalid_redirect_uri', error_description: badUri });
  const metadata: Record<string, unknown> = { grant_types: GRANT_TYPES, ...Object.fromEntries(members) };
  for (const [name, supported] of Object.entries({ grant_types: GRANT_TYPES, response_types: RESPONSE_TYPES })) {
    const values = metadata[name];
    if (!Array.isArray(values)) continue;
    metadata[name] = values.filter((value) => supported.includes(value));
    if (!supported[0] || !(metadata[name] as unknown[]).includes(supported[0])) {
      return invalid(`${name} must include ${supported[0]}; this server supports ${supported.join(' and ')}.`);
    }
  }
  const size = new TextEncoder().encode(JSON.stringify(metadata)).length;
  return size > MAX_BYTES ? invalid(`The metadata must have at most ${MAX_BYTES} bytes.`) : ok(metadata);
}

const invalid = (error_description: string) => err({ error: 'invalid_client_metadata', error_description } as const);

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
