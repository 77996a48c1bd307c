import type { KeyStatus, Meeting, MeetingsQuery } from './store/ktalk-store.ts';
import type { RecordingsStore } from './store/recordings-store.ts';

/** Who the server takes the caller for. */
export interface WhoAmI {
  /** Id of the caller at this server. */
  readonly subject: string;
  readonly email: string | null;
  readonly userKey: string | null;
  readonly name: string | null;
  /** Whose key reads KTalk: that of the space, or the person's own. */
  readonly access: 'space' | 'own_key';
  readonly key: KeyStatus;
}

/** What the tools and resources work with, bound to the caller. */
export interface KTalkServices {
  /** The recordings of the caller. Throws `NOT_FOUND` for somebody whom KTalk does not know. */
  recordings(): Promise<RecordingsStore>;
  /** Keys in KTalk of the person with an e-mail, whom the caller names: of one who left the company too. */
  userKeysOf(email: string): Promise<readonly string[]>;
  /** Meetings in the caller's own calendar; null where KTalk knows none. Throws `NOT_FOUND` as {@link recordings} does. */
  meetings(asked: MeetingsQuery): Promise<readonly Meeting[] | null>;
  whoAmI(): Promise<WhoAmI>;
  /** The page of a recording in KTalk. */
  linkTo(key: string): string;
}
