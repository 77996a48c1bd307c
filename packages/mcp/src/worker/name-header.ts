import { URI_LIMIT } from './message-params.ts';

/** Whether a header repeats a text exactly: as it is, or in Base64 where it has letters that no header takes (SEP-2243). */
export function repeatsName(header: string, text: unknown): boolean {
  if (header === text) return true;
  if (typeof text !== 'string' || text.length > URI_LIMIT) return false;
  return header === `=?base64?${btoa(String.fromCharCode(...new TextEncoder().encode(text)))}?=`;
}
