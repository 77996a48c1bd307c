import { codeOf, type Probe } from './probe.ts';

/** How a check ended; it is skipped when what it looks at is missing, and another check reports that. */
export type Verdict =
  | { readonly kind: 'passed' }
  | { readonly kind: 'skipped' }
  | { readonly kind: 'failed'; readonly seen: string };

/** One rule that every server must keep, with the consequence of breaking it. */
export interface Check {
  /** Stable name, in kebab case. */
  readonly id: string;
  /** The rule, as a sentence. */
  readonly title: string;
  /** A warning does not fail the examination. Default: a fault. */
  readonly severity?: 'warning';
  /** Which client breaks and how. */
  readonly breaks: string;
  readonly fix: string;
  /** Rejects when a request gets no answer. */
  run(probe: Probe): Promise<Verdict>;
}

/** Checks that belong together; a clean group is one line of the report. */
export interface CheckGroup {
  readonly title: string;
  /** Whether the first fault ends the examination: nothing behind it can be looked at. */
  readonly gate: boolean;
  readonly checks: readonly Check[];
}

export const PASSED: Verdict = { kind: 'passed' };
export const SKIPPED: Verdict = { kind: 'skipped' };

/** Passes or fails. */
export function unless(passes: boolean, seen: string): Verdict {
  return passes ? PASSED : { kind: 'failed', seen };
}

/** Runs a check; a request without an answer fails it. */
export async function verdictOf(check: Check, probe: Probe): Promise<Verdict> {
  try {
    return await check.run(probe);
  } catch (error) {
    return { kind: 'failed', seen: `no answer: ${codeOf(error)}` };
  }
}
