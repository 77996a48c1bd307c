import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from 'yaml';
import * as z from 'zod';
import type { Check, Scenario } from './verdict.ts';

const SUITE = path.dirname(createRequire(import.meta.url).resolve('@modelcontextprotocol/conformance/package.json'));

/** The fields of the suite's record of a check that are used here. */
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

/** Reads which scenarios a revision of the protocol requires; those of `notScored` are only reported. */
export function requirementSet(revision: string) {
  const text = readFileSync(path.join(SUITE, 'requirements', `${revision}.yaml`), 'utf8');
  const { server, not_scored } = Requirements.parse(parse(text));
  const notScored = not_scored.filter(({ leg }) => leg === 'server').map(({ scenario }) => scenario);
  return { required: server, notScored };
}

/** Gets each line the suite prints; its error ends the run. */
type OnLine = (line: string) => Promise<void>;

/** Runs the suite and returns the checks of every scenario. Throws the last printed lines if there are no results. */
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

/** Ignores the exit code: each check is judged here. */
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

/** The results of a scenario are in their own folder: `<leg>-<scenario>-<time>`. */
function readResult(folder: string, name: string): Scenario {
  const [, scenario = name] = name.match(/^(?:server|authorization-server)-(.+)-\d{4}-\d{2}-\d{2}T[\d-]+Z$/) ?? [];
  const text = readFileSync(path.join(folder, name, 'checks.json'), 'utf8');
  const checks = Checks.parse(JSON.parse(text)).map(
    ({ id, status, errorMessage, details }): Check => ({ id, status, message: errorMessage ?? details?.message ?? '' }),
  );
  return { name: scenario, checks };
}
