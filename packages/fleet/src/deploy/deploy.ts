import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { doctor } from '../doctor/doctor.ts';
import { ROOT, STATE } from '../paths.ts';
import { mcpServers, portal, type WorkerEntry } from '../servers.ts';
import { UsageError } from '../usage-error.ts';
import { dryRun, renderPlan } from './dry-run.ts';
import { DeployFailure } from './failure.ts';
import { rollOut } from './roll-out.ts';
import { openSecretFile } from './secret-file.ts';
import { runWrangler } from './wrangler.ts';

/** The order of a deployment: the portal last, so that it shows nothing that is not there. */
const ORDER: readonly WorkerEntry[] = [...mcpServers, portal];
const NAMES = ORDER.map(({ name }) => name);

const TRIES = 12;
const BETWEEN_TRIES_MS = 5_000;

/** `npm run fleet -- deploy [--dry-run] [--secrets FILE] [server…]`; all servers when none is named. */
export async function deploy(args: readonly string[]): Promise<void> {
  const { values, positionals } = parse(args);
  const unknown = positionals.find((name) => !NAMES.includes(name));
  if (unknown !== undefined) throw new UsageError(`There is no server "${unknown}". ${USAGE}`);
  const chosen = ORDER.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  if (values['dry-run']) return planAll(chosen);
  // A mistyped path must not look like an empty file: a key would be made in the place of the one that was prepared.
  if (values.secrets && !existsSync(values.secrets)) throw new UsageError(`There is no file ${values.secrets}.`);
  const well = await rollOut(chosen, {
    wrangler: runWrangler,
    secrets: {
      file: openSecretFile(path.resolve(values.secrets ?? path.join(STATE, 'deploy-secrets.json'))),
      ask: process.stdin.isTTY ? askWithoutEcho : null,
    },
    folder: path.join(ROOT, '.build', 'deploy'),
    answers: answersSoon,
    examine: async (entry) => (entry === portal ? null : doctor(`${entry.publicUrl}/mcp`)),
    print: (line) => console.log(line),
  });
  if (!well) process.exitCode = 1;
}

const USAGE = `Usage: npm run fleet -- deploy [--dry-run] [--secrets FILE] [server…], where a server is one of: ${NAMES.join(', ')}.`;

function parse(args: readonly string[]) {
  const options = { 'dry-run': { type: 'boolean' }, secrets: { type: 'string' } } as const;
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch {
    throw new UsageError(USAGE);
  }
}

async function planAll(entries: readonly WorkerEntry[]): Promise<void> {
  try {
    for (const entry of entries) {
      console.log(renderPlan(await dryRun(entry, path.join(ROOT, '.build', 'dry-run'), runWrangler)));
    }
  } catch (error) {
    throw error instanceof DeployFailure ? new UsageError(error.message) : error;
  }
}

/** The edge knows a new Worker within a minute. */
async function answersSoon({ publicUrl }: WorkerEntry): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (tries > 0) await pause(BETWEEN_TRIES_MS);
    const answer = await fetch(`${publicUrl}/healthz`).catch(() => null);
    if (answer?.ok) return true;
  }
  return false;
}

async function askWithoutEcho(question: string): Promise<string> {
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  terminal.once('SIGINT', () => process.exit(130));
  const answer = await terminal.question('');
  terminal.close();
  process.stderr.write('\n');
  return answer.trim();
}
