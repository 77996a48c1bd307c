import type { Localized } from './pages/language.ts';
import type { SessionPerson } from './principal.ts';

/** Why nothing was linked; each has an error page. */
export type LinkError = 'keyRefused' | 'accountRefused' | 'busy';

/** What a person gave on the account page so that the server reads a third party with their rights. It is never shown. */
interface Link {
  readonly title: Localized;
  /** What changes when something is linked. */
  readonly lead: Localized;
  /** When the person linked something, epoch ms; null when nothing is linked. */
  linkedAt(person: SessionPerson): Promise<number | null>;
  unlink(person: SessionPerson): Promise<void>;
}

/** A key that the person pastes. */
export interface LinkedKey extends Link {
  readonly kind: 'key';
  /** Keeps a key in the place of the one before, if the third party accepts it; null when it was kept. */
  link(person: SessionPerson, key: string): Promise<LinkError | null>;
}

/** An account at the third party, which asks the person itself and answers at `/account/linked` (RFC 6749, section 4.1). */
export interface LinkedAccount extends Link {
  readonly kind: 'account';
  /** Where the third party asks the person; it must give the state back. */
  consentUrl(state: string): string;
  /** Keeps what the answer gives access to, in the place of what was kept before; null when it was kept. */
  link(person: SessionPerson, answer: URLSearchParams): Promise<LinkError | null>;
}

/** What people may link at a server. */
export type ThirdPartyLink = LinkedKey | LinkedAccount;
