import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build } from 'esbuild';
import { unstable_readConfig } from 'wrangler';
import type { ServerEntry } from './manifest.ts';
import { configPath, ROOT } from './paths.ts';

/** A Worker made ready to run. */
export interface Bundle {
  readonly entry: ServerEntry;
  readonly config: string;
  /** Folder with `index.js`. */
  readonly folder: string;
}

/** A Worker does not build; the message is what its build step printed. */
export class BuildError extends Error {
  override readonly name = 'BuildError';
}

/** Runs a Worker's own build step, if its `wrangler.toml` has one, and bundles it as deployment does. */
export async function bundleWorker(entry: ServerEntry): Promise<Bundle> {
  const config = configPath(entry.name);
  const { main } = unstable_readConfig({ config });
  if (!main) throw new BuildError(`${entry.name}: its wrangler.toml has no main`);
  runBuildStep(entry.name, config);
  const folder = path.join(ROOT, '.build', entry.name);
  await build({
    entryPoints: [main],
    outfile: path.join(folder, 'index.js'),
    bundle: true,
    format: 'esm',
    target: 'es2024',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['node:*', 'cloudflare:*'],
    sourcemap: 'linked',
    logLevel: 'silent',
  }).catch((error: Error) => {
    throw new BuildError(`${entry.name}: ${error.message}`);
  });
  return { entry, config, folder };
}

/** Whether a Worker's `wrangler.toml` has a build step. */
export function hasBuildStep(config: string): boolean {
  return Boolean(unstable_readConfig({ config }).build?.command);
}

/** Runs the build step of a Worker's `wrangler.toml`, if it has one. Throws {@link BuildError} with what it printed. */
export function runBuildStep(name: string, config: string): void {
  const { build: step } = unstable_readConfig({ config });
  if (!step?.command) return;
  const run = spawnSync(step.command, { cwd: ROOT, shell: true, encoding: 'utf8' });
  if (run.status !== 0) throw new BuildError(`${name}: ${run.stdout}${run.stderr}`.trim());
}
