import type { Role } from './recording.ts';

/** Who is known to belong to a recording, by keys of KTalk. */
export interface Rights {
  /** Key of the creator; null for one that KTalk does not name. */
  readonly creator: string | null;
  /** Keys of those who took part; null for guests, who never match. */
  readonly roster: readonly (string | null)[];
  /** Keys of those to whom the recording was opened by name. */
  readonly granted: readonly string[];
  /** Whether roster and access list are whole. KTalk embeds only the first participants in its lists. */
  readonly complete: boolean;
}

/** What the rights say of one person: `unknown` until roster and access list are whole, and never taken for permission. */
export type Verdict = Role | 'denied' | 'unknown';

/**
 * Whether a person may see a recording: deny by default. Incomplete rights may allow, and never deny. A link that opens a
 * recording to the whole space makes it nobody's own, so it counts for nothing here.
 */
export function verdictFor(userKey: string, { creator, roster, granted, complete }: Rights): Verdict {
  if (userKey === '') return 'denied';
  if (creator === userKey) return 'creator';
  if (roster.includes(userKey)) return 'participant';
  if (granted.includes(userKey)) return 'granted';
  return complete ? 'denied' : 'unknown';
}

/** Everyone who may see a recording, with the strongest reason. */
export function readersOf(rights: Rights): ReadonlyMap<string, Role> {
  const known = [rights.creator, ...rights.roster, ...rights.granted].filter((key) => key !== null);
  const readers = new Map<string, Role>();
  for (const key of known) {
    const verdict = verdictFor(key, rights);
    if (verdict !== 'denied' && verdict !== 'unknown') readers.set(key, verdict);
  }
  return readers;
}
