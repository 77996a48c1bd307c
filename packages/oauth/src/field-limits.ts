/**
 * The longest values that are looked at, bytes of UTF-8. All but the address become part of a key in KV, which takes 512
 * bytes and fails on more; what is given out here is far shorter, and an address of a client's document may be 256.
 */
export const LONGEST = {
  client_id: 256,
  code: 256,
  refresh_token: 256,
  token: 256,
  /** Holds an id and a secret in base64. */
  authorization: 256,
  redirect_uri: 2048,
} as const;

type Field = keyof typeof LONGEST;

/** Whether a value of a field is longer than any good one. */
export function isTooLong(field: Field, value: string): boolean {
  return new TextEncoder().encode(value).length > LONGEST[field];
}

/** Which field of a query or a form is too long, and what is allowed; `null` when none is. */
export function tooLongIn(fields: URLSearchParams): string | null {
  for (const [name, value] of fields) {
    if (isLimited(name) && isTooLong(name, value)) return allowed(name, name);
  }
  return null;
}

/** The same of a request to the token endpoint, where a client may be named in three places. */
export async function tooLongInTokenRequest(request: Request): Promise<string | null> {
  const header = request.headers.get('authorization') ?? '';
  if (/^basic\s/i.test(header) && isTooLong('authorization', header)) return allowed('authorization', 'authorization');
  const form = new URLSearchParams(await request.clone().text());
  // Every one, not the first: the library drops empty ones, and reads the one that is left.
  const issuers = form.getAll('client_assertion').map(issuerOf);
  if (issuers.some((iss) => isTooLong('client_id', iss))) return allowed('client_id', 'iss of client_assertion');
  return tooLongIn(form);
}

function isLimited(name: string): name is Field {
  return Object.hasOwn(LONGEST, name);
}

function allowed(field: Field, name: string): string {
  return `${name} must have at most ${LONGEST[field]} bytes.`;
}

/** Whom a client's proof names: the library looks that client up before it checks anything. */
function issuerOf(assertion: string): string {
  try {
    const [, claims = ''] = assertion.split('.');
    const bytes = Uint8Array.from(atob(claims.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
    const said: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof said === 'object' && said !== null && 'iss' in said ? String(said.iss) : '';
  } catch {
    return '';
  }
}
