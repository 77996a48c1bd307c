import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { BenchUsageError } from './options.ts';
import { HERE } from './system.ts';

/** A revision of the repository made ready to be measured. */
export interface Checkout {
  /** The commit, in full. */
  readonly commit: string;
  readonly folder: string;
  remove(): void;
}

/** The full name of the commit that a revision names. Throws {@link BenchUsageError} when there is none. */
export function commitOf(revision: string): string {
  try {
    return git('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`);
  } catch {
    throw new BenchUsageError(`git knows no revision "${revision}" here.`);
  }
}

/** Checks a commit out below `.build`, installs what it depends on, and gives it the process that this bench asks. */
export function checkOut(commit: string): Checkout {
  const folder = path.join(HERE, '.build', `base-${commit.slice(0, 12)}`);
  const remove = () => {
    rmSync(folder, { recursive: true, force: true });
    git('worktree', 'prune');
  };
  // A run that was killed leaves its own.
  remove();
  git('worktree', 'add', '--quiet', '--detach', folder, commit);
  try {
    console.error(`installing what ${commit.slice(0, 12)} depends on`);
    install(folder);
    cpSync(path.join(HERE, 'bench', 'serve.ts'), path.join(folder, 'bench', 'serve.ts'));
  } catch (error) {
    remove();
    throw error;
  }
  return { commit, folder, remove };
}

/** From what this machine already has, and only when that is not enough from the registry. */
function install(folder: string): void {
  const pnpm = path.join(HERE, 'node_modules', 'pnpm', 'bin', 'pnpm.mjs');
  const run = (...how: readonly string[]) =>
    execFileSync(process.execPath, [pnpm, 'install', '--frozen-lockfile', ...how], { cwd: folder, stdio: 'pipe' });
  try {
    run('--offline');
  } catch {
    run('--prefer-offline');
  }
}

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: HERE, encoding: 'utf8' }).trim();
}
