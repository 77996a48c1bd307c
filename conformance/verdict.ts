import type { ServerName } from './bundle.ts';

/** The requirement sets of the suite, and its scenarios for authorization servers, which belong to none. */
export const SETS = ['2025-11-25', '2026-07-28', 'authorization'] as const;
/** One of {@link SETS}. */
export type SetName = (typeof SETS)[number];

/** One statement of the suite about a server. */
export interface Check {
  readonly id: string;
  readonly status: 'SUCCESS' | 'FAILURE' | 'WARNING' | 'SKIPPED' | 'INFO';
  /** What the suite says when it is not content; may be empty. */
  readonly message: string;
}

/** A scenario of the suite and what it stated. */
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

/** What we know that the suite will not be content with, and why that stays so. */
export interface ExpectedFailure {
  readonly servers: readonly ServerName[];
  readonly sets: readonly SetName[];
  /** `<scenario>`, or `<scenario>:<check>` where the rest of the scenario must pass. */
  readonly what: readonly string[];
  /** What the suite says then: a failure for another reason is not this one. */
  readonly says: RegExp;
  /** Why it fails. */
  readonly reason: string;
  /** What it means to a client if it stays. */
  readonly impact: string;
}

/** Something the suite is not content with. */
export interface Finding {
  readonly server: ServerName;
  readonly set: SetName;
  readonly scenario: string;
  readonly check: string;
  readonly message: string;
}

/** What a whole run comes to. */
export interface Verdict {
  /** Findings that nobody expected. */
  readonly unexpected: readonly Finding[];
  /** Expectations that no longer hold: to be taken off the list. */
  readonly stale: readonly string[];
}

/** Added by the suite to whatever speaks at all; alone it proves nothing about the scenario. */
const WIRE_SCHEMA = 'wire-schema-valid';

/**
 * What the suite holds against a server in one scenario. Stricter than its own count, for which a scenario passes as long
 * as nothing fails: here a warning is a finding, and so is a scenario that checked nothing.
 */
export function findingsOf(run: Run, { name, checks }: Scenario): Finding[] {
  const place = { server: run.server, set: run.set, scenario: name };
  const held = checks.filter(({ status }) => status === 'FAILURE' || status === 'WARNING');
  if (held.length > 0) return held.map(({ id, message }) => ({ ...place, check: id, message }));
  if (checks.some(({ id, status }) => status === 'SUCCESS' && id !== WIRE_SCHEMA)) return [];
  return [{ ...place, check: 'none', message: 'nothing was checked' }];
}

/** How many of the required scenarios pass by the suite's own rule: nothing in them failed. */
export function scoreOf({ required, scenarios }: Run): number {
  const counted = scenarios.filter(({ name }) => required.includes(name));
  return counted.filter(({ checks }) => checks.every(({ status }) => status !== 'FAILURE')).length;
}

/** The place in the list of the entry that expects a finding, or -1. */
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
        .filter((place) => !findings.some((finding) => isAt(finding, place) && covers(entry, what, finding)))
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

interface Place {
  readonly server: ServerName;
  readonly set: SetName;
}

function isAt(finding: Finding, { server, set }: Place): boolean {
  return finding.server === server && finding.set === set;
}

/** Where an entry must hold: wherever the scenario was run. One that is run nowhere holds nowhere, and shows up as stale. */
function placesOf({ servers, sets }: ExpectedFailure, what: string, runs: readonly Run[]): Place[] {
  const [name = ''] = what.split(':');
  const own = runs.filter(({ server, set }) => servers.includes(server) && sets.includes(set));
  const ran = own.filter(({ scenarios }) => scenarios.some((scenario) => scenario.name === name));
  return ran.length > 0 ? ran : own;
}
