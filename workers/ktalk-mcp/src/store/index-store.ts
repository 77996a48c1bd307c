import type { IndexFreshness } from '../domain/recordings/quality.ts';
import type { OwnRecording, Person, Role } from '../domain/recordings/recording.ts';
import type { Rights } from '../domain/recordings/visibility.ts';
import type { MissingStatus } from '../domain/transcript/missing.ts';
import type { Utterance } from '../domain/transcript/utterance.ts';
import type { Verification } from '../domain/transcript/verification.ts';
import type { ListedRecording } from './ktalk-store.ts';

/** Which recordings are listed. */
export interface RecordingFilters {
  /** Created at or after this moment, and before that one: ISO 8601. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Parts of words that are all in the title or the room, folded. */
  readonly words?: readonly string[] | undefined;
  /** The room, exactly. */
  readonly room?: string | undefined;
  /** Parts of a participant's name, all in the same name, folded. */
  readonly participant?: readonly string[] | undefined;
  /** Keys of which one is a participant's. */
  readonly participantKeys?: readonly string[] | undefined;
}

/** The position of a recording in a list, newest first. */
export interface ListPosition {
  readonly createdAt: string;
  readonly key: string;
}

/** A transcript of the index. */
export interface IndexedTranscript {
  readonly verification: Verification;
  readonly utterances: readonly Utterance[];
  /** Whether some of what was said is not in it. */
  readonly hasGaps: boolean;
}

/** What is searched in the transcripts. */
export interface SpeechQuery {
  /** Stems, between which all or any must be said. */
  readonly stems: readonly string[];
  readonly all: boolean;
  /** This recording only. */
  readonly key?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly limit: number;
  /** The position after which the answer begins; null for the first. */
  readonly after: SpeechPosition | null;
}

/** The position of a found utterance: newest recording first, then in the order of time. */
export interface SpeechPosition extends ListPosition {
  /** Its place in the transcript; {@link AFTER_ALL}: after all of its recording. */
  readonly place: number;
}

/** The place after every utterance of a recording. */
export const AFTER_ALL = 1_000_000;

/** An utterance that has the words. */
export interface FoundSpeech extends Utterance, SpeechPosition {
  readonly title: string;
}

/** A recording whose words, or some of them, are not there. */
export interface MissingTranscript extends ListPosition {
  readonly status: MissingStatus;
}

/** Found utterances. */
export interface SpeechPage<Found extends FoundSpeech = FoundSpeech> {
  readonly found: readonly Found[];
  /** Where the search goes on, also if nothing was found so far; null when no recording is left. */
  readonly next: SpeechPosition | null;
  /** Recordings that were looked through in vain, or in part: their words are not all there; one without a transcript is on one page. */
  readonly missing: readonly MissingTranscript[];
}

/** Whether a recording is in a list behind a position. */
export function isAfter({ createdAt, key }: ListPosition, after: ListPosition): boolean {
  return createdAt < after.createdAt || (createdAt === after.createdAt && key < after.key);
}

/**
 * Those of a page alone: not the recording that an earlier page ended with, nor one behind the last utterance of this page, with
 * which the next one begins.
 */
export function missingOf(
  missing: readonly MissingTranscript[],
  after: SpeechPosition | null,
  last: SpeechPosition | undefined,
): readonly MissingTranscript[] {
  const told = after?.place === AFTER_ALL ? after.key : null;
  return missing.filter((each) => each.key !== told && (last === undefined || !isAfter(each, last)));
}

/** What one person may read of the index. Every query starts from what the reader belongs to; nothing else can be asked. */
export interface IndexReader {
  /** At most `limit` recordings after a position. */
  list(filters: RecordingFilters, after: ListPosition | null, limit: number): Promise<readonly OwnRecording[]>;
  /** Null for a recording that is absent and for one of others, which are the same to a reader. */
  find(key: string): Promise<OwnRecording | null>;
  /** Those who took part, as far as known, and whether these are all. */
  roster(key: string): Promise<{ readonly people: readonly Person[]; readonly complete: boolean }>;
  /** Null while there is none that fits the recording. */
  transcript(key: string): Promise<IndexedTranscript | null>;
  /** `without`: keys of recordings that are left out. */
  search(
    query: SpeechQuery & { readonly without?: readonly string[] },
  ): Promise<SpeechPage<FoundSpeech & { readonly role: Role }>>;
  freshness(): Promise<IndexFreshness>;
}

/** The state of the synchronization. */
export interface SyncState {
  /** Number of the pass over the whole list that is under way. */
  readonly pass: number;
  /** Where the pass goes on; null at its beginning. */
  readonly passCursor: string | null;
  /** When the pass began, epoch ms; null between two passes. */
  readonly passStarted: number | null;
  readonly passesDone: number;
  /** When the next pass begins, epoch ms. */
  readonly nextPass: number;
  /** When the newest recordings were looked up, epoch ms. */
  readonly syncedAt: number | null;
}

/** A part of a recording that is read of its own. */
export type RecordingPart = 'rights' | 'transcript';

/** A recording of which a part is to be read. */
export interface DueRecording extends ListPosition {
  /** When the part was due, epoch ms; a number at or below zero is a mark that it changed. */
  readonly due: number | null;
  /** How often in a row the part could not be read. */
  readonly failures: number;
}

/** The recording of which a part was read, and when that was due. What was marked during the read stays marked. */
export type ReadPart = Pick<DueRecording, 'key' | 'due'>;

/** A recording whose transcript is wanted. */
export interface WantedTranscript extends DueRecording {
  /** Keys of all who belong to it. */
  readonly belonging: ReadonlySet<string>;
}

/** What came of fetching a transcript; `mismatch` counts as a failure. `dueAt`: when it is fetched again, epoch ms. */
export interface TranscriptOutcome {
  readonly status: 'none' | 'inProgress' | 'error' | 'complete' | 'mismatch';
  readonly dueAt: number;
  /** Only of a complete one that fits its recording. */
  readonly transcript: IndexedTranscript | null;
}

/** The roster and the access list of a recording, whole. */
export interface WholeRights extends Rights {
  readonly people: readonly Person[];
}

/** Fills the index. Every step can be repeated: it writes what KTalk says, in one transaction. */
export interface IndexWriter {
  state(): Promise<SyncState>;
  saveState(change: Partial<SyncState>): Promise<void>;
  /** Saves what a list says of recordings, and tells how many of them were new or had changed: of those all is read again. */
  saveListed(recordings: readonly ListedRecording[], pass: number): Promise<number>;
  /** Says that a pass saw recordings of which nothing else could be read. */
  saveSeen(keys: readonly string[], pass: number): Promise<void>;
  /**
   * Recordings whose roster and access list are to be read: those that changed, then those never read, newest first, then those
   * that wait longest.
   */
  dueRights(now: number, limit: number): Promise<readonly DueRecording[]>;
  saveRights(read: ReadPart, rights: WholeRights, dueAt: number): Promise<void>;
  /** Recordings with whole rights whose transcripts are to be read, in the same order. */
  dueTranscripts(now: number, limit: number): Promise<readonly WantedTranscript[]>;
  saveTranscript(read: ReadPart, outcome: TranscriptOutcome): Promise<void>;
  /** Puts off a part that could not be read until a time, epoch ms, and counts the failure. */
  postpone(part: RecordingPart, read: ReadPart, dueAt: number): Promise<void>;
  /** How many recordings have a part that was put off. */
  postponed(): Promise<number>;
  remove(key: string): Promise<void>;
  /**
   * After a finished pass, for recordings created before `before`: those that this pass did not see are queued for a rights check,
   * and those that the previous pass did not see either are removed. One miss is not enough: a list may skip a recording.
   */
  handleUnseen(pass: number, before: string): Promise<void>;
  /** Creator and date of a recording; null for an unknown one. */
  known(key: string): Promise<(ListPosition & { readonly creator: string | null }) | null>;
  /** Takes an event of the webhook: its recording is read soon, and the event is known, both or neither. `false`: it was known before. */
  takeEvent(id: string, key: string, now: number): Promise<boolean>;
  /** Keeps the key by which a webhook is activated. */
  saveActivation(key: string, now: number): Promise<void>;
  /** Gives that key once, if it came at or after a moment, epoch ms. */
  takeActivation(since: number): Promise<string | null>;
}
