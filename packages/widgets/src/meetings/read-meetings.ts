import { type Quality, readQuality } from '../kit/quality.ts';
import type { Reader } from '../kit/read.ts';

/** A recording in the list. */
export interface Recording {
  /** Names it to the transcript's tool. */
  readonly key: string;
  readonly title: string;
  /** A moment, RFC 3339. */
  readonly at: string | null;
  readonly seconds: number | null;
  readonly people: number | null;
  readonly room: string | null;
}

/** A meeting of the calendar. */
export interface Meeting {
  /** Null when it is closed to others. */
  readonly subject: string | null;
  /** Moments, RFC 3339. */
  readonly start: string | null;
  readonly end: string | null;
  readonly room: string | null;
  readonly isCancelled: boolean;
}

/** A remark of a speaker; what is null is not known. */
export interface Remark {
  readonly time: string | null;
  readonly speaker: string | null;
  readonly text: string;
}

/** A part of a transcript. */
export interface Transcript {
  readonly key: string;
  /** `none` when there is no transcript, `inProgress` while it is made, `unknown` when the answer does not say. */
  readonly status: 'complete' | 'inProgress' | 'error' | 'none' | 'unknown';
  readonly speakers: readonly string[];
  /** How many speak whom the answer does not name. */
  readonly others: number;
  readonly remarks: readonly Remark[];
  /** Where it goes on; null at the end. */
  readonly next: number | null;
  readonly quality: Quality;
}

const STATUSES = ['complete', 'inProgress', 'error', 'none'] as const;

/** Most characters of a part that came as one text. */
const LONGEST_PART = 24_000;
/** Most remarks of a part. */
const MOST_REMARKS = 1_000;
/** A remark as a line of such a text: «[00:00:14] Борис: слова». */
const REMARK = /^\[(\d+:\d\d:\d\d)\] ([^:]+): (.*)$/;

/** Reads a page of `get_user_records` or `search_records`. */
export function readRecordings(answer: Reader): readonly Recording[] {
  return answer.list('items').flatMap((item) => {
    const key = item.text('key');
    if (key === null) return [];
    return [
      {
        key,
        title: item.text('title') ?? 'Встреча без названия',
        at: item.text('created_at'),
        seconds: item.count('duration_sec'),
        people: item.count('participants_count'),
        room: item.text('room'),
      },
    ];
  });
}

/** Reads the answer of `list_my_meetings`; null when it is that of another tool. */
export function readCalendar(answer: Reader): readonly Meeting[] | null {
  const items = answer.list('items');
  // A meeting says whether it is cancelled; a recording has nothing of the kind.
  if (items.length === 0 || items.some((item) => item.booleanOrNull('is_cancelled') === null)) return null;
  return items.map((item) => ({
    subject: item.text('subject'),
    start: item.text('start'),
    end: item.text('end'),
    room: item.text('room'),
    isCancelled: item.isTrue('is_cancelled'),
  }));
}

/** Reads the answer of `get_recording_transcript`, in either of its forms. */
export function readTranscript(answer: Reader): Transcript {
  const segments = answer.list('segments', MOST_REMARKS).map((segment) => ({
    time: segment.text('time'),
    speaker: segment.text('speaker'),
    text: segment.text('text') ?? '',
  }));
  const speakers = answer.texts('speakers');
  return {
    key: answer.text('recording_key') ?? '',
    status: STATUSES.find((status) => status === answer.text('status')) ?? 'unknown',
    speakers,
    others: Math.max(0, (answer.count('speakers_total') ?? 0) - speakers.length),
    remarks: segments.length > 0 ? segments : remarksOf(answer.longText('text', LONGEST_PART) ?? ''),
    next: answer.count('next_offset'),
    quality: readQuality(answer),
  };
}

/** The remarks of a text; a line that is none of its own goes on with the one before. */
export function remarksOf(text: string): readonly Remark[] {
  const remarks: Remark[] = [];
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const [, time, speaker, said] = REMARK.exec(line) ?? [];
    const before = remarks.at(-1);
    if (time !== undefined && speaker !== undefined && said !== undefined) remarks.push({ time, speaker, text: said });
    else if (before) remarks[remarks.length - 1] = { ...before, text: `${before.text}\n${line}` };
    else remarks.push({ time: null, speaker: null, text: line });
  }
  return remarks.slice(0, MOST_REMARKS);
}
