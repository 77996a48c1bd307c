/** A person or a meeting-room device of a space. */
export interface SpaceUser {
  readonly key: string;
  readonly login: string;
  readonly email: string | null;
  readonly firstname: string;
  readonly surname: string;
  readonly post: string;
  readonly department: string;
  readonly kiosk?: boolean;
  /** Blocked by an administrator. */
  readonly disabled?: boolean;
  readonly removed?: boolean;
}

/** Who was in a meeting: a user by key, or a guest by the name they typed. */
export type RosterEntry = { readonly userKey: string } | { readonly guest: string };

/** What somebody said. */
export interface Line {
  /** Place in the roster. */
  readonly speaker: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
}

/** Statuses of a summary. */
export const SUMMARY_STATUSES = [
  'notFound',
  'inProgress',
  'failed',
  'success',
  'notAvailable',
  'serviceError',
  'recreateInProgress',
] as const;

/** Status of a summary. */
export type SummaryStatus = (typeof SUMMARY_STATUSES)[number];

/** A recording of a meeting. */
export interface SpaceRecording {
  readonly key: string;
  /** Differs from the key in some. */
  readonly id: string;
  readonly title: string;
  readonly room: string;
  /** When the recording was uploaded after the meeting, epoch ms. */
  readonly createdAtMs: number;
  readonly createdBy: string;
  readonly durationSeconds: number;
  readonly sizeBytes: number | null;
  readonly roster: readonly RosterEntry[];
  /** Users to whom somebody gave access. */
  readonly access: readonly string[];
  readonly link: 'none' | 'domain' | 'global';
  /** `empty`: complete, without tracks. */
  readonly transcript: 'complete' | 'inProgress' | 'error' | 'empty';
  readonly shortSummary: SummaryStatus;
  readonly protocol: SummaryStatus;
  /** The summary was hidden by a person. */
  readonly summaryHidden: boolean;
  /** One microphone in a room for everybody: a roster place of a kiosk. Who speaks is in the chunks then. */
  readonly microphone: number | null;
  /** What was said; invented from the key where it is absent. */
  readonly lines?: readonly Line[];
}

/** A space of KTalk: everything that it holds. */
export interface Space {
  readonly users: readonly SpaceUser[];
  readonly recordings: readonly SpaceRecording[];
}

/** The places of the roster that are this user. */
export function isInRoster({ roster }: SpaceRecording, userKey: string): boolean {
  return roster.some((entry) => 'userKey' in entry && entry.userKey === userKey);
}

/** Whether KTalk itself shows a recording to a person: they made it, were in it, or were given access. */
export function mayRead(recording: SpaceRecording, userKey: string): boolean {
  return recording.createdBy === userKey || isInRoster(recording, userKey) || recording.access.includes(userKey);
}
