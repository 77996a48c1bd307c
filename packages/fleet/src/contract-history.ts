import { spawnSync } from 'node:child_process';
import type { ServerContract } from '@aisystant/mcp';
import { unannouncedBreaks } from './breaking-changes.ts';
import { ROOT } from './paths.ts';
import { UsageError } from './usage-error.ts';

/**
 * The version since which the contract of a server binds it: the baseline, and the one place to move it. What was
 * committed with a lower version was tried out and promised nobody anything. Who is not named here is bound from 1.0.0 on.
 */
const BOUND_SINCE: { readonly [server: string]: string } = { 'fsm-mcp': '1.1.0', 'dt-mcp': '1.1.0' };

/** A contract as it was committed once. */
export interface Promised {
  /** The commit, shortened. */
  readonly commit: string;
  readonly contract: ServerContract;
}

/**
 * Tells when the history of the contracts is not here, as in a shallow clone: then a break cannot be seen. Gives the
 * sentence for a person, `null` when all is well. Throws {@link UsageError} in CI, where nobody reads sentences.
 */
export function requireHistory(inCi: boolean, root = ROOT): string | null {
  if (git(root, 'rev-parse', '--is-shallow-repository')?.trim() === 'false') return null;
  const missing = `The history of docs/contracts is not here (a shallow clone, or no git): whether a change breaks callers was NOT checked. Fetch all of it: git fetch --unshallow, or fetch-depth: 0.`;
  if (inCi) throw new UsageError(missing);
  return missing;
}

/** Everything a server promised since its contract binds it, the last first. */
export function promisesOf(server: string, root = ROOT): readonly Promised[] {
  const file = `docs/contracts/${server}.json`;
  const log = git(root, 'log', '--first-parent', '--format=%h', '--', file) ?? '';
  return log.split('\n').flatMap((commit) => {
    const text = commit === '' ? null : git(root, 'show', `${commit}:./${file}`);
    if (text === null) return [];
    const contract: ServerContract = JSON.parse(text);
    return isBinding(contract) ? [{ commit, contract }] : [];
  });
}

/**
 * Tells which promises a contract breaks without a new MAJOR version. All of them count, not only the last: a break does
 * not become one's right by a second change. It is mended by keeping the promise, or by announcing the break.
 */
export function brokenPromises(now: ServerContract, promises: readonly Promised[]): string[] {
  const broken = new Map<string, string>();
  for (const { commit, contract } of promises) {
    for (const change of unannouncedBreaks(contract, now)) {
      if (!broken.has(change)) broken.set(change, commit);
    }
  }
  return [...broken].map(([change, commit]) => `${change} (promised in ${commit})`);
}

function isBinding({ server, version }: ServerContract): boolean {
  return version.localeCompare(BOUND_SINCE[server] ?? '1.0.0', 'en', { numeric: true }) >= 0;
}

function git(root: string, ...args: string[]): string | null {
  const run = spawnSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return run.status === 0 ? run.stdout : null;
}
