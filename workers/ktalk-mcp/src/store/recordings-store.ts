import type { Quality } from '../domain/recordings/quality.ts';
import type { OwnRecording, Person } from '../domain/recordings/recording.ts';
import type { Utterance } from '../domain/transcript/utterance.ts';
import type { ListPosition, RecordingFilters, SpeechPage, SpeechQuery } from './index-store.ts';
import type { Summary, SummaryKind } from './ktalk-store.ts';

export type {
  FoundSpeech,
  ListPosition,
  MissingTranscript,
  RecordingFilters,
  SpeechPage,
  SpeechQuery,
} from './index-store.ts';
export type { SummaryKind } from './ktalk-store.ts';

/** The transcript of a recording, or why there is none yet. */
export type OwnTranscript =
  | {
      readonly status: 'complete';
      /** `inconclusive`: only guests speak, so the speakers do not tell whose meeting it is. */
      readonly verification: 'match' | 'inconclusive';
      readonly utterances: readonly Utterance[];
      /** Whether some of what was said is not in it. */
      readonly hasGaps: boolean;
    }
  | { readonly status: 'inProgress' | 'error' | 'none' };

/** Part of a list of recordings. */
export interface RecordingsPage {
  readonly recordings: readonly OwnRecording[];
  /** Where the list goes on, if it ended before `limit`: what one answer may look through has a bound. Null at its end. */
  readonly next: ListPosition | null;
}

/**
 * The recordings of one person: what they created, took part in or were given. Whoever implements it decides that; its callers
 * see no other recording, and `null` means both "absent" and "not theirs". Every method throws `ToolError`.
 */
export interface RecordingsStore {
  /** At most `limit` recordings after a position, newest first. */
  list(filters: RecordingFilters, after: ListPosition | null, limit: number): Promise<RecordingsPage>;
  find(key: string): Promise<OwnRecording | null>;
  roster(key: string): Promise<{ readonly people: readonly Person[]; readonly complete: boolean } | null>;
  transcript(key: string): Promise<OwnTranscript | null>;
  summary(key: string, kind: SummaryKind): Promise<Summary | null>;
  /**
   * At most `limit` utterances, and where the search goes on: what one answer may look through has a bound. One recording that is
   * named is searched as {@link transcript} reads it.
   */
  search(query: SpeechQuery): Promise<SpeechPage>;
  /** How complete the answers are; `found` is how much this answer has. */
  quality(now: number, found: number): Promise<Quality>;
}
