import type { Check } from '@aisystant/mcp/checks';

/** A check that failed. */
export interface Finding {
  readonly check: Check;
  /** What was seen instead. */
  readonly seen: string;
}

/** How one group of checks ended. */
export interface GroupReport {
  readonly title: string;
  readonly passed: number;
  readonly skipped: number;
  readonly findings: readonly Finding[];
}

/** The result of an examination. */
export interface Report {
  readonly url: string;
  readonly groups: readonly GroupReport[];
  /** Titles of the groups that were skipped after a fault of a gate. */
  readonly notReached: readonly string[];
  /** Whether checks were skipped because the server needs a token and none was given. */
  readonly signInNeeded: boolean;
  /** How each thing is that the server depends on, in words; empty where it tells nothing. */
  readonly dependencies: readonly string[];
}

/** The findings without the warnings. */
export function faultsOf({ groups }: Report): readonly Finding[] {
  return groups.flatMap(({ findings }) => findings).filter(({ check }) => !check.severity);
}

/** Renders the report: one line a group, and below it each failed check with its effect and fix. */
export function renderReport({ url, groups, notReached, signInNeeded, dependencies }: Report): string {
  const lines = [
    ...groups.flatMap((group) => [groupLine(group), ...group.findings.map(findingText)]),
    ...dependencies.map((each) => `  ${each}`),
    ...(notReached.length > 0 ? [`  not checked, fix the address first: ${notReached.join(', ')}`] : []),
    ...(signInNeeded ? ['  the server requires a sign-in: pass --token TOKEN to check the rest'] : []),
  ];
  return [url, ...lines].join('\n');
}

function groupLine({ title, passed, skipped, findings }: GroupReport): string {
  const counts = [
    ...(passed > 0 ? [`${passed} ok`] : []),
    ...(findings.length > 0 ? [`${findings.length} failed`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ];
  return `  ${title.padEnd(22)}${counts.join(', ')}`;
}

function findingText({ check: { severity, id, title, breaks, fix }, seen }: Finding): string {
  return [
    `    ${(severity ?? 'fault').toUpperCase()} ${id}: ${title}`,
    `      seen    ${seen.replaceAll(/\s+/g, ' ')}`,
    `      breaks  ${breaks}`,
    `      fix     ${fix}`,
  ].join('\n');
}
