import { URI_LIMIT } from './message-params.ts';

/** The parameter that the header `Mcp-Name` repeats, by method (SEP-2243). */
const NAMED_BY: Readonly<Record<string, string>> = {
  'tools/call': 'name',
  'prompts/get': 'name',
  'resources/read': 'uri',
};

/** What a message names, as its header should; null for a method that names nothing, and where it is no text. */
export function namedInHeader(method: string, params: { readonly [field: string]: unknown }): string | null {
  const named = Object.hasOwn(NAMED_BY, method) ? params[NAMED_BY[method] ?? ''] : null;
  return typeof named === 'string' ? named : null;
}

/** Whether a header repeats a text exactly: as it is, or in Base64 where it has letters that no header takes (SEP-2243). */
export function repeatsName(header: string, text: unknown): boolean {
  if (header === text) return true;
  if (typeof text !== 'string' || text.length > URI_LIMIT) return false;
  return header === `=?base64?${btoa(String.fromCharCode(...new TextEncoder().encode(text)))}?=`;
}
