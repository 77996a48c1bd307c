import { isTooLong, LONGEST } from './field-limits.ts';

const NAMEABLE = /^[a-z\d.-]+$/;
/** No policy can name an IPv6 address (CSP 3, 2.3.1); this one is allowed for programs on the person's computer. */
const LOOPBACK = '[::1]';

/** Why a client cannot be answered at an address; `null` when it can, or when it is of a kind that is never answered. */
export function redirectFault(uri: string): string | null {
  if (isTooLong('redirect_uri', uri)) return `A redirect URI must have at most ${LONGEST.redirect_uri} bytes.`;
  const { protocol, hostname } = new URL(uri);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  if (NAMEABLE.test(hostname) || hostname === LOOPBACK) return null;
  return 'The host of a redirect URI must be of letters, digits, dots and hyphens, or [::1].';
}

/** The name of an address's origin in a content security policy; `null` where a policy cannot name it. */
export function policySource(uri: string): string | null {
  const { origin, hostname } = new URL(uri);
  return NAMEABLE.test(hostname) ? origin : null;
}
