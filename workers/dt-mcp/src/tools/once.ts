import { sha256Hex } from '@aisystant/mcp';
import type { Once } from '../store/twin-store.ts';

/**
 * What makes a repeated call the same call: the caller's key with what was `said` under it or, without a key, the
 * `thing` itself: the same words, on the same date where the date is not among them. Without a key, what was changed
 * since may be written anew, under the next number.
 */
export async function onceOf(key: string | undefined, said: unknown, thing: unknown): Promise<Once> {
  if (key === undefined) return { key: `auto:${await sha256Hex(JSON.stringify(thing))}`, said: null };
  return { key: `key:${key}`, said: await sha256Hex(JSON.stringify(said)) };
}
