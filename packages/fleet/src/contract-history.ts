import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ServerContract } from '@aisystant/mcp';
import { isLower, silentChanges, unannouncedBreaks } from './breaking-changes.ts';
import { ROOT } from './paths.ts';
import { UsageError } from './usage-error.ts';

/**
 * The version since which the contract of a server binds it: the baseline, and the one place to move it. What was
 * committed with a lower version was tried out and promised nobody anything. Who is not named here is bound from 1.0.0
 * on. A server that is given up is announced here too, by a version above its last.
 */
const BOUND_SINCE: { readonly [server: string]: string } = { 'fsm-mcp': '1.1.0', 'dt-mcp': '1.1.0' };

/** The same of the rule that one version of a tool is one entry, which came later. */
const UNCHANGED_SINCE: { readonly [server: string]: string } = { ...BOUND_SINCE, 'dt-mcp': '1.2.0' };

/** A contract as it was committed once. */
export interface Promised {
  /** The commit, shortened. */
  readonly commit: string;
  readonly contract: ServerContract;
}

/** Who asks whether the history is here: a check, which must not pass unseen, and CI, where nobody reads sentences. */
export interface Asked {
  readonly check: boolean;
  readonly ci: boolean;
}

/**
 * Tells when the history of the contracts is not here, as in a shallow clone: then a break cannot be seen. Gives the
 * sentence for a person, `null` when all is well. Throws {@link UsageError} in CI, and where it is a check; but sources
 * that came without any git are checked as far as they can be.
 */
export function requireHistory({ check, ci }: Asked, root = ROOT): string | null {
  const hasGit = existsSync(path.join(root, '.git'));
  const shallow = hasGit ? git(root, 'rev-parse', '--is-shallow-repository') : null;
  if (shallow?.text?.trim() === 'false') return null;
  const why = shallow === null ? 'no git' : shallow.text === null ? shallow.fault : 'a shallow clone';
  const missing = `The history of docs/contracts is not here (${why}): whether a change breaks callers was NOT checked. Fetch all of it: git fetch --unshallow, or fetch-depth: 0.`;
  if (ci || (check && hasGit)) throw new UsageError(missing);
  return missing;
}

/** Everything a server promised since its contract binds it, the last first. Throws when git cannot tell. */
export function promisesOf(server: string, root = ROOT): readonly Promised[] {
  const file = `docs/contracts/${server}.json`;
  const log = read(root, 'log', '--first-parent', '--format=%h', '--', file);
  return log.split('\n').flatMap((commit) => {
    const text = commit === '' ? null : committed(root, commit, file);
    if (text === null) return [];
    const contract: ServerContract = JSON.parse(text);
    return isBinding(contract, BOUND_SINCE) ? [{ commit, contract }] : [];
  });
}

/**
 * Tells which promises a contract breaks without a new MAJOR version, and which tools changed without any. All promises
 * count, not only the last: a break does not become one's right by a second change. It is mended by keeping the promise,
 * or by announcing the break.
 */
export function brokenPromises(now: ServerContract, promises: readonly Promised[]): string[] {
  const broken = new Map<string, string>();
  for (const { commit, contract } of promises) {
    const silent = isBinding(contract, UNCHANGED_SINCE) ? silentChanges(contract, now) : [];
    for (const change of [...unannouncedBreaks(contract, now), ...silent]) {
      if (!broken.has(change)) broken.set(change, commit);
    }
  }
  return [...broken].map(([change, commit]) => `${change} (promised in ${commit})`);
}

/** Tells which servers promised something and are no longer among those that are. Throws when git cannot tell. */
export function goneServers(servers: readonly string[], root = ROOT): string[] {
  // Of a merge, what it brought: without -m a server that came and went with branches is not seen.
  const log = read(root, 'log', '--first-parent', '-m', '--format=', '--name-only', '--', 'docs/contracts');
  const ever = new Set(log.split('\n').flatMap((file) => /^docs\/contracts\/([^/]+)\.json$/.exec(file)?.[1] ?? []));
  return [...ever].flatMap((server) => {
    const [last] = servers.includes(server) ? [] : promisesOf(server, root);
    return last ? [`${server}: the server is gone (promised in ${last.commit})`] : [];
  });
}

function isBinding({ server, version }: ServerContract, since: { readonly [server: string]: string }): boolean {
  return !isLower(version, since[server] ?? '1.0.0');
}

/** A file as it stood in a commit; `null` where it was removed. */
function committed(root: string, commit: string, file: string): string | null {
  const { text } = git(root, 'show', `${commit}:${file}`);
  if (text === null && read(root, 'ls-tree', '--name-only', commit, '--', file) === '') return null;
  return text ?? read(root, 'show', `${commit}:${file}`);
}

function read(root: string, ...args: string[]): string {
  const { text, fault } = git(root, ...args);
  if (text === null) throw new UsageError(`The history of docs/contracts cannot be read: git ${args[0]}: ${fault}`);
  return text;
}

function git(root: string, ...args: string[]): { readonly text: string | null; readonly fault: string } {
  // Only history is read, so it does not matter that another user owns the clone, as in a container.
  const all = ['-c', 'safe.directory=*', ...args];
  const run = spawnSync('git', all, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return { text: run.status === 0 ? run.stdout : null, fault: run.error?.message ?? run.stderr.trim() };
}
