import { ToolError } from '@aisystant/mcp';
import type { DueRecording, IndexWriter, RecordingPart } from '../store/index-store.ts';
import { mayBeOfRecording } from '../store/ktalk-calls.ts';
import { nextAttempt } from './schedule.ts';

/** From this number of recordings in a row that cannot be read, the fault is KTalk's and not theirs. */
const MOST_IN_A_ROW = 3;

/**
 * Reads a part of each recording. One that cannot be read is put off, longer each time, and the next are read: a recording that
 * KTalk cannot give, or gives garbled, must not hold up the others. None is begun after `untilMs`: the rest stays due. Throws once the
 * failure is of KTalk itself.
 */
export async function readEach<Due extends DueRecording>(
  { index, now }: { readonly index: Pick<IndexWriter, 'postpone'>; readonly now: () => number },
  { part, due, untilMs }: { readonly part: RecordingPart; readonly due: readonly Due[]; readonly untilMs: number },
  read: (recording: Due) => Promise<void>,
): Promise<void> {
  let inARow = 0;
  for (const recording of due) {
    if (now() >= untilMs) return;
    try {
      await read(recording);
      inARow = 0;
    } catch (error) {
      if (!mayBeOfRecording(error)) throw error;
      await index.postpone(part, recording, nextAttempt(recording.failures, now()));
      inARow += 1;
      const isLimited = error instanceof ToolError && error.facts.code === 'RATE_LIMITED';
      if (isLimited || inARow === MOST_IN_A_ROW) throw error;
    }
  }
}
