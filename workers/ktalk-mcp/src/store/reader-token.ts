import { sha256Hex } from '@aisystant/mcp';

/** Places for utterances that the ids of one recording have. */
export const PLACES = 100_000;

/** A reader as a token of the full-text table: keys of KTalk may have characters that end a token. */
export async function readerToken(userKey: string): Promise<string> {
  return `r${(await sha256Hex(userKey)).slice(0, 24)}`;
}
