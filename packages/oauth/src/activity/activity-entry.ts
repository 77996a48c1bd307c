import type { CallerKind } from '../client-id.ts';

/** How long a call is kept. */
export const RETENTION_DAYS = 90;
/** Most calls of one person that are kept; the oldest go first, soon after there are more. */
export const MAX_ENTRIES = 5_000;
/** Calls of one page. */
export const PAGE_SIZE = 50;

/** A call as it is kept: never an argument, an answer or a name that the caller made up. */
export interface ActivityEntry {
  /** When it began, epoch ms. */
  readonly at_ms: number;
  /** Server at whose address the call came in: this one, or one that mounts it. Empty in records from before this field. */
  readonly server: string;
  readonly via: CallerKind;
  /** Name of the app as the consent page showed it, of the personal token, or of the company's client; empty for the account page. */
  readonly app: string;
  /** Kind of what was called: `tool`, `resource`, `prompt`, `route`. */
  readonly kind: string;
  /** Its name in the declaration of the server. */
  readonly name: string;
  /** `OK` or an error code of the kit. */
  readonly code: string;
}

/** A call on its way to the store. */
export interface NewEntry extends ActivityEntry {
  /** The consent that it ran on, epoch ms: an erasure after it erases the call too, however late it comes. */
  readonly consentedAtMs: number;
}

/** A page of a person's calls, newest first. */
export interface ActivityPage {
  readonly entries: readonly ActivityEntry[];
  /** Where the next page begins; null after the last one. */
  readonly next: string | null;
  /** Servers whose calls cannot be read at the moment: those that were mounted here, or this one. */
  readonly missing: readonly string[];
}

/** A call in its store. */
export interface PlacedEntry extends ActivityEntry {
  /** Its place among the calls of its millisecond, from 1. */
  readonly n: number;
}

/** The calls of one person at one server. With `server`: only calls received at that server's address. */
export interface ActivityStore {
  add(entries: readonly NewEntry[], nowMs: number): Promise<void>;
  /** At most {@link PAGE_SIZE} and one, newest first. @param before the {@link placeOf} of the last one of the page before */
  page(before: string | null, nowMs: number, server?: string): Promise<readonly PlacedEntry[]>;
  /** All that is kept, newest first. */
  all(nowMs: number, server?: string): Promise<readonly ActivityEntry[]>;
  /** Erases all calls made on a consent that is not later. */
  erase(nowMs: number, server?: string): Promise<void>;
}

/** Where a call is in its store. */
export const placeOf = ({ at_ms, n }: PlacedEntry): string => `${at_ms}.${n}`;

/** The Durable Object namespace of `ActivityObject`. */
export interface ActivityNamespace {
  idFromName(name: string): DurableObjectId;
  get(id: DurableObjectId): ActivityStore;
}
