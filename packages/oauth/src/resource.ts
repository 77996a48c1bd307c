import type { Config } from './config.ts';

/** What may follow an address: a slash, and a query of characters that need no escape in a header (RFC 3986, section 3.4). */
const ENDING = /^\/?(\?[\w\-.~!$&()*+,;=:@/?%]{0,1024})?$/;

/**
 * Names in a query or a form the one resource that tokens are for, from any spelling of its address: with a slash, with a query.
 * Another value stays as it is, and one that is empty counts as left out (RFC 6749, section 3.1).
 */
export function canonicalizeResources(fields: URLSearchParams, { resource }: Pick<Config, 'resource'>): void {
  const requested = fields.getAll('resource').filter((each) => each !== '');
  fields.delete('resource');
  for (const each of requested) fields.append('resource', endingOf(each, resource) === null ? each : resource);
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
