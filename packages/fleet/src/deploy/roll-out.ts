import path from 'node:path';
import { faultsOf, type Report, renderReport } from '../doctor/report.ts';
import { configPath, ROOT } from '../paths.ts';
import type { WorkerEntry } from '../servers.ts';
import { type BuildMain, builtMain } from './dry-run.ts';
import { DeployFailure, outputOf } from './failure.ts';
import { resolveConfig, writeConfig } from './resolved-config.ts';
import { applyMigrations, provideResources, type Resource, type ResourceIds } from './resources.ts';
import { gatherSecrets, knownSecrets, neededSecrets, type SecretSources, setSecrets } from './secrets.ts';
import { readConfigOf } from './worker-config.ts';
import type { RunWrangler } from './wrangler.ts';

/** What a deployment works with. */
export interface Deps {
  readonly wrangler: RunWrangler;
  readonly build: BuildMain;
  /** Says in the list of deployments what the code was built from. */
  readonly revision: string;
  readonly secrets: SecretSources;
  /** Folder of the resolved configurations. */
  readonly folder: string;
  /** Puts into a server's database what it needs to answer, if it has nothing yet; says what was done, `null` for nothing. */
  readonly fill: (entry: WorkerEntry, ids: ResourceIds) => Promise<string | null>;
  /** Waits until a server answers at its address; `false` when it does not. */
  readonly answers: (entry: WorkerEntry) => Promise<boolean>;
  /** Examines a deployed server; `null` where there is no MCP endpoint. */
  readonly examine: (entry: WorkerEntry) => Promise<Report | null>;
  /** Tells the person at the terminal what was done. */
  readonly print: (line: string) => void;
}

/** Deploys servers in order until one fails; returns whether all succeeded. Idempotent: existing resources are kept. */
export async function rollOut(entries: readonly WorkerEntry[], deps: Deps): Promise<boolean> {
  for (const [index, entry] of entries.entries()) {
    deps.print(`\n${entry.name}`);
    try {
      await deployServer(entry, deps);
    } catch (error) {
      if (!(error instanceof DeployFailure)) throw error;
      printFailure(error, entries.slice(index + 1), deps);
      return false;
    }
  }
  deps.print(`\nDeployed: ${namesOf(entries)}.`);
  return true;
}

function printFailure({ message, fix }: DeployFailure, notBegun: readonly WorkerEntry[], { print }: Deps): void {
  print(`  FAILED   ${message}`);
  print(`  do this  ${fix}; then run the same command again`);
  print('\nWhatever is listed above is done and stays; a second run goes on from there.');
  if (notBegun.length > 0) print(`Not begun: ${namesOf(notBegun)}.`);
}

function namesOf(entries: readonly WorkerEntry[]): string {
  return entries.map(({ name }) => name).join(', ');
}

/** First the code is built and everything that may be missing is gathered, then what is created, and the upload last. */
async function deployServer(entry: WorkerEntry, deps: Deps): Promise<void> {
  const { wrangler, secrets } = deps;
  const print = (what: string, how: string) => deps.print(`  ${what}  ${how}`);
  const config = readConfigOf(entry);
  const home = path.join(deps.folder, entry.name);
  const main = await builtMain(entry, deps.build);
  const source = await writeConfig(home, resolveConfig(entry.name, config, { ids: new Map(), main }));
  const needed = neededSecrets(config);
  const known = needed.length > 0 ? await knownSecrets(source, wrangler) : [];
  const missing = await gatherSecrets(entry.name, { needed, known }, secrets);
  for (const name of needed.filter((each) => known.includes(each))) print('secret', `${name}: there already`);
  for (const { name } of missing.filter(({ made }) => made)) {
    print('secret', `${name}: made; the only copy is in ${secrets.file.path}: put it where keys are kept`);
  }
  const report = ({ title, name }: Resource, state: string) => print(title, `${name}: ${state}`);
  const ids = await provideResources(config, { wrangler, config: source, report });
  const resolved = await writeConfig(home, resolveConfig(entry.name, config, { ids, main }));
  print('configuration', path.relative(ROOT, resolved));
  if (missing.length > 0) {
    await setSecrets(missing, resolved, wrangler);
    print('secrets', `${missing.map(({ name }) => name).join(', ')}: set`);
  }
  await applyMigrations(config, { wrangler, config: resolved, report });
  const filled = await deps.fill(entry, ids);
  if (filled !== null) print('content', filled);
  print('code', await upload(entry, resolved, deps));
  await examineDeployed(entry, deps);
}

/** Gives the version that is deployed now. */
async function upload({ publicUrl }: WorkerEntry, resolved: string, { wrangler, revision }: Deps): Promise<string> {
  const output = outputOf(await wrangler(['deploy', '-c', resolved, '--message', revision]), 'deploying the code');
  if (!output.includes(new URL(publicUrl).host)) {
    const where = output.match(/https:\/\/\S+\.workers\.dev\S*/)?.[0] ?? 'an address wrangler did not name';
    const fix = `set ACCOUNT_DOMAIN in packages/fleet/src/manifest.ts, or deploy to the right account`;
    throw new DeployFailure(`deployed at ${where}, and the manifest says ${publicUrl}`, fix);
  }
  return `version ${output.match(/Current Version ID: (\S+)/)?.[1] ?? 'unknown'} at ${publicUrl}`;
}

async function examineDeployed(entry: WorkerEntry, { answers, examine, print }: Deps): Promise<void> {
  const back = `look at the log, or go back: npx --prefix packages/fleet wrangler rollback -c ${path.relative(ROOT, configPath(entry.name))}`;
  if (!(await answers(entry)))
    throw new DeployFailure(`deployed, and ${entry.publicUrl}/healthz does not answer`, back);
  const report = await examine(entry);
  if (report === null) return;
  print(renderReport(report).replaceAll(/^/gm, '  '));
  if (faultsOf(report).length > 0) throw new DeployFailure('deployed, and the doctor found faults', back);
}
