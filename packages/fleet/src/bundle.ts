import { exec } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { unstable_readConfig } from 'wrangler';
import { type BundledCode, bundleCode, type WorkerModule } from './bundler.ts';
import { keptBuild, recordOf } from './kept-build.ts';
import { APP } from './manifest.ts';
import { configPath, ROOT } from './paths.ts';
import type { WorkerEntry } from './servers.ts';
import { type TwinStore, twinStoreNamed } from './twin/database.ts';

/** A Worker made ready to run. */
export interface Bundle {
  readonly entry: WorkerEntry;
  readonly config: string;
  /** Folder of its modules, and of the source map beside the main one. */
  readonly folder: string;
  /** The first is the main module. */
  readonly modules: readonly WorkerModule[];
  /** Path of the main module. */
  readonly main: string;
}

const HOUR_MS = 3_600_000;

/**
 * Variable with the folder of the checkout whose build steps have run and whose files do not change meanwhile: `npm test` runs
 * them once, and starts a dozen fleets.
 */
const STEPS_DONE_IN = 'BUILD_STEPS_DONE_IN';

/** How a Worker is built. Default: as it is deployed. */
export interface BuildOptions {
  /**
   * Lifts the rate limits, drops the log lines and runs no cron, so that a measurement measures the servers and not Miniflare, or
   * the work of another server in the same process.
   */
  readonly forMeasurement?: boolean;
  /**
   * Path of a module that counts what a Worker built `forMeasurement` uses. It exports `wrapWorker(worker)` and `wrapObject(class)`, which
   * take the Worker and each of its Durable Object classes and give what is served in their place.
   */
  readonly wrapper?: string;
  /** Where dt-mcp keeps the twins. Default: what its `wrangler.toml` says. */
  readonly twinStore?: TwinStore;
}

/** A Worker does not build; the message is what its build step printed. */
export class BuildError extends Error {
  override readonly name = 'BuildError';
}

/** Runs a Worker's own build step, if its `wrangler.toml` has one, and bundles it: this very bundle is deployed. */
export async function bundleWorker(
  entry: WorkerEntry,
  { forMeasurement = false, wrapper, twinStore }: BuildOptions = {},
): Promise<Bundle> {
  const config = configPath(entry.name);
  const source = sourceOf(entry.name, config, twinStore);
  await runBuildStep(entry.name, config);
  // A separate folder: a fleet that starts at the same time must not run without limits.
  const suffix = wrapper === undefined ? '-measured' : '-wrapped';
  const folder = path.join(ROOT, '.build', forMeasurement ? `${entry.name}${suffix}` : entry.name);
  await mkdir(folder, { recursive: true });
  const input = path.join(folder, 'entry.mjs');
  if (forMeasurement) await replaceFile(input, asAtTheEdge(config, source, wrapper));
  const code = forMeasurement ? input : source;
  const modules = (await keptBuild(folder, code)) ?? (await build(entry.name, code, folder));
  return { entry, config, folder, modules, main: path.join(folder, modules[0].name) };
}

/**
 * The module that a Worker begins with: a store that it does not use stays out of it. The second one lies beside the first,
 * named after its store.
 */
function sourceOf(name: string, config: string, wanted?: TwinStore): string {
  const { main, vars } = unstable_readConfig({ config });
  if (!main) throw new BuildError(`${name}: its wrangler.toml has no main`);
  const store = wanted ?? twinStoreNamed(vars['TWIN_STORE'] as string | undefined);
  const other = main.replace(/\.ts$/, `-${store}.ts`);
  return existsSync(other) ? other : main;
}

/**
 * Copies a bundle with its source map into an emptied folder and gives the path of its main module. Wrangler uploads every
 * module beside that one, and where bundles are made those of an hour are kept.
 */
export async function copyBundle({ folder, modules, main }: Bundle, target: string): Promise<string> {
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  const entry = path.basename(main);
  const names = [...modules.map(({ name }) => name), `${entry}.map`];
  await Promise.all(names.map((name) => copyFile(path.join(folder, name), path.join(target, name))));
  return path.join(target, entry);
}

/** Bundles a Worker into a folder, and removes its earlier builds. */
async function build(name: string, code: string, folder: string): Promise<BundledCode['modules']> {
  const built = await bundleCode(code, { name, home: folder }).catch((error: Error) => {
    throw new BuildError(`${name}: ${error.message}`);
  });
  const { modules, map } = built;
  const files = [...modules, { name: `${modules[0].name}.map`, content: map }];
  await Promise.all(files.map((file) => replaceFile(path.join(folder, file.name), file.content)));
  // Last: a process that reads the record finds the modules it names.
  const record = recordOf(built);
  await replaceFile(path.join(folder, record.name), record.content);
  await removeOld(folder);
  return modules;
}

/** A process that bundles at the same time must not read half a file. */
async function replaceFile(file: string, content: string | Uint8Array): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, content);
  await rename(draft, file);
}

/** Removes earlier builds, but none that another process may be about to start. */
async function removeOld(folder: string): Promise<void> {
  const old = Date.now() - HOUR_MS;
  const files = (await readdir(folder)).map((file) => path.join(folder, file));
  await Promise.all(
    files.map(async (file) => {
      const known = await stat(file).catch(() => null);
      if (known?.isFile() && known.mtimeMs < old) await rm(file, { force: true });
    }),
  );
}

/**
 * The Worker without costs that exist only in Miniflare: it counts a rate limit in a Durable Object (0.5 ms a call; at the
 * edge, in the process), and it blocks on each log line.
 */
function asAtTheEdge(config: string, main: string, wrapper?: string): string {
  // Wrangler leaves them untyped.
  const { ratelimits = [], durable_objects } = unstable_readConfig({ config }) as {
    ratelimits?: readonly { name: string }[];
    durable_objects?: { bindings: readonly { class_name: string; script_name?: string }[] };
  };
  const names = JSON.stringify(ratelimits.map(({ name }) => name));
  const own = durable_objects?.bindings.filter(({ script_name }) => script_name === undefined) ?? [];
  const classes = own.map(({ class_name }) => class_name);
  const wrapping = `
    import * as own from ${JSON.stringify(main)};
    import { wrapObject, wrapWorker } from ${JSON.stringify(wrapper)};
    ${classes.map((name) => `export const ${name} = wrapObject(own.${name});`).join('\n')}
  `;
  return `
    import worker from ${JSON.stringify(main)};
    export * from ${JSON.stringify(main)};
    ${wrapper === undefined ? '' : wrapping}
    const limits = Object.fromEntries(${names}.map((name) => [name, { limit: async () => ({ success: true }) }]));
    // The line of a call is made and then dropped.
    console.log = () => {};
    let open;
    const edge = { fetch: (request, env, context) => worker.fetch(request, (open ??= { ...env, ...limits }), context) };
    export default ${wrapper === undefined ? 'edge' : 'wrapWorker(edge)'};
  `;
}

/** Whether the build step of a Worker's `wrangler.toml` compiles content of its own. */
export function compilesContent(config: string): boolean {
  return unstable_readConfig({ config }).build?.command?.includes('/build/compile.ts') ?? false;
}

/** What a build step that failed has printed. */
interface BuildOutput {
  readonly stdout: string;
  readonly stderr: string;
}

/** Build steps that run now, by their configuration: two runs of one at a time would write the same files. */
const running = new Map<string, Promise<void>>();

/**
 * Runs the build step of a Worker's `wrangler.toml`, if it has one, unless {@link STEPS_DONE_IN} names this checkout; of the app,
 * which has none of its own, those of the servers that it mounts, by their configurations. Throws {@link BuildError} with what it
 * printed.
 */
export async function runBuildStep(name: string, config: string, configOf = configPath): Promise<void> {
  if (process.env[STEPS_DONE_IN] === ROOT) return;
  if (name === APP.name) {
    await Promise.all(APP.mounts.map((mounted) => runBuildStep(mounted, configOf(mounted))));
    return;
  }
  const step = running.get(config) ?? runStepOnce(name, config).finally(() => running.delete(config));
  running.set(config, step);
  await step;
}

async function runStepOnce(name: string, config: string): Promise<void> {
  const { build: step } = unstable_readConfig({ config });
  if (!step?.command) return;
  await promisify(exec)(step.command, { cwd: ROOT }).catch(({ stdout, stderr }: BuildOutput) => {
    throw new BuildError(`${name}: ${stdout}${stderr}`.trim());
  });
}
