import type { Person, Recording } from '../domain/recordings/recording.ts';
import type { SpokenPiece } from '../domain/transcript/utterance.ts';

/** A recording with the first of its participants. */
export interface ListedRecording extends Recording {
  readonly participants: readonly Person[];
}

/** Part of the list of recordings, newest first. */
export interface RecordingPage {
  readonly recordings: readonly ListedRecording[];
  /** Keys of those that could not be read; null for one whose key could not be read either. */
  readonly unreadable: readonly (string | null)[];
  /** Position of the next page; null at the end of the list. */
  readonly next: string | null;
}

/** A transcript as KTalk gives it: not verified, since the body does not name its recording. */
export interface FetchedTranscript {
  readonly status: 'inProgress' | 'error' | 'complete';
  /** Keys of those at the microphones; null for guests. */
  readonly speakers: readonly (string | null)[];
  readonly pieces: readonly SpokenPiece[];
  /** Whether KTalk tells of errors: some of what was said is not in it. */
  readonly hasGaps: boolean;
}

/** What KTalk wrote about a meeting. */
export interface Summary {
  /** KTalk's own word: `success`, `notFound`, `inProgress`, `failed`, `notAvailable`, `serviceError`, `recreateInProgress`. */
  readonly status: string;
  /** Whether a person hid it in KTalk; its text is then left out. */
  readonly hidden: boolean;
  /** Whether a part of it was hidden so, and the rest is told. */
  readonly omits: boolean;
  readonly items: readonly { readonly text: string; readonly timestamp: number | null }[];
}

/** The kinds of summary. */
export type SummaryKind = 'shortSummary' | 'protocol';

/** An account of the space. */
export interface Account {
  readonly key: string;
  readonly email: string | null;
  readonly name: string;
  /** Whether it is disabled or removed. */
  readonly disabled: boolean;
}

/** A planned meeting of a person. */
export interface Meeting {
  readonly id: string | null;
  /** Null for a private one. */
  readonly subject: string | null;
  readonly start: string | null;
  readonly end: string | null;
  readonly room: string | null;
  readonly url: string | null;
  readonly isCancelled: boolean;
}

/** Which meetings of a calendar are read. */
export interface MeetingsQuery {
  /** Between two moments, ISO 8601. */
  readonly from: string;
  readonly to: string;
  /** Most meetings that are read. */
  readonly most: number;
}

/** What is known of the key that the server calls KTalk with. */
export interface KeyStatus {
  readonly alive: boolean;
  /** Scopes that it has; null when KTalk does not tell. */
  readonly scopes: readonly string[] | null;
}

/**
 * The facts of KTalk, all of the space, without any right of anybody: only the code that checks the rights may use it.
 * `null` means that KTalk has no such recording. Every method throws `ToolError`: `RATE_LIMITED`, `UNAVAILABLE` or, when
 * KTalk refuses our key, `INTERNAL`.
 */
export interface KTalkStore {
  recordings(cursor: string | null): Promise<RecordingPage>;
  /** Everyone who took part. */
  roster(key: string): Promise<readonly Person[] | null>;
  /** Keys of those to whom the recording was opened by name. */
  granted(key: string): Promise<readonly string[] | null>;
  transcript(key: string): Promise<FetchedTranscript | null>;
  summary(key: string, kind: SummaryKind): Promise<Summary | null>;
  /** Accounts that KTalk finds for an e-mail: the caller compares the e-mail again. */
  accountsByEmail(email: string): Promise<readonly Account[]>;
  /** Meetings in the calendar of an e-mail; null where KTalk knows no calendar of it. */
  meetings(email: string, asked: MeetingsQuery): Promise<readonly Meeting[] | null>;
  keyStatus(): Promise<KeyStatus>;
}
