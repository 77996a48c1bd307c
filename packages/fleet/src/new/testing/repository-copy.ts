import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from '../../paths.ts';

const LEFT_OUT = new Set(['.git', '.state', '.build', '.wrangler', 'node_modules']);

/** Nothing is built yet in a copy, and the first test pays for that. */
const COLD_START = '--testTimeout=60000';

/** A copy of the repository in which anything may be made and run. */
export interface RepositoryCopy {
  readonly root: string;
  /** Runs a program there, and gives what it printed. Throws when it fails, with the end of that. */
  run(...command: readonly string[]): string;
  /** Runs the command line of the fleet, as `npm run fleet --` does. */
  fleet(...args: readonly string[]): string;
  /** Compares the documents with what they are derived from. The build steps are not run once more: `fleet docs` has just done it. */
  checkDocs(): string;
  /** Runs tests. */
  vitest(...args: readonly string[]): string;
  remove(): Promise<void>;
}

/** Copies the working tree. Links lead to the installed packages, and nothing is written there. */
export async function copyRepository(): Promise<RepositoryCopy> {
  const root = await mkdtemp(path.join(tmpdir(), 'new-'));
  await cp(ROOT, root, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (file) => !(path.dirname(file) === ROOT && LEFT_OUT.has(path.basename(file))),
  });
  await linkPackages(path.join(ROOT, 'node_modules'), path.join(root, 'node_modules'));
  const runWith = (variables: { readonly [variable: string]: string }, command: readonly string[]) => {
    const [program = '', ...args] = command;
    // Not CI: there `fleet docs` refuses sources without git.
    const env = { ...process.env, CI: undefined, ...variables };
    const { status, stdout, stderr } = spawnSync(program, args, { cwd: root, encoding: 'utf8', env });
    if (status !== 0)
      throw new Error(`${command.join(' ')} ended with ${status}:\n${`${stdout}${stderr}`.slice(-4_000)}`);
    return stdout;
  };
  // What the build steps make is copied too.
  const isBuilt = process.env['BUILD_STEPS_DONE_IN'] === ROOT;
  const run = (...command: readonly string[]) => runWith(isBuilt ? { BUILD_STEPS_DONE_IN: root } : {}, command);
  const fleet = (...args: readonly string[]) => [process.execPath, 'packages/fleet/src/cli.ts', ...args];
  return {
    root,
    run,
    fleet: (...args) => run(...fleet(...args)),
    checkDocs: () => runWith({ BUILD_STEPS_DONE_IN: root }, fleet('docs', '--check')),
    vitest: (...args) => run(process.execPath, 'node_modules/vitest/vitest.mjs', 'run', ...args, COLD_START),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

/** Makes a server in a copy, with what `pnpm install` links for it. */
export async function makeServer({ root, fleet }: RepositoryCopy, name: string): Promise<void> {
  const packagesOf = (server: string) => path.join(root, 'workers', server, 'node_modules');
  await cp(packagesOf('dt-mcp'), packagesOf(name), { recursive: true, verbatimSymlinks: true });
  fleet('new', 'server', name);
}

/**
 * A folder of its own with a link to every installed package. One link to the whole folder would let a package manager or
 * a cache that runs in the copy write into the packages of the repository.
 */
async function linkPackages(from: string, to: string): Promise<void> {
  const own = (file: string) => path.dirname(file) === from && path.basename(file).startsWith('.');
  const kept = (file: string) => !own(file) || path.basename(file) === '.bin';
  await cp(from, to, { recursive: true, verbatimSymlinks: true, filter: kept });
  await mkdir(path.join(to, '.pnpm'));
  for (const name of await readdir(path.join(from, '.pnpm'))) {
    await symlink(path.join(from, '.pnpm', name), path.join(to, '.pnpm', name));
  }
}
