import type { OwnRecording } from '../domain/recordings/recording.ts';
import { notFound } from '../identity/find-account.ts';
import type { RecordingsStore } from '../store/recordings-store.ts';

/** The recording, or the one error for those that are absent and for those of others. */
export async function requireRecording(recordings: RecordingsStore, key: string): Promise<OwnRecording> {
  return present(await recordings.find(key));
}

/** What a store has of a recording. Throws `NOT_FOUND` for null. */
export function present<T>(found: T | null): T {
  if (found === null) throw notFound();
  return found;
}
