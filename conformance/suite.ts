import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Check, Scenario } from './verdict.ts';

const SUITE = path.dirname(createRequire(import.meta.url).resolve('@modelcontextprotocol/conformance/package.json'));

/** What of the suite's own record of a check is used here. */
const Checks = z.array(
  z.object({
    id: z.string(),
    status: z.enum(['SUCCESS', 'FAILURE', 'WARNING', 'SKIPPED', 'INFO']),
    errorMessage: z.string().optional(),
    details: z.looseObject({ message: z.string().optional().catch(undefined) }).optional(),
  }),
);

const Requirements = z.object({
  server: z.array(z.string()),
  not_scored: z.array(z.object({ scenario: z.string(), leg: z.string() })),
});

/** What a revision of the protocol asks of a server, as the suite has it. */
export interface RequirementSet {
  /** Scenarios that decide whether a server conforms. */
  readonly required: readonly string[];
  /** Scenarios that are run and reported only. */
  readonly notScored: readonly string[];
}

/** Reads a requirement set of the suite. */
export function requirementSet(revision: string): RequirementSet {
  const text = readFileSync(path.join(SUITE, 'requirements', `${revision}.yaml`), 'utf8');
  const { server, not_scored } = Requirements.parse(parse(text));
  const notScored = not_scored.filter(({ leg }) => leg === 'server').map(({ scenario }) => scenario);
  return { required: server, notScored };
}

/** Gets each line the suite prints; if it fails, the run ends with its error. */
type OnLine = (line: string) => Promise<void>;

/**
 * Runs the suite with the given arguments and gives what every scenario found.
 * @throws Error with what it printed last if it left no results.
 */
export async function runSuite(args: readonly string[], onLine: OnLine = async () => {}): Promise<Scenario[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'conformance-'));
  try {
    const printed = await spawnSuite([...args, '-o', folder], onLine);
    const results = readdirSync(folder).map((name) => readResult(folder, name));
    if (results.length === 0) throw new Error(`the suite left no results:\n${printed.slice(-20).join('\n')}`);
    return results;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The exit code is not looked at: what it sums up is judged here, check by check. */
function spawnSuite(args: readonly string[], onLine: OnLine): Promise<string[]> {
  const child = spawn(process.execPath, [path.join(SUITE, 'dist/index.js'), ...args]);
  const printed: string[] = [];
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      child.kill();
      reject(error);
    };
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        printed.push(line);
        onLine(line).catch(fail);
      });
    }
    child.once('error', fail);
    child.once('close', () => resolve(printed));
  });
}

/** A scenario's results stand in a folder of its own: `<leg>-<scenario>-<time>`. */
function readResult(folder: string, name: string): Scenario {
  const [, scenario = name] = name.match(/^(?:server|authorization-server)-(.+)-\d{4}-\d{2}-\d{2}T[\d-]+Z$/) ?? [];
  const text = readFileSync(path.join(folder, name, 'checks.json'), 'utf8');
  const checks = Checks.parse(JSON.parse(text)).map(
    ({ id, status, errorMessage, details }): Check => ({ id, status, message: errorMessage ?? details?.message ?? '' }),
  );
  return { name: scenario, checks };
}
