import { fromBase64UrlJson } from './secret.ts';

/**
 * Longest accepted values, bytes of UTF-8. All but the redirect URI become part of a KV key, which fails beyond 512
 * bytes. Values this server issues are far shorter; the URL of a client metadata document may have 256.
 */
export const MAX_BYTES = {
  client_id: 256,
  code: 256,
  refresh_token: 256,
  token: 256,
  /** Basic credentials: a client id and a secret in base64. */
  authorization: 256,
  redirect_uri: 2048,
} as const;

type Field = keyof typeof MAX_BYTES;

/** Whether a value exceeds the limit of its field. */
export function isTooLong(field: Field, value: string): boolean {
  return new TextEncoder().encode(value).length > MAX_BYTES[field];
}

/** Describes the first field of a query or form that exceeds its limit; `null` when none does. */
export function fieldLimitError(fields: URLSearchParams): string | null {
  for (const [name, value] of fields) {
    if (isLimited(name) && isTooLong(name, value)) return limitMessage(name, name);
  }
  return null;
}

/** The same for a token request, where a form field, Basic credentials or a client assertion may identify the client. */
export async function tokenRequestLimitError(request: Request): Promise<string | null> {
  const header = request.headers.get('authorization') ?? '';
  if (/^basic\s/i.test(header) && isTooLong('authorization', header)) {
    return limitMessage('authorization', 'authorization');
  }
  const form = new URLSearchParams(await request.clone().text());
  // All of them, not the first: the library ignores empty values and reads the next one.
  const issuers = form.getAll('client_assertion').map(assertionIssuer);
  if (issuers.some((iss) => isTooLong('client_id', iss))) return limitMessage('client_id', 'iss of client_assertion');
  return fieldLimitError(form);
}

function isLimited(name: string): name is Field {
  return Object.hasOwn(MAX_BYTES, name);
}

function limitMessage(field: Field, name: string): string {
  return `${name} must have at most ${MAX_BYTES[field]} bytes.`;
}

/** The unverified `iss` of a client assertion (RFC 7523), by which the library looks the client up before it verifies. */
function assertionIssuer(assertion: string): string {
  const { iss } = Object(fromBase64UrlJson(assertion.split('.')[1] ?? '')) as { readonly iss?: unknown };
  return typeof iss === 'string' ? iss : '';
}
