import type { Endpoint, UpstreamTarget } from './policy.ts';

/** A value of the query; a list repeats the name, undefined leaves it out. */
export type QueryValue = string | number | boolean | readonly string[] | undefined;

/** A segment that a URL parser would drop or resolve. */
const DOTS = /^\.{0,2}$/;

/** The URL of a call. Throws for a missing parameter and for one that would change the depth of the path. */
export function urlOf(
  { baseUrl }: Pick<UpstreamTarget, 'baseUrl'>,
  { path }: Endpoint,
  params: { readonly [name: string]: string } = {},
  query: { readonly [name: string]: QueryValue } = {},
): URL {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => segment(name, params[name]));
  const url = new URL(baseUrl + filled);
  for (const [name, value] of Object.entries(query)) {
    const values = Array.isArray(value) ? value : value === undefined ? [] : [String(value)];
    for (const each of values) url.searchParams.append(name, each);
  }
  return url;
}

function segment(name: string, value: string | undefined): string {
  if (value === undefined || DOTS.test(value)) throw new TypeError(`the path parameter ${name} is missing or is dots`);
  return encodeURIComponent(value);
}

/**
 * Where a redirected request may be sent again; null when nowhere: another path, a host that is not allowed, or no TLS. A
 * redirect is how a portal that was renamed answers; its Location must never receive a secret elsewhere.
 */
export function redirectTarget(from: URL, location: string | null, hosts: readonly string[]): URL | null {
  if (location === null || !URL.canParse(location, from)) return null;
  const to = new URL(location, from);
  const isAllowed = hosts.some((host) =>
    host.startsWith('*.') ? to.hostname.endsWith(host.slice(1)) : to.hostname === host,
  );
  const isSame = to.pathname === from.pathname && to.protocol === from.protocol;
  if (!isAllowed || !isSame || to.username !== '') return null;
  to.search = from.search;
  to.hash = '';
  return to;
}
