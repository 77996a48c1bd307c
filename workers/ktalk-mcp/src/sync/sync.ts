import { ToolError } from '@aisystant/mcp';
import type { Log } from '@aisystant/oauth/log';
import { fetchTranscript } from '../store/checked-transcript.ts';
import type { DueRecording, IndexWriter } from '../store/index-store.ts';
import { endless } from '../store/ktalk-calls.ts';
import type { KTalkStore, RecordingPage } from '../store/ktalk-store.ts';
import { readEach } from './read-each.ts';
import { BETWEEN_PASSES, nextRights, nextTranscript } from './schedule.ts';

/** Pages of the newest recordings that one step reads; what is older comes with the next pass over the whole list. */
const NEWEST_PAGES = 3;

/** What the synchronization works with. */
export interface SyncDeps {
  readonly index: IndexWriter;
  readonly ktalk: KTalkStore;
  /** Epoch ms. */
  readonly now: () => number;
  readonly log: Log;
}

/** Looks up the newest recordings, until a page has nothing new. */
export async function syncNewest(deps: SyncDeps): Promise<void> {
  const { index, ktalk, now } = deps;
  const started = now();
  const { pass } = await index.state();
  let cursor: string | null = null;
  for (let count = 0; count < NEWEST_PAGES; count += 1) {
    const page = await ktalk.recordings(cursor);
    const changed = await savePage(deps, page, pass);
    if (changed === 0 || page.next === null) break;
    cursor = page.next;
  }
  await index.saveState({ syncedAt: started });
}

/**
 * One page of the pass over the whole list. Its position is kept, so that a pass goes on where it stopped; a page that was
 * saved before its position is read again. A finished pass makes KTalk be asked for what it did not see.
 */
export async function syncPass(deps: SyncDeps): Promise<boolean> {
  const { index, ktalk, now } = deps;
  const state = await index.state();
  if (state.passStarted === null && now() < state.nextPass) return false;
  const started = state.passStarted ?? now();
  // Counted by the pass, so that a recording that appears during it is not taken for a removed one.
  const pass = state.passStarted === null ? state.pass + 1 : state.pass;
  if (state.passStarted === null) await index.saveState({ pass, passStarted: started, passCursor: null });
  // Of a step that was overtaken by another, the position of an earlier pass may be left: a new one begins at the beginning.
  const cursor = state.passStarted === null ? null : state.passCursor;
  const page = await ktalk.recordings(cursor).catch((error: unknown) => {
    // A position that KTalk no longer knows: the pass begins again.
    if (!(error instanceof ToolError) || error.facts.code !== 'INVALID_ARGUMENT' || cursor === null) throw error;
    return { recordings: [], unreadable: [], next: FROM_THE_START };
  });
  await savePage(deps, page, pass);
  const { next } = page;
  // A list that goes on with itself would be read to the end of every step.
  if (next !== null && next === cursor) throw endless();
  if (next !== null) {
    await index.saveState({ passCursor: next === FROM_THE_START ? null : next });
    return true;
  }
  await index.handleUnseen(pass, new Date(started).toISOString());
  await index.saveState({
    passCursor: null,
    passStarted: null,
    passesDone: state.passesDone + 1,
    nextPass: now() + BETWEEN_PASSES,
  });
  return true;
}

const FROM_THE_START = '';

/** Saves what a page says; how many recordings were new or had changed. What cannot be read of one keeps what is known of it. */
async function savePage({ index, log }: SyncDeps, page: RecordingPage, pass: number): Promise<number> {
  const { recordings, unreadable } = page;
  if (unreadable.length > 0) {
    log({ event: 'sync_unreadable', server: 'ktalk-mcp', recordings: unreadable.length });
    await index.saveSeen(
      unreadable.filter((key) => key !== null),
      pass,
    );
  }
  return index.saveListed(recordings, pass);
}

/** Reads the whole roster and the access list of the next recordings that need it; how many there were. */
export async function syncRights(deps: SyncDeps, { recordings, untilMs }: SyncBudget): Promise<number> {
  const due = await deps.index.dueRights(deps.now(), recordings);
  await readEach(deps, { part: 'rights', due, untilMs }, (recording) => readRights(deps, recording));
  return due.length;
}

async function readRights({ index, ktalk, now }: SyncDeps, recording: DueRecording): Promise<void> {
  const { key } = recording;
  const known = await index.known(key);
  if (!known) return;
  const people = await ktalk.roster(key);
  if (people === null) return index.remove(key);
  // A recording without an access list was opened to nobody.
  const granted = (await ktalk.granted(key)) ?? [];
  const rights = {
    creator: known.creator,
    roster: people.map((person) => person.key),
    granted,
    complete: true,
    people,
  };
  await index.saveRights(recording, rights, nextRights(known.createdAt, granted.length > 0, now()));
}

/** Reads the transcripts of the next recordings that want one; how many there were. */
async function syncTranscripts(deps: SyncDeps, { recordings, untilMs }: SyncBudget): Promise<number> {
  const { index, ktalk, now } = deps;
  const due = await index.dueTranscripts(now(), recordings);
  await readEach(deps, { part: 'transcript', due, untilMs }, async (recording) => {
    const fetched = await fetchTranscript(ktalk, recording.key, recording.belonging);
    const status = fetched?.status ?? 'none';
    const transcript = fetched?.status === 'complete' ? fetched : null;
    const dueAt = nextTranscript(status, recording, now());
    await index.saveTranscript(recording, { status, transcript, dueAt });
  });
  return due.length;
}

/** How much one step of the synchronization may do. */
export interface SyncBudget {
  /** Recordings whose rights, and whose transcripts, are read. */
  readonly recordings: number;
  /** No page and no recording is begun after this time, epoch ms. */
  readonly untilMs: number;
}

/**
 * One bounded step: the newest recordings, then the pass over the whole list, then rights and transcripts. It may stop anywhere
 * and be repeated: each part saves what it read in one transaction. A part that fails has its turn again in the next step, and the
 * others go on; then the first failure is thrown.
 */
export async function syncStep(deps: SyncDeps, { recordings, untilMs }: SyncBudget): Promise<void> {
  const failures: unknown[] = [];
  await syncNewest(deps).catch((error: unknown) => failures.push(error));
  let turns = [async () => Number(await syncPass(deps)), syncRights.bind(null, deps), syncTranscripts.bind(null, deps)];
  for (let [left, most] = [recordings, 1]; most > 0 && left > 0; left -= most) {
    most = 0;
    for (const turn of turns) {
      if (deps.now() >= untilMs) break;
      const done = await turn({ recordings: Math.min(PART, left), untilMs }).catch((error: unknown) => {
        failures.push(error);
        turns = turns.filter((each) => each !== turn);
        return 0;
      });
      most = Math.max(most, done);
    }
  }
  await logPostponed(deps);
  if (failures.length > 0) throw failures[0];
}

async function logPostponed({ index, log }: SyncDeps): Promise<void> {
  const postponed = await index.postponed();
  if (postponed > 0) log({ event: 'sync_postponed', server: 'ktalk-mcp', recordings: postponed });
}

/** Recordings that a part of a step reads before the next part has its turn. */
const PART = 10;
