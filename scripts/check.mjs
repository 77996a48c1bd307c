// Everything that must hold. The cheap steps run side by side, then the tests; the last line is: tests: N passed, N failed.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const folder = mkdtempSync(path.join(tmpdir(), 'check-'));
const report = path.join(folder, 'tests.json');
// First and alone: it runs the build commands of the Workers, and the types read what they make.
const DOCS = ['contracts and generated tables', 'node packages/fleet/src/cli.ts docs --check'];
// By `node --run`: pnpm compares the installed packages with the lockfile at every start, and ran this file just now.
const CHEAP_STEPS = [
  ['types', 'node --run types'],
  ['lint and format', 'node --run lint'],
  ['dead code', 'node --run unused'],
];
const LONG_STEPS = [
  ['tests', `node --run tests -- --silent=passed-only --reporter=default --reporter=json --outputFile.json=${report}`],
  ...(process.argv.includes('--all') ? [['a new tool and a new server in a copy', 'node --run tests:all']] : []),
];

// The tests start Node about eighty times, often with the same modules: compiled once, they are read from here.
const env = { ...process.env, NODE_COMPILE_CACHE: path.join(folder, 'compiled') };

const results = [await run(DOCS, 'pipe')];
results.push(...(await Promise.all(CHEAP_STEPS.map((step) => run(step, 'pipe')))));
for (const step of LONG_STEPS) results.push(await run(step, 'inherit'));
const failed = results.filter(({ ok }) => !ok).map(({ title }) => title);

const { numPassedTests = 0, numFailedTests = 0 } = readReport();
if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}`);
console.log(`tests: ${numPassedTests} passed, ${numFailedTests} failed`);
rmSync(folder, { recursive: true });
process.exit(failed.length > 0 ? 1 : 0);

/** Runs one step. Piped output is printed in one piece at its end, so that steps side by side do not mix theirs. */
function run([title, command], output) {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, { stdio: ['inherit', output, output], shell: true, env });
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

function readReport() {
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return {};
  }
}
