import { codeOf, type Probe } from './probe.ts';

/** How a check ended. It is skipped if its subject is missing, which another check reports. */
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
  /** A warning does not fail the run. Default: a failure. */
  readonly severity?: 'warning';
  /** Which client breaks and how. */
  readonly breaks: string;
  readonly fix: string;
  /** Rejects when a request gets no answer. */
  run(probe: Probe): Promise<Verdict>;
}

/** Checks of one subject. */
export interface CheckGroup {
  readonly title: string;
  /** Whether a failure in this group ends the run, since later checks cannot work without it. */
  readonly gate: boolean;
  readonly checks: readonly Check[];
}

/** The rule is kept. */
export const PASSED: Verdict = { kind: 'passed' };
/** What the rule is about is missing. */
export const SKIPPED: Verdict = { kind: 'skipped' };

/** Passes if the condition holds; `seen` is what the report shows otherwise. */
export function failUnless(passes: boolean, seen: string): Verdict {
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
