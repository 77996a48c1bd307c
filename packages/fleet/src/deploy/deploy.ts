import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { bundleWorker, copyBundle } from '../bundle.ts';
import { doctor } from '../doctor/doctor.ts';
import { GUIDES, importDemoGuides } from '../guides/corpus-build.ts';
import { openRemote } from '../guides/open-database.ts';
import { ROOT, STATE } from '../paths.ts';
import { progress } from '../progress.ts';
import { workerNamed } from '../server-named.ts';
import { app, mcpServers, portal, type WorkerEntry } from '../servers.ts';
import { UsageError } from '../usage-error.ts';
import { dryRun, renderPlan } from './dry-run.ts';
import { DeployFailure, refuseFailed } from './failure.ts';
import type { ResourceIds } from './resources.ts';
import { rollOut } from './roll-out.ts';
import { openSecretFile, type SecretFile } from './secret-file.ts';
import { settableSecrets } from './secrets.ts';
import { readConfigOf } from './worker-config.ts';
import { type RunWrangler, runWrangler } from './wrangler.ts';

/** The order of a deployment: the app after the servers whose data it is bound to, the portal last, so that it shows nothing that is not there. */
const ORDER: readonly WorkerEntry[] = [...mcpServers, app, portal];

const TRIES = 12;
const BETWEEN_TRIES_MS = 5_000;

interface DeployOptions {
  readonly 'dry-run'?: boolean;
  readonly secrets?: string;
}

/** `npm run fleet -- deploy [--dry-run] [--secrets FILE] [server…]`; all but the app when none is named. */
export async function deploy(names: readonly string[], options: DeployOptions): Promise<void> {
  for (const name of names) workerNamed(name, ORDER);
  const chosen = ORDER.filter((entry) => (names.length === 0 ? entry !== app : names.includes(entry.name)));
  const secretFile = await preparedSecrets(options.secrets);
  if (options['dry-run']) return planAll(chosen);
  const succeeded = await rollOut(chosen, {
    wrangler: wranglerWithProgress,
    build,
    revision: revision(),
    secrets: {
      file: secretFile,
      ask: process.stdin.isTTY ? askWithoutEcho : null,
    },
    folder: path.join(ROOT, '.build', 'deploy'),
    fill: async ({ name }, ids) => (name === GUIDES ? fillDeployedGuides(ids) : null),
    answers: answersSoon,
    examine: async (entry) => (entry === portal ? null : doctor(`${entry.publicUrl}/mcp`, { tell: progress })),
    print: (line) => console.log(line),
  });
  if (!succeeded) process.exitCode = 1;
}

/** The file of secrets, which is as it should be before anything is done. */
async function preparedSecrets(named: string | undefined): Promise<SecretFile> {
  // A mistyped path must not look like an empty file: a key would be made in the place of the one that was prepared.
  if (named !== undefined && !statSync(named, { throwIfNoEntry: false })?.isFile())
    throw new UsageError(`There is no file ${named}.`);
  const file = openSecretFile(path.resolve(named ?? path.join(STATE, 'deploy-secrets.json')));
  await file.check(new Map([...mcpServers, app].map((entry) => [entry.name, settableSecrets(readConfigOf(entry))])));
  return file;
}

/** A guide server without guides answers nothing, so a new deployment gets the demo corpus until guides are imported. */
async function fillDeployedGuides(ids: ResourceIds): Promise<string | null> {
  try {
    const database = await openRemote(ids);
    const report = await importDemoGuides(database).finally(() => database.close());
    return report && `demo guides: ${report.pages} pages imported`;
  } catch (error) {
    throw new DeployFailure(`importing the demo guides: ${error}`, 'look whether D1 can be reached');
  }
}

async function planAll(entries: readonly WorkerEntry[]): Promise<void> {
  const folder = path.join(ROOT, '.build', 'dry-run');
  for (const entry of entries) {
    console.log(renderPlan(await dryRun(entry, folder, { wrangler: wranglerWithProgress, build }).catch(refuseFailed)));
  }
}

const build = async (entry: WorkerEntry) =>
  copyBundle(await bundleWorker(entry), path.join(ROOT, '.build', 'deploy', `${entry.name}-bundle`));

/** The commit, and whether more than it was built. */
function revision(): string {
  const run = spawnSync('git', ['describe', '--always', '--abbrev=12', '--exclude=*', '--dirty= with changes'], {
    cwd: ROOT,
  });
  return `commit ${String(run.stdout ?? '').trim() || 'unknown'}`;
}

/** Runs wrangler and says so, without its input: that is a secret. */
const wranglerWithProgress: RunWrangler = (args, input) => {
  progress(`  … wrangler ${args.slice(0, 2).join(' ')}`);
  return runWrangler(args, input);
};

/** The edge knows a new Worker within a minute. */
async function answersSoon({ publicUrl }: WorkerEntry): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (tries > 0) {
      progress(`  … waiting for ${publicUrl}`);
      await pause(BETWEEN_TRIES_MS);
    }
    const signal = AbortSignal.timeout(BETWEEN_TRIES_MS);
    const answer = await fetch(`${publicUrl}/healthz`, { signal }).catch(() => null);
    if (answer?.ok) return true;
  }
  return false;
}

async function askWithoutEcho(question: string): Promise<string> {
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  terminal.once('SIGINT', () => process.exit(130));
  // Ctrl-D gives no answer, and so the deployment says which value it lacks.
  const answer = await terminal.question('').catch(() => '');
  terminal.close();
  process.stderr.write('\n');
  return answer.trim();
}
