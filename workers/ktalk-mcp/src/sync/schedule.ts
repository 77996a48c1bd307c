import { isAwaited } from '../domain/transcript/missing.ts';
import type { TranscriptOutcome } from '../store/index-store.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Time between two passes over the whole list, which find what was renamed and removed. */
export const BETWEEN_PASSES = DAY;
/** Recordings younger than this are read again every day: people, access and transcripts change most in the first days. */
const YOUNG = 14 * DAY;
/** An older recording that no list and no webhook tells a change of is read again after this time. */
const RECHECK = 7 * DAY;
const FIRST_RETRY = 10 * MINUTE;

/**
 * When roster and access list are read again. A recording that was opened to somebody is read every day, so that the lists of those
 * from whom access is taken forget it.
 */
export function nextRights(createdAt: string, isShared: boolean, now: number): number {
  return isShared ? now + DAY : recheck(createdAt, now);
}

/** When a transcript is read again after an outcome, of `failures` earlier ones in a row. One that is complete may be remade or removed. */
export function nextTranscript(
  status: TranscriptOutcome['status'],
  { createdAt, failures }: { readonly createdAt: string; readonly failures: number },
  now: number,
): number {
  if (status === 'mismatch') return nextAttempt(failures, now);
  if (status === 'complete' || !isAwaited(createdAt, now)) return recheck(createdAt, now);
  return now + (status === 'inProgress' ? 10 * MINUTE : HOUR);
}

/** When something that failed is tried again: after ten minutes, then twice as long each time, a day at most. */
export function nextAttempt(failures: number, now: number): number {
  return now + Math.min(DAY, FIRST_RETRY * 2 ** failures);
}

function recheck(createdAt: string, now: number): number {
  return now + (now - Date.parse(createdAt) < YOUNG ? DAY : RECHECK);
}
