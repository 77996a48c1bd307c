/**
 * Why the words of a recording are not there: its transcript was not read yet, or was put off since KTalk gave a part of the
 * recording wrong, or KTalk is making it, could not make it, or has none. `gaps`: only some of them are not there.
 */
export type MissingStatus = 'unread' | 'postponed' | 'inProgress' | 'error' | 'none' | 'gaps';

/** A transcript may appear this long after the recording; where there is none later, transcription was off. */
const AWAITED_MS = 3 * 24 * 60 * 60 * 1000;

/** Whether a recording is so young that KTalk may still make its transcript, or make it again. */
export function isAwaited(createdAt: string, now: number): boolean {
  return now - Date.parse(createdAt) < AWAITED_MS;
}

/** Whether words that are not there are awaited. What was put off may never come, and every answer tells of it by itself; a gap stays. */
export function mayCome(
  { status, createdAt }: { readonly status: MissingStatus; readonly createdAt: string },
  now: number,
): boolean {
  if (status === 'postponed' || status === 'gaps') return false;
  return status === 'unread' || status === 'inProgress' || isAwaited(createdAt, now);
}
