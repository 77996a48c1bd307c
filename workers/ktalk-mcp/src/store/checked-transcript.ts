import { ToolError } from '@aisystant/mcp';
import { mergePieces } from '../domain/transcript/utterance.ts';
import { verifySpeakers } from '../domain/transcript/verification.ts';
import type { FetchedTranscript, KTalkStore } from './ktalk-store.ts';
import type { OwnTranscript } from './recordings-store.ts';

/** A transcript that fits its recording, or that none does. */
export type CheckedTranscript = OwnTranscript | { readonly status: 'mismatch' };

/**
 * Fetches a transcript and compares its speakers with those who belong to the recording. One that does not fit is not used
 * but fetched once more, since KTalk has confused the answers of parallel requests; `null` where KTalk has no recording.
 */
export async function fetchTranscript(
  ktalk: Pick<KTalkStore, 'transcript'>,
  key: string,
  belonging: ReadonlySet<string>,
): Promise<CheckedTranscript | null> {
  const first = await ktalk.transcript(key);
  const checked = first && checkedOf(first, belonging);
  if (checked?.status !== 'mismatch') return checked;
  const second = await ktalk.transcript(key);
  return second && checkedOf(second, belonging);
}

function checkedOf(
  { status, speakers, pieces, hasGaps }: FetchedTranscript,
  belonging: ReadonlySet<string>,
): CheckedTranscript {
  if (status !== 'complete') return { status };
  const verification = verifySpeakers(speakers, belonging);
  if (verification === 'mismatch') return { status: 'mismatch' };
  const utterances = mergePieces(pieces);
  if (utterances.length === 0) return { status: hasGaps ? 'error' : 'none' };
  return { status, verification, utterances, hasGaps };
}

/** A transcript as a reader gets it. Throws `UNAVAILABLE` for one of another meeting. */
export function readable(transcript: CheckedTranscript): OwnTranscript {
  if (transcript.status !== 'mismatch') return transcript;
  throw new ToolError('UNAVAILABLE', 'Контур.Толк отдал расшифровку другой встречи.', {
    hint: 'Повторите через несколько минут.',
  });
}
