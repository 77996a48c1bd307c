// Everything that must hold, in the order in which it fails fastest. Ends with one line: tests: N passed, N failed.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const folder = mkdtempSync(path.join(tmpdir(), 'check-'));
const report = path.join(folder, 'tests.json');
const STEPS = [
  ['contracts and generated tables', 'node packages/fleet/src/cli.ts docs --check'],
  ['types', 'pnpm run types'],
  ['lint and format', 'pnpm run lint'],
  ['dead code', 'pnpm run unused'],
  ['tests', `pnpm run tests --silent=passed-only --reporter=default --reporter=json --outputFile.json=${report}`],
  ...(process.argv.includes('--all') ? [['a new tool and a new server in a copy', 'pnpm run tests:all']] : []),
];

const failed = STEPS.filter(([title, command]) => {
  const started = performance.now();
  console.log(`\n── ${title}`);
  const { status } = spawnSync(command, { stdio: 'inherit', shell: true });
  console.log(
    `── ${title}: ${status === 0 ? 'ok' : 'FAILED'} in ${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
  return status !== 0;
}).map(([title]) => title);

const { numPassedTests = 0, numFailedTests = 0 } = readReport();
if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}`);
console.log(`tests: ${numPassedTests} passed, ${numFailedTests} failed`);
rmSync(folder, { recursive: true });
process.exit(failed.length > 0 ? 1 : 0);

function readReport() {
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return {};
  }
}
