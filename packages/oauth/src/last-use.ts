import { waitUntil } from 'cloudflare:workers';
import { deleteKeys, listKeys, userKeyPrefix } from './kv-keys.ts';
import type { Log } from './log.ts';

const HOUR = 60 * 60;
const CACHE_MAX = 5_000;
/** KV accepts no expiration less than 60 seconds ahead. */
const MIN_LIFETIME_SECONDS = 90;

/** A use of a grant or a personal token. */
export interface Use {
  readonly userId: string;
  /** Id of the grant or of the personal token. */
  readonly id: string;
  /** When the record of the use expires, seconds since the epoch. */
  readonly expires: number;
  /** KV key that must still exist after the write: the user may be deleted concurrently. */
  readonly parentKey: string;
  /** A use that is stored elsewhere, seconds since the epoch: a grant is used when it is made. */
  readonly knownAt?: number;
}

/** Records a use in the background; never throws. */
export type RecordLastUse = (kv: KVNamespace, use: Use) => void;

/**
 * Creates a recorder that writes at most once an hour for each grant or token, for a grant not before its first hour has
 * passed. A storage error is only logged.
 */
export function createLastUseRecorder(server: string, log: Log): RecordLastUse {
  const recorded = new Map<string, number>();
  return (kv, use) => {
    const now = Math.floor(Date.now() / 1000);
    const key = lastUseKey(use.userId, use.id);
    if (Math.max(recorded.get(key) ?? 0, use.knownAt ?? 0) > now - HOUR) return;
    const oldest = recorded.size >= CACHE_MAX ? recorded.keys().next().value : undefined;
    if (oldest !== undefined) recorded.delete(oldest);
    recorded.set(key, now);
    const write = writeLastUse(kv, key, now, use).catch((error: unknown) => {
      const detail = error instanceof Error ? error.name : typeof error;
      log({ event: 'unexpected', server, step: 'last use', code: 'UNAVAILABLE', detail });
    });
    waitUntil(write);
  };
}

/** The recorded uses of a person's grants and tokens by id, seconds since the epoch; see {@link createLastUseRecorder}. */
export async function listLastUses(kv: KVNamespace, userId: string): Promise<ReadonlyMap<string, number>> {
  const prefix = lastUseKey(userId, '');
  const keys = await listKeys<{ at: number }>(kv, prefix);
  return new Map(keys.map(({ name, metadata }) => [name.slice(prefix.length), metadata?.at ?? 0]));
}

/** Deletes the last use of one grant or token. */
export function deleteLastUse(kv: KVNamespace, userId: string, id: string): Promise<void> {
  return kv.delete(lastUseKey(userId, id));
}

/** Deletes all last uses of a person. */
export function deleteLastUses(kv: KVNamespace, userId: string): Promise<void> {
  return deleteKeys(kv, lastUseKey(userId, ''));
}

async function writeLastUse(kv: KVNamespace, key: string, at: number, { expires, parentKey }: Use): Promise<void> {
  // Another isolate may have written within the hour.
  const { metadata } = await kv.getWithMetadata<{ at: number }>(key);
  if (metadata && metadata.at > at - HOUR) return;
  // In the metadata, so that one listing returns all last uses of a person.
  await kv.put(key, '', { metadata: { at }, expiration: Math.max(expires, at + MIN_LIFETIME_SECONDS) });
  if ((await kv.get(parentKey)) === null) await kv.delete(key);
}

function lastUseKey(userId: string, id: string): string {
  return `${userKeyPrefix('used', userId)}${id}`;
}
