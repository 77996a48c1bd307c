import { ToolError } from '@aisystant/mcp';
import { fetchTranscript } from '../store/checked-transcript.ts';
import type { IndexWriter, ListPosition } from '../store/index-store.ts';
import type { KTalkStore } from '../store/ktalk-store.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Pages of the newest recordings that one step reads; what is older comes with the next pass over the whole list. */
const NEWEST_PAGES = 3;
/** Recordings younger than this are read again every day: titles, people and access change most in the first days. */
const YOUNG = 14 * DAY;
/** A transcript may appear this long after the recording. */
const AWAITED = 3 * DAY;
/** Time between two passes over the whole list, which find what was renamed and removed. */
const BETWEEN_PASSES = DAY;

/** What the synchronization works with. */
export interface SyncDeps {
  readonly index: IndexWriter;
  readonly ktalk: KTalkStore;
  /** Epoch ms. */
  readonly now: () => number;
}

/** Looks up the newest recordings, until a page has nothing new. */
export async function syncNewest({ index, ktalk, now }: SyncDeps): Promise<void> {
  const started = now();
  const { pass } = await index.state();
  let cursor: string | null = null;
  for (let page = 0; page < NEWEST_PAGES; page += 1) {
    const { recordings, next } = await ktalk.recordings(cursor);
    const changed = await index.saveListed(recordings, pass);
    if (changed === 0 || next === null) break;
    cursor = next;
  }
  await index.saveState({ syncedAt: started });
}

/**
 * One page of the pass over the whole list. Its position is kept, so that a pass goes on where it stopped; a page that was
 * saved before its position is read again. A finished pass removes what it did not see.
 */
export async function syncPass({ index, ktalk, now }: SyncDeps): Promise<boolean> {
  const state = await index.state();
  if (state.passStarted === null && now() < state.nextPass) return false;
  const started = state.passStarted ?? now();
  // Counted by the pass, so that a recording that appears during it is not taken for a removed one.
  const pass = state.passStarted === null ? state.pass + 1 : state.pass;
  if (state.passStarted === null) await index.saveState({ pass, passStarted: started, passCursor: null });
  const { recordings, next } = await ktalk.recordings(state.passCursor).catch((error: unknown) => {
    // A position that KTalk no longer knows: the pass begins again.
    if (!(error instanceof ToolError) || error.facts.code !== 'INVALID_ARGUMENT' || state.passCursor === null)
      throw error;
    return { recordings: [], next: FROM_THE_START };
  });
  await index.saveListed(recordings, pass);
  if (next !== null) {
    await index.saveState({ passCursor: next === FROM_THE_START ? null : next });
    return true;
  }
  await index.removeUnseen(pass, new Date(started).toISOString());
  await index.saveState({
    passCursor: null,
    passStarted: null,
    passesDone: state.passesDone + 1,
    nextPass: now() + BETWEEN_PASSES,
  });
  return true;
}

const FROM_THE_START = '';

/** Reads the whole roster and the access list of the next recordings that need it; how many there were. */
export async function syncRights(deps: SyncDeps, limit: number): Promise<number> {
  const due = await deps.index.dueRights(deps.now(), limit);
  for (const { key } of due) await readRights(deps, key);
  return due.length;
}

async function readRights({ index, ktalk, now }: SyncDeps, key: string): Promise<void> {
  const known = await index.known(key);
  if (!known) return;
  const people = await ktalk.roster(key);
  const granted = people && (await ktalk.granted(key));
  if (people === null || granted === null) return index.remove(key);
  const rights = {
    creator: known.creator,
    roster: people.map((person) => person.key),
    granted,
    complete: true,
    people,
  };
  const age = now() - Date.parse(known.createdAt);
  await index.saveRights(key, rights, now() + (age < YOUNG ? DAY : 30 * DAY));
}

/** Reads the transcripts of the next recordings that want one; how many there were. */
export async function syncTranscripts({ index, ktalk, now }: SyncDeps, limit: number): Promise<number> {
  const due = await index.dueTranscripts(now(), limit);
  for (const { belonging, ...position } of due) {
    const fetched = await fetchTranscript(ktalk, position.key, belonging);
    const status = fetched?.status ?? 'none';
    const transcript = fetched?.status === 'complete' ? fetched : null;
    await index.saveTranscript(position.key, { status, transcript, dueAt: nextLook(status, position, now()) });
  }
  return due.length;
}

function nextLook(status: string, { createdAt }: ListPosition, now: number): number | null {
  if (status === 'complete') return null;
  const awaited = now - Date.parse(createdAt) < AWAITED;
  if (status === 'inProgress' && awaited) return now + 10 * MINUTE;
  if (status === 'mismatch') return now + HOUR;
  return awaited ? now + HOUR : null;
}

/** How much one step of the synchronization may do. */
export interface SyncBudget {
  /** Recordings whose rights, and whose transcripts, are read. */
  readonly recordings: number;
  /** No new part of the step begins after this time, epoch ms. */
  readonly untilMs: number;
}

/**
 * One bounded step: the newest recordings, then the pass over the whole list, then rights and transcripts, newest first. It may
 * stop anywhere and be repeated: each part saves what it read in one transaction.
 */
export async function syncStep(deps: SyncDeps, { recordings, untilMs }: SyncBudget): Promise<void> {
  await syncNewest(deps);
  const inTime = () => deps.now() < untilMs;
  let left = recordings;
  for (let went = true; went && inTime() && left > 0; ) {
    const pages = await syncPass(deps);
    const rights = await syncRights(deps, Math.min(PART, left));
    const transcripts = inTime() ? await syncTranscripts(deps, Math.min(PART, left)) : 0;
    left -= Math.max(rights, transcripts, pages ? 1 : 0);
    went = pages || rights > 0 || transcripts > 0;
  }
}

/** Recordings that a part of a step reads before the next part has its turn. */
const PART = 10;
