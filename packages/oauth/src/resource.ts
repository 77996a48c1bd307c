import type { Config } from './config.ts';

/** What may follow an address: a slash, and a query of characters that need no escape in a header (RFC 3986, section 3.4). */
const ENDING = /^\/?(\?[\w\-.~!$&()*+,;=:@/?%]{0,1024})?$/;

/** The one resource that tokens are for, from any spelling of its address: with a slash, with a query. Any other value as it is. */
export function canonicalResource(requested: string, { resource }: Pick<Config, 'resource'>): string {
  return endingOf(requested, resource) === null ? requested : resource;
}

/**
 * Where the metadata of the resource are, as the address of a request spells it (RFC 9728, section 3.1): clients compare
 * the resource in them with the address that they were given.
 */
export function resourceMetadataUrl(url: string, { resource, resourceMetadata }: Config): string {
  return resourceMetadata + (endingOf(url, resource) ?? '');
}

/** The resource as the address of its metadata spells it; null for any other address. */
export function describedResource(url: string, { resource, resourceMetadata }: Config): string | null {
  const ending = endingOf(url, resourceMetadata);
  return ending === null ? null : resource + ending;
}

function endingOf(url: string, address: string): string | null {
  const ending = url.slice(address.length);
  return url.startsWith(address) && ENDING.test(ending) ? ending : null;
}
