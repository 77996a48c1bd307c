import type { Probe } from './probe.ts';

/** What a check found: it holds, it could not be looked at, or something else was seen. */
export type Verdict =
  | { readonly kind: 'holds' }
  | { readonly kind: 'unseen' }
  | { readonly kind: 'broken'; readonly seen: string };

/** One thing that must hold of a server, with what it costs when it does not. */
export interface Check {
  /** Stable name, in kebab case. */
  readonly id: string;
  /** What must hold, as a sentence. */
  readonly title: string;
  /** A warning does not fail the examination. */
  readonly severity: 'fault' | 'warning';
  /** Which client breaks and how. */
  readonly breaks: string;
  /** How to mend it. */
  readonly mend: string;
  /** Looks. What does not answer throws; the examination takes that for broken. */
  run(probe: Probe): Promise<Verdict>;
}

/** Checks that belong together; a clean group is one line of the report. */
export interface CheckGroup {
  readonly title: string;
  /** Whether a fault here leaves nothing to look at behind it: its checks run in order, and the first fault ends everything. */
  readonly gate: boolean;
  readonly checks: readonly Check[];
}

/** The check holds. */
export const HOLDS: Verdict = { kind: 'holds' };

/** Nothing can be said: what the check looks at is missing, and another check tells why. */
export const UNSEEN: Verdict = { kind: 'unseen' };

/** The check is broken, or holds when there is nothing to tell. */
export function unless(holds: boolean, seen: string): Verdict {
  return holds ? HOLDS : { kind: 'broken', seen };
}
