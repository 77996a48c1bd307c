// Everything that must hold. The tests of the fleet wait for deadlines and other programs and take longest: they run beside the cheap
// steps, then beside those of pages, of the servers and of the rest. The last line is: tests: N passed, N failed.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import path from 'node:path';

const folder = mkdtempSync(path.join(memoryFolder() ?? tmpdir(), 'check-'));
// First: it runs the build commands of the Workers, and all but the lint read what they make.
const DOCS = ['contracts and generated tables', 'node packages/fleet/src/cli.ts docs --check'];
// By `node --run`: pnpm compares the installed packages with the lockfile at every start, and ran this file just now.
const LINT = ['lint and format', 'node --run lint'];
const CHEAP_STEPS = [
  ['types', 'node --run types'],
  ['dead code', 'node --run unused'],
];
// Vitest runs the files of Workers and those of a fleet one after the other, whatever the project: so it is started four times.
const LANES = {
  pages: '--project=e2e e2e/browser e2e/widgets',
  fleet: "--project=e2e --exclude='e2e/{browser,widgets}/**'",
  servers: "--project='*-mcp'",
  rest: "--project='!e2e' --project='!*-mcp'",
};

// The tests start Node about eighty times, often with the same modules: compiled once, they are read from here.
// The compiler of types, a Go program, collects garbage at five times what lives, not at twice: a tenth of its time for 150 MB.
const env = { ...process.env, TMPDIR: folder, NODE_COMPILE_CACHE: path.join(folder, 'compiled'), GOGC: '400' };
/** What a lane has of its own: a second fleet has other ports, and the clients are fetched while other tests run. */
const LANE_ENV = { pages: { E2E_PORT_OFFSET: '1500' }, fleet: { FETCH_CLIENTS: 'early' } };

/** Ctrl-C ends the steps that run, and no other begins; then the folder is removed as ever: much of it is in memory. */
let stopped = false;
process.on('SIGINT', () => {
  stopped = true;
});

const results = await Promise.all([run(DOCS, 'pipe'), run(LINT, 'pipe')]);
// Nothing changes the content of this checkout while it is checked.
env.BUILD_STEPS_DONE_IN = path.resolve(import.meta.dirname, '..');
// The second fleet finds the bundles that the first one has made.
const fleet = runTests('fleet', 'pipe');
results.push(...(await Promise.all(CHEAP_STEPS.map((step) => run(step, 'pipe')))));
const lanes = [fleet, runTests('pages', 'pipe'), runTests('servers', 'inherit'), runTests('rest', 'pipe')];
results.push(...(await Promise.all(lanes)));
if (process.argv.includes('--all')) {
  results.push(await run(['a new tool and a new server in a copy', 'node --run tests:all'], 'inherit'));
}
const failed = results.filter(({ ok }) => !ok).map(({ title }) => title);

const reports = Object.keys(LANES).map(readReport);
const sum = (count) => reports.reduce((total, report) => total + (report[count] ?? 0), 0);
if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}`);
for (const failure of reports.flatMap(failuresOf)) console.log(failure);
console.log(`tests: ${sum('numPassedTests')} passed, ${sum('numFailedTests')} failed`);
// A program that a test started may still be writing there.
rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
process.exit(failed.length > 0 ? 1 : 0);

/** A folder in memory for the storage of the Workers, which waits for a disk at each write; null on a machine that has too little. */
function memoryFolder() {
  const [folder, enough] = ['/dev/shm', 4 * 2 ** 30];
  try {
    const { bavail, bsize } = statfsSync(folder);
    const mount = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .find((line) => line.split(' ')[1] === folder);
    // Some tests run a program that they have just installed.
    return bavail * bsize > enough && freemem() > enough && mount && !mount.includes('noexec') ? folder : null;
  } catch {
    return null;
  }
}

/** Runs one step. Piped output is printed in one piece at its end, so that steps side by side do not mix theirs. */
function run([title, command], output, ownEnv = {}) {
  if (stopped) return { title, ok: false };
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, { stdio: ['inherit', output, output], shell: true, env: { ...env, ...ownEnv } });
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

function runTests(lane, output) {
  const options = `--silent=passed-only --reporter=default --reporter=json --outputFile.json=${reportOf(lane)}`;
  return run([`tests of the ${lane}`, `node --run tests -- ${LANES[lane]} ${options}`], output, LANE_ENV[lane]);
}

function reportOf(lane) {
  return path.join(folder, `${lane}.json`);
}

function readReport(lane) {
  try {
    return JSON.parse(readFileSync(reportOf(lane), 'utf8'));
  } catch {
    return {};
  }
}

/** The tests that failed and why: the steps print in one piece, so that those of the first to end are far above. */
function failuresOf({ testResults = [] }) {
  return testResults.flatMap(({ name, message, assertionResults }) => {
    const file = path.relative(process.cwd(), name);
    const failures = assertionResults.filter(({ status }) => status === 'failed');
    const lines = failures.map(
      ({ fullName, failureMessages }) => `${file}: ${fullName}\n${ownLines(failureMessages)}\n`,
    );
    return lines.length > 0 || !message ? lines : [`${file}\n${message}\n`];
  });
}

/** Messages without the frames of vitest. */
function ownLines(messages) {
  const lines = messages.join('\n').split('\n');
  return lines.filter((line) => !/^ +at .*(node_modules|<anonymous>)/.test(line)).join('\n');
}
