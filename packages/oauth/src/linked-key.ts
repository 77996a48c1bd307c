import type { Localized } from './pages/language.ts';
import type { SessionPerson } from './principal.ts';

/** Why a key was not linked; each has an error page. */
export type LinkedKeyFault = 'keyRefused' | 'busy';

/**
 * A key of a third party that a person may give to the server on the account page, so that it reads with their rights. It can be
 * replaced and removed there, and is never shown.
 */
export interface LinkedKey {
  readonly title: Localized;
  /** What changes when a key is linked, and where one gets it. */
  readonly lead: Localized;
  /** When the person linked a key, epoch ms; null when there is none. */
  linkedAt(person: SessionPerson): Promise<number | null>;
  /** Keeps a key in the place of the one before, if the third party accepts it; null when it was kept. */
  link(person: SessionPerson, key: string): Promise<LinkedKeyFault | null>;
  unlink(person: SessionPerson): Promise<void>;
}
