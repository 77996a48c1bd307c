import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ServerContract } from '@aisystant/mcp';
import { ROOT } from '../paths.ts';
import { UsageError } from '../usage-error.ts';
import { silentChanges, unannouncedBreaks } from './breaking-changes.ts';

/** The contracts of the last release, by server. */
export interface Release {
  readonly tag: string;
  readonly contracts: ReadonlyMap<string, ServerContract>;
}

/** How the guard runs: in a check or in CI a missing history is an error, because a warning is not read. */
export interface GuardMode {
  readonly check: boolean;
  readonly ci: boolean;
}

/**
 * Why the last release cannot be read: no git, or a shallow clone without a release tag; `null` when it can. Throws
 * {@link UsageError} in CI, and in a check of a clone.
 */
export function missingHistory({ check, ci }: GuardMode, root = ROOT): string | null {
  const hasGit = existsSync(path.join(root, '.git'));
  const shallow = hasGit ? git(root, 'rev-parse', '--is-shallow-repository') : null;
  if (shallow?.text?.trim() === 'false' || (shallow?.text && releaseTag(root) !== null)) return null;
  const why = shallow === null ? 'no git' : shallow.text === null ? shallow.error : 'a shallow clone';
  const missing = `The last release is not here (${why}): whether a change breaks callers was NOT checked. Fetch it: git fetch --unshallow --tags, or fetch-depth: 0.`;
  if (ci || (check && hasGit)) throw new UsageError(missing);
  return missing;
}

/** Reads the last release: the nearest tag `v*` behind HEAD. Nothing binds before the first one, and this is `null`. */
export function lastRelease(root = ROOT): Release | null {
  const tag = releaseTag(root);
  if (tag === null) return null;
  const files = read(root, 'ls-tree', '--name-only', tag, 'docs/contracts/').split('\n');
  const contracts = new Map<string, ServerContract>();
  for (const file of files.filter((each) => each.endsWith('.json'))) {
    contracts.set(path.basename(file, '.json'), JSON.parse(read(root, 'show', `${tag}:${file}`)));
  }
  return { tag, contracts };
}

/** Tells what a contract breaks without a new MAJOR version, and which tools changed under the same version. */
export function brokenPromises(now: ServerContract, { tag, contracts }: Release): string[] {
  const before = contracts.get(now.server);
  if (before === undefined) return [];
  const changes = [...unannouncedBreaks(before, now), ...silentChanges(before, now)];
  return changes.map((change) => `${change} (released in ${tag})`);
}

/** Tells which released servers are gone; one may go once a release has called all of its tools deprecated. */
export function goneServers(servers: readonly string[], { tag, contracts }: Release): string[] {
  const gone = [...contracts.values()].filter(({ server }) => !servers.includes(server));
  const binding = gone.filter(({ tools }) => tools.some(({ status }) => status === 'stable'));
  return binding.map(({ server }) => `${server}: the server is gone (released in ${tag})`);
}

function releaseTag(root: string): string | null {
  const { text, error } = git(root, 'describe', '--tags', '--abbrev=0', '--match', 'v[0-9]*');
  if (text !== null) return text.trim();
  // Without a tag git fails as it does on damage; only the former means that there was no release.
  if (/No names found|No tags can describe|cannot describe anything/.test(error)) return null;
  throw new UsageError(`The last release cannot be read: git describe: ${error}`);
}

function read(root: string, ...args: string[]): string {
  const { text, error } = git(root, ...args);
  if (text === null) throw new UsageError(`The last release cannot be read: git ${args[0]}: ${error}`);
  return text;
}

function git(root: string, ...args: string[]): { readonly text: string | null; readonly error: string } {
  // Only history is read, so it does not matter that another user owns the clone, as in a container.
  const all = ['-c', 'safe.directory=*', ...args];
  const run = spawnSync('git', all, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, LC_ALL: 'C' },
  });
  return { text: run.status === 0 ? run.stdout : null, error: run.error?.message ?? run.stderr.trim() };
}
