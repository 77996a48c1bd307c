import { sha256Hex } from '@aisystant/mcp';
import type { StoredPage } from '../store/corpus-store.ts';

/** Changes with each character of the text of a page, while its digest, by which an import recognises it, is of the words alone. */
export async function etagOf({ text, footnotes }: Pick<StoredPage, 'text' | 'footnotes'>): Promise<string> {
  return (await sha256Hex(JSON.stringify([text, footnotes]))).slice(0, 16);
}
