import { isTooLong, MAX_BYTES } from './field-limits.ts';

const HOST = /^[a-z\d.-]+$/;
const IPV6_LOOPBACK = '[::1]';
const DANGEROUS = ['javascript:', 'data:', 'vbscript:', 'file:', 'mailto:', 'blob:'];

/**
 * Why a redirect URI is refused, to follow its name; `null` for a valid one, and for a private-use scheme (RFC 8252), to
 * which the library never redirects. The library refuses the same without saying which or why.
 */
export function redirectUriError(uri: unknown): string | null {
  if (typeof uri !== 'string') return 'must be a string';
  if (uri.trim() === '') return 'must not be empty';
  if (isTooLong('redirect_uri', uri)) return `must have at most ${MAX_BYTES.redirect_uri} bytes`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused.
  if (/[\u0000-\u001f\u007f-\u009f]/.test(uri)) return 'must have no control characters';
  const url = URL.parse(uri.trim());
  if (!url) return 'must be an absolute URI';
  const { protocol, hostname, username, password } = url;
  if (DANGEROUS.includes(protocol)) return `must not have the scheme ${protocol}`;
  if (uri.includes('#')) return 'must have no fragment';
  if (username !== '' || password !== '') return 'must have no user name or password';
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  if (HOST.test(hostname) || hostname === IPV6_LOOPBACK) return null;
  return 'must have a host of letters, digits, dots and hyphens, or [::1]';
}
