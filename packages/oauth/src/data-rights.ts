import type { Localized } from './pages/language.ts';
import type { KnownPerson } from './principal.ts';
import type { Result } from './result.ts';

/** What the account page offers a person at a server that keeps records about them: a copy and the erasure, without a chat. */
export interface DataRights {
  /** Makes a copy; the address of the page that gives it once. */
  copy(person: KnownPerson): Promise<Result<string, DataRightsError>>;
  /** Counts what would be erased; with the confirmation of that count erases it and ends all access of the person. */
  erase(person: KnownPerson, confirmation?: string): Promise<Result<Erasure, DataRightsError>>;
}

/** Why a copy was not made or nothing was erased; each has an error page. */
export type DataRightsError = 'confirmationOld' | 'tooManyCalls' | 'busy' | 'unexpected';

/** What is about to be erased, or was. */
export interface Erasure {
  /** Confirms the erasure, once; `null` after it. */
  readonly confirmation: string | null;
  /** How much there is of what; empty when the same confirmation had erased before. */
  readonly counts: readonly { readonly what: Localized; readonly count: number }[];
  /** What remains after the erasure, and where else the person may have records. */
  readonly stays: Localized;
}

/** Makes a page of the person who is signed in. */
export type RenderPersonPage = (person: KnownPerson) => Promise<Response>;
