import { ToolError } from '@aisystant/mcp';
import type { Quality } from '../domain/recordings/quality.ts';
import { filterUtterances, pageOf, type TranscriptFilter, type TranscriptPage } from '../domain/transcript/page.ts';
import { timeCode, type Utterance, utteranceLine } from '../domain/transcript/utterance.ts';
import type { OwnTranscript, RecordingsStore } from '../store/recordings-store.ts';
import { present } from './own-recording.ts';

/** When to ask again for a transcript that is being made, seconds. */
const AGAIN_SECONDS = 5 * 60;

/** A part of a transcript as it is asked for. */
export interface TranscriptRequest extends TranscriptFilter {
  readonly offset: number;
  readonly maxChars: number;
  /** As lines of text, or as data. */
  readonly format: 'text' | 'segments';
}

/** A part of a transcript, or why there is none. */
export interface TranscriptAnswer extends TranscriptPage {
  readonly status: OwnTranscript['status'];
  readonly verification: 'match' | 'inconclusive' | null;
  readonly speakers: string[];
  /** Why there is none, or that some of what was said is not in it; null of a whole one. */
  readonly note: string | null;
  /** When to ask again, seconds; null when there is nothing to wait for. */
  readonly retryAfterSeconds: number | null;
}

/** Reads a part of the transcript of a recording. Throws `NOT_FOUND` for one that the reader does not see. */
export async function readTranscript(
  recordings: RecordingsStore,
  key: string,
  { format, offset, maxChars, ...filter }: TranscriptRequest,
): Promise<TranscriptAnswer> {
  const transcript = present(await recordings.transcript(key));
  if (transcript.status !== 'complete') {
    const waits = transcript.status === 'inProgress';
    const nothing = {
      utterances: [],
      nextOffset: null,
      totalChars: 0,
      speakers: [],
      verification: null,
      note: MISSING_TRANSCRIPT[transcript.status],
    };
    return { ...nothing, status: transcript.status, retryAfterSeconds: waits ? AGAIN_SECONDS : null };
  }
  const { status, verification, utterances, hasGaps } = transcript;
  const wanted = filterUtterances(utterances, filter);
  if (offset > 0 && offset >= wanted.length) throw beyond(wanted.length);
  const page = pageOf(wanted, { offset, maxChars, costOf: format === 'text' ? costOfLine : costOfSegment });
  const speakers = [...new Set(utterances.map(({ speaker }) => speaker))];
  return { ...page, status, verification, speakers, note: hasGaps ? GAPS : null, retryAfterSeconds: null };
}

/** Nothing at a place behind the end does not mean that nothing was said. */
function beyond(count: number): ToolError {
  return new ToolError('INVALID_ARGUMENT', `Таких реплик: ${count}, столько пропустить нельзя.`, {
    field: 'offset',
    hint: 'offset — это next_offset прошлого ответа с теми же speaker, from_ms и to_ms; с начала — 0.',
  });
}

const costOfLine = (each: Utterance) => JSON.stringify(utteranceLine(each)).length;

/** A segment is said once as data and once as text. */
const costOfSegment = (each: Utterance) => (JSON.stringify(segmentOf(each)).length + costOfLine(each)) / 2;

/** An utterance in the fields of an answer. */
export function segmentOf({ startMs, speaker, text }: Utterance) {
  return { start_ms: startMs, time: timeCode(startMs), speaker, text };
}

/** What a reader is told in the place of a transcript that is not there. */
export const MISSING_TRANSCRIPT = {
  inProgress: 'Контур.Толк ещё готовит расшифровку.',
  error: 'Контур.Толк не смог сделать расшифровку.',
  none: 'Расшифровки у этой записи нет.',
} as const satisfies { readonly [status in Exclude<OwnTranscript['status'], 'complete'>]: string };

/** What is said of a transcript that lacks some of what was said. */
export const GAPS = 'Контур.Толк распознал не всё, что говорили.';

/** `PARTIAL_DATA` with gaps, and while more is to come. The words are of the index, and as old as it may be. */
export function transcriptQuality(
  { status, note }: Pick<TranscriptAnswer, 'status' | 'note'>,
  lastSyncAt: string | null,
): Quality {
  const isPart = status === 'complete' || status === 'inProgress';
  return {
    status: note === null ? 'OK' : isPart ? 'PARTIAL_DATA' : 'NO_DATA',
    coverage_ratio: null,
    last_sync_at: lastSyncAt,
    sources: ['KTalk'],
    notes: note,
  };
}
