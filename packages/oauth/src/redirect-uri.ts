import { isTooLong, MAX_BYTES } from './field-limits.ts';

const HOST = /^[a-z\d.-]+$/;
const IPV6_LOOPBACK = '[::1]';

/** Why a redirect URI is refused; `null` for a valid one, and for a private-use scheme (RFC 8252), to which the library never redirects. */
export function redirectUriError(uri: string): string | null {
  if (isTooLong('redirect_uri', uri)) return `A redirect URI must have at most ${MAX_BYTES.redirect_uri} bytes.`;
  const { protocol, hostname } = new URL(uri);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  if (HOST.test(hostname) || hostname === IPV6_LOOPBACK) return null;
  return 'The host of a redirect URI must be of letters, digits, dots and hyphens, or [::1].';
}
