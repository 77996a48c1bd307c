// Everything that must hold. The tests of the whole fleet, which wait for deadlines and browsers most of their time, run beside
// all the others: beside the cheap steps, then beside the tests of the servers and those of the rest. The last line is:
// tests: N passed, N failed.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, setPriority, tmpdir } from 'node:os';
import path from 'node:path';

const folder = mkdtempSync(path.join(tmpdir(), 'check-'));
// First and alone: it runs the build commands of the Workers, and the types read what they make.
const DOCS = ['contracts and generated tables', 'node packages/fleet/src/cli.ts docs --check'];
// By `node --run`: pnpm compares the installed packages with the lockfile at every start, and ran this file just now.
const CHEAP_STEPS = [
  ['types', 'node --run types'],
  ['lint and format', 'node --run lint'],
  ['dead code', 'node --run unused'],
];
// Vitest runs the files of Workers one after the other, whatever the project: so three times vitest, each with some projects.
// The tests of the fleet take longest: the two others have what they leave of the machine.
const PROJECTS = { fleet: ['e2e'], servers: ['*-mcp'], rest: ['!e2e', '!*-mcp'] };
const { PRIORITY_NORMAL, PRIORITY_BELOW_NORMAL } = constants.priority;

// The tests start Node about eighty times, often with the same modules: compiled once, they are read from here.
const env = { ...process.env, NODE_COMPILE_CACHE: path.join(folder, 'compiled'), FETCH_CLIENTS: 'early' };

const results = [await run(DOCS, 'pipe')];
const fleet = runTests('fleet', 'pipe');
results.push(...(await Promise.all(CHEAP_STEPS.map((step) => run(step, 'pipe')))));
results.push(...(await Promise.all([runTests('servers', 'inherit'), runTests('rest', 'pipe'), fleet])));
if (process.argv.includes('--all')) {
  results.push(await run(['a new tool and a new server in a copy', 'node --run tests:all'], 'inherit'));
}
const failed = results.filter(({ ok }) => !ok).map(({ title }) => title);

const reports = Object.keys(PROJECTS).map(readReport);
const sum = (count) => reports.reduce((total, report) => total + (report[count] ?? 0), 0);
if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}`);
console.log(`tests: ${sum('numPassedTests')} passed, ${sum('numFailedTests')} failed`);
rmSync(folder, { recursive: true });
process.exit(failed.length > 0 ? 1 : 0);

/** Runs one step. Piped output is printed in one piece at its end, so that steps side by side do not mix theirs. */
function run([title, command, priority = PRIORITY_NORMAL], output) {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, { stdio: ['inherit', output, output], shell: true, env });
    setPriority(child.pid, priority);
    const chunks = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => chunks.push(chunk));
    child.on('close', (code) => {
      process.stdout.write(Buffer.concat(chunks));
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(`── ${title}: ${code === 0 ? 'ok' : 'FAILED'} in ${seconds} s\n`);
      resolve({ title, ok: code === 0 });
    });
  });
}

function runTests(part, output) {
  const options = `--silent=passed-only --reporter=default --reporter=json --outputFile.json=${reportOf(part)}`;
  const projects = PROJECTS[part].map((name) => `--project='${name}'`).join(' ');
  const priority = part === 'fleet' ? PRIORITY_NORMAL : PRIORITY_BELOW_NORMAL;
  return run([`tests of the ${part}`, `node --run tests -- ${projects} ${options}`, priority], output);
}

function reportOf(part) {
  return path.join(folder, `${part}.json`);
}

function readReport(part) {
  try {
    return JSON.parse(readFileSync(reportOf(part), 'utf8'));
  } catch {
    return {};
  }
}
