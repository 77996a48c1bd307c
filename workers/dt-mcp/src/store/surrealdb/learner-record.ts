import { type ConsentState, TICKET_LIMIT, USED_MS, type Writer } from '@aisystant/mcp/learner-store';
import type { Counters } from '../event-decisions.ts';
import type { Home } from '../home.ts';
import { type Hints, NO_HINTS } from './hints.ts';

/** The record `learner`: what every read checks and every write changes, so that two writes of one learner never mix. */
export interface LearnerRecord {
  /** Raised by one with every write. */
  readonly revision: number;
  /** Erasures and withdrawals of reading so far; each ends the downloads that have begun. */
  readonly ended: number;
  /** Null until the first write. */
  readonly twin: (Counters & { readonly born_at_ms: number }) | null;
  readonly withdrawal: readonly {
    readonly client_id: string;
    readonly scope: string;
    readonly withdrawn_at_ms: number;
  }[];
  readonly ticket: readonly Ticket[];
  readonly tombstone: readonly { readonly hash: string; readonly deleted_at_ms: number }[];
  readonly hints: Hints;
  /** Where the records are, see {@link Home}, and the move that made it so. */
  readonly home: Home;
  readonly move: string | null;
  /** Id of the learner's Durable Object; null when it was never asked. */
  readonly object: string | null;
}

type Ticket = { readonly hash: string; readonly purpose: string; readonly expires_at_ms: number };

/** The record of a learner of whom nothing is known. */
export const NEW_LEARNER: LearnerRecord = {
  revision: 0,
  ended: 0,
  twin: null,
  withdrawal: [],
  ticket: [],
  tombstone: [],
  hints: NO_HINTS,
  home: 'here',
  move: null,
  object: null,
};

/** What the learner withdrew from a client. */
export function consentIn({ withdrawal, tombstone }: LearnerRecord, clientId: string): ConsentState {
  const withdrawn = withdrawal
    .filter(({ client_id }) => client_id === clientId)
    .map(({ scope, withdrawn_at_ms }) => ({ scope, atMs: withdrawn_at_ms }));
  const deleted = tombstone.map(({ deleted_at_ms }) => deleted_at_ms);
  return { withdrawn, deletedAtMs: deleted.length === 0 ? null : Math.max(...deleted) };
}

/** The learner with a twin, which begins with the first write: from then on, days are expected to have data. */
export function withTwin(learner: LearnerRecord, { nowMs }: Writer): LearnerRecord & { readonly twin: object } {
  return { ...learner, twin: learner.twin ?? { born_at_ms: nowMs, events: 0, day: 0, events_of_day: 0 } };
}

/** Withdraws scopes, see `RightsStore.withdraw`. */
export function withdrawn(
  learner: LearnerRecord,
  scopes: readonly string[],
  { clientId, nowMs }: Writer,
  readScope: string,
): LearnerRecord {
  const is = (scope: string) => (row: LearnerRecord['withdrawal'][number]) =>
    row.client_id === clientId && row.scope === scope;
  const added = [...new Set(scopes)].map((scope) => ({
    client_id: clientId,
    scope,
    withdrawn_at_ms: Math.max(nowMs, learner.withdrawal.find(is(scope))?.withdrawn_at_ms ?? 0),
  }));
  const others = learner.withdrawal.filter((row) => !scopes.some((scope) => is(scope)(row)));
  const withdrawal = [...others, ...added].sort(
    (a, b) => compare(a.client_id, b.client_id) || compare(a.scope, b.scope),
  );
  if (!scopes.includes(readScope)) return { ...learner, withdrawal };
  const ticket = learner.ticket.filter(({ purpose }) => purpose !== 'export');
  return { ...learner, withdrawal, ticket, ended: learner.ended + 1 };
}

/** Stores the hash of a one-time secret. */
export function withTicket(learner: LearnerRecord, ticket: Ticket, nowMs: number): LearnerRecord {
  const valid = learner.ticket.filter(({ expires_at_ms }) => expires_at_ms > nowMs);
  return { ...learner, ticket: newest([...valid, ticket], ticket.purpose) };
}

/** Redeems a ticket: `used` when that was done before, null when it is unknown or expired; and the record afterwards. */
export function redeemed(
  learner: LearnerRecord,
  purpose: string,
  hash: string,
  nowMs: number,
): { readonly outcome: 'redeemed' | 'used' | null; readonly learner: LearnerRecord } {
  const used = `used ${purpose}`;
  const ticket = learner.ticket.find((each) => each.hash === hash && each.expires_at_ms > nowMs);
  if (ticket?.purpose === used) return { outcome: 'used', learner };
  if (ticket?.purpose !== purpose) return { outcome: null, learner };
  const others = learner.ticket.filter((each) => each !== ticket);
  const spent = { hash, purpose: used, expires_at_ms: nowMs + USED_MS };
  return { outcome: 'redeemed', learner: { ...learner, ticket: newest([...others, spent], used) } };
}

/** The record after an erasure: what was withdrawn stays withdrawn. */
export function erased(learner: LearnerRecord, hash: string, nowMs: number): LearnerRecord {
  const tombstone = [{ hash, deleted_at_ms: nowMs }];
  return { ...learner, twin: null, ticket: [], tombstone, hints: NO_HINTS, ended: learner.ended + 1 };
}

/** An erasure that was carried out with this ticket before. */
export function earlierErasure({ tombstone }: LearnerRecord, hash: string) {
  const done = tombstone.find((each) => each.hash === hash);
  return done ? ({ status: 'already', deletedAtMs: done.deleted_at_ms, counts: null } as const) : null;
}

/** The newest tickets of a purpose, and all others. */
function newest(tickets: readonly Ticket[], purpose: string): readonly Ticket[] {
  const kept = tickets
    .filter((each) => each.purpose === purpose)
    .sort((a, b) => b.expires_at_ms - a.expires_at_ms)
    .slice(0, TICKET_LIMIT);
  return [...tickets.filter((each) => each.purpose !== purpose), ...kept];
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
