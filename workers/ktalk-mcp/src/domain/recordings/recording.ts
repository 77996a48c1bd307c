/** Somebody at a meeting. People are compared by their key in KTalk, never by name. */
export interface Person {
  /** Key in KTalk; null for a guest without an account, who is no user of this server. */
  readonly key: string | null;
  readonly name: string;
  readonly post: string | null;
  readonly isAnonymous: boolean;
}

/** How a person is related to a recording: the strongest of the reasons to see it. */
export type Role = 'creator' | 'participant' | 'granted';

/** A recording as KTalk lists it. */
export interface Recording {
  readonly key: string;
  readonly title: string;
  /** When it was uploaded, shortly after the meeting ended: ISO 8601, UTC, with milliseconds. */
  readonly createdAt: string;
  /** Null when KTalk does not say. */
  readonly durationSec: number | null;
  readonly room: string;
  readonly createdBy: Person;
  /** How many took part; null when KTalk does not say: it embeds only the first of them. */
  readonly participantsCount: number | null;
}

/** A recording with the reason why the reader sees it. */
export interface OwnRecording extends Recording {
  readonly role: Role;
}
