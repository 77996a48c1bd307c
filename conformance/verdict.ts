import type { ServerName } from './bundle.ts';

/** The requirement sets of the suite, and its scenarios for skills and for authorization servers, which belong to none. */
export const SETS = ['2025-11-25', '2026-07-28', 'skills', 'authorization'] as const;
/** One of {@link SETS}. */
export type SetName = (typeof SETS)[number];

/** One check of the suite. */
export interface Check {
  readonly id: string;
  readonly status: 'SUCCESS' | 'FAILURE' | 'WARNING' | 'SKIPPED' | 'INFO';
  /** Message of a failure or warning; may be empty. */
  readonly message: string;
}

/** A scenario of the suite with its checks. */
export interface Scenario {
  readonly name: string;
  readonly checks: readonly Check[];
}

/** All scenarios of one set against one server. */
export interface Run {
  readonly server: ServerName;
  readonly set: SetName;
  /** Scenarios that decide whether the server conforms. */
  readonly required: readonly string[];
  readonly scenarios: readonly Scenario[];
}

/** A known failure of the suite, and why it is accepted. */
export interface ExpectedFailure {
  readonly servers: readonly ServerName[];
  readonly sets: readonly SetName[];
  /** `<scenario>`, or `<scenario>:<check>` where the rest of the scenario must pass. */
  readonly what: readonly string[];
  /** Matches the suite's message, so that a failure for another reason is not covered. */
  readonly says: RegExp;
  /** Why it fails. */
  readonly reason: string;
  /** What it means to a client if it stays. */
  readonly impact: string;
}

/** A failure or warning of the suite. */
export interface Finding {
  readonly server: ServerName;
  readonly set: SetName;
  readonly scenario: string;
  readonly check: string;
  readonly message: string;
}

/** The verdict on all runs. */
export interface Verdict {
  /** Findings that are not on the list of expected failures. */
  readonly unexpected: readonly Finding[];
  /** Expectations that no longer hold: to be taken off the list. */
  readonly stale: readonly string[];
}

/** A check that the suite adds to every response; alone it proves nothing about the scenario. */
const WIRE_SCHEMA = 'wire-schema-valid';

/** The findings of one scenario. Stricter than the suite: a warning is a finding, and so is a scenario without checks. */
export function findingsOf(run: Run, { name, checks }: Scenario): Finding[] {
  const place = { server: run.server, set: run.set, scenario: name };
  const failures = checks.filter(({ status }) => status === 'FAILURE' || status === 'WARNING');
  if (failures.length > 0) return failures.map(({ id, message }) => ({ ...place, check: id, message }));
  if (checks.some(({ id, status }) => status === 'SUCCESS' && id !== WIRE_SCHEMA)) return [];
  return [{ ...place, check: 'none', message: 'nothing was checked' }];
}

/** How many required scenarios pass by the suite's own rule: no check failed. */
export function scoreOf({ required, scenarios }: Run): number {
  const counted = scenarios.filter(({ name }) => required.includes(name));
  return counted.filter(({ checks }) => checks.every(({ status }) => status !== 'FAILURE')).length;
}

/** Index of the entry that expects a finding, or -1. */
export function expectedBy(finding: Finding, expected: readonly ExpectedFailure[]): number {
  return expected.findIndex((entry) => entry.what.some((what) => covers(entry, what, finding)));
}

/** Judges runs against what is expected of them. A required scenario that was not run is a finding. */
export function judge(runs: readonly Run[], expected: readonly ExpectedFailure[]): Verdict {
  const findings = runs.flatMap((run) => [
    ...run.scenarios.flatMap((scenario) => findingsOf(run, scenario)),
    ...missing(run),
  ]);
  const stale = expected.flatMap((entry) =>
    entry.what.flatMap((what) =>
      placesOf(entry, what, runs)
        .filter((at) => !findings.some((f) => f.server === at.server && f.set === at.set && covers(entry, what, f)))
        .map(({ server, set }) => `${what} (${server}, ${set})`),
    ),
  );
  return { unexpected: findings.filter((finding) => expectedBy(finding, expected) < 0), stale };
}

function missing({ server, set, required, scenarios }: Run): Finding[] {
  return required
    .filter((name) => !scenarios.some((scenario) => scenario.name === name))
    .map((scenario) => ({ server, set, scenario, check: 'none', message: 'the suite did not run it' }));
}

function covers({ servers, sets, says }: ExpectedFailure, what: string, finding: Finding): boolean {
  const { server, set, scenario, check, message } = finding;
  const named = what === scenario || what === `${scenario}:${check}`;
  return named && servers.includes(server) && sets.includes(set) && says.test(message);
}

type Place = Pick<Run, 'server' | 'set'>;

/** The runs in which an entry must match. A scenario that was never run shows up as stale. */
function placesOf({ servers, sets }: ExpectedFailure, what: string, runs: readonly Run[]): Place[] {
  const [name = ''] = what.split(':');
  const own = runs.filter(({ server, set }) => servers.includes(server) && sets.includes(set));
  const ran = own.filter(({ scenarios }) => scenarios.some((scenario) => scenario.name === name));
  return ran.length > 0 ? ran : own;
}
