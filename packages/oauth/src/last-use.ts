import { waitUntil } from 'cloudflare:workers';
import { deleteUnder, keysUnder } from './kv-keys.ts';
import type { Log } from './log.ts';

const HOUR = 60 * 60;
const MAX_REMEMBERED = 5_000;
/** The shortest time for which KV keeps a key, with a margin, seconds. */
const SHORTEST = 90;

/** Something a person let in: a connected app or a personal token. */
export interface Used {
  readonly userId: string;
  /** Id of the grant or of the personal token. */
  readonly id: string;
  /** When the note may be forgotten, seconds since the epoch. */
  readonly until: number;
  /** Key of what is used. A note is kept only while that is there: a person may be forgotten at the same moment. */
  readonly record: string;
}

/** Notes a use; returns at once and never throws. */
export type NoteUse = (kv: KVNamespace, used: Used) => void;

/**
 * Notes when something was last used, to the hour: at most one write an hour for each, behind the request's back. A
 * storage that fails costs the note and never the request.
 */
export function createLastUse(server: string, log: Log): NoteUse {
  const noted = new Map<string, number>();
  return (kv, used) => {
    const now = Math.floor(Date.now() / 1000);
    const key = keyOf(used.userId, used.id);
    if ((noted.get(key) ?? 0) > now - HOUR) return;
    const oldest = noted.size >= MAX_REMEMBERED ? noted.keys().next().value : undefined;
    if (oldest !== undefined) noted.delete(oldest);
    noted.set(key, now);
    const writing = note(kv, key, now, used).catch((error: unknown) => {
      const detail = error instanceof Error ? error.name : typeof error;
      log({ event: 'unexpected', server, step: 'last use', code: 'UNAVAILABLE', detail });
    });
    waitUntil(writing);
  };
}

/** When each thing the person let in was last used, by its id, in seconds since the epoch; the unused have no entry. */
export async function lastUsesOf(kv: KVNamespace, userId: string): Promise<ReadonlyMap<string, number>> {
  const prefix = keyOf(userId, '');
  const keys = await keysUnder<{ at: number }>(kv, prefix);
  return new Map(keys.map(({ name, metadata }) => [name.slice(prefix.length), metadata?.at ?? 0]));
}

/** Forgets when something was used, together with the thing itself. */
export function deleteLastUse(kv: KVNamespace, userId: string, id: string): Promise<void> {
  return kv.delete(keyOf(userId, id));
}

/** Forgets everything of when a person's things were used. */
export function deleteLastUses(kv: KVNamespace, userId: string): Promise<void> {
  return deleteUnder(kv, keyOf(userId, ''));
}

async function note(kv: KVNamespace, key: string, at: number, { until, record }: Used): Promise<void> {
  // Another isolate may have written within the hour.
  const { metadata } = await kv.getWithMetadata<{ at: number }>(key);
  if (metadata && metadata.at > at - HOUR) return;
  // The time stands in the key's metadata, so that one listing gives all of a person.
  await kv.put(key, '', { metadata: { at }, expiration: Math.max(until, at + SHORTEST) });
  if ((await kv.get(record)) === null) await kv.delete(key);
}

function keyOf(userId: string, id: string): string {
  return `used:${userId}:${id}`;
}
