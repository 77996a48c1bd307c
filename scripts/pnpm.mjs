// The way from any npm to the pinned pnpm and Node. pnpm is a development dependency, so that npx is asked for it only before
// the first installation; Node is one too, and `pnpm run` puts it first on PATH.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  console.error(`Node ${process.versions.node} is too old: install Node 20 or newer and run the command again.`);
  process.exit(1);
}
const version = /^ {2}pnpm: (\S+)$/m.exec(readFileSync(at('pnpm-workspace.yaml'), 'utf8'))[1];
const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx';
const npxPnpm = [npx, '--yes', '--prefer-offline', `pnpm@${version}`];
if (!existsSync(at('node_modules/.pnpm'))) {
  console.error('Installing the packages. The first time this takes a few minutes.');
  // On standard error: a silent command would install without a word, and standard output is for its result.
  const failed = await run(npxPnpm.concat('install'), ['inherit', 2, 2]);
  if (failed) process.exit(failed);
}
process.exit(await run(((await installed()) || npxPnpm).concat(process.argv.slice(2))));

/** Runs a program and gives its exit code. What was sent to this process or to npm alone ends the program, and what it runs. */
function run([program, ...args], stdio = 'inherit') {
  const child = spawn(program, args, { stdio, shell: program === 'npx.cmd' });
  let isEnding = false;
  const end = () => {
    // The installation, too, was run here.
    if (isEnding || child.exitCode !== null) return;
    isEnding = true;
    // pnpm passes on SIGTERM alone, and in a terminal nothing: there everything is in one process group.
    if (process.stdin.isTTY) process.kill(0, 'SIGTERM');
    else child.kill('SIGTERM');
  };
  process.on('SIGTERM', end);
  // Ctrl-C in a terminal reaches the program too. Without a listener this one would end first, and the prompt be back while a
  // fleet still stops.
  process.on('SIGINT', process.stdin.isTTY ? () => undefined : end);
  if (process.env.npm_lifecycle_event) whenOrphaned(end);
  return new Promise((resolve) => {
    child.on('error', ({ message }) => {
      console.error(message);
      resolve(1);
    });
    child.on('exit', (status) => resolve(status === null ? 1 : status));
  });
}

/** npm passes SIGTERM on to the shell between it and this process, which ends without a word. */
function whenOrphaned(act) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    act();
  }, 300);
  watch.unref();
}

/** The program of the installed pnpm for this platform, when it is the pinned version. */
async function installed() {
  try {
    const folder = realpathSync(at('node_modules/pnpm'));
    const { readWrapperManifest, resolveInstalledBinary } = await import(
      pathToFileURL(`${folder}/native-binary.mjs`).href
    );
    const program = resolveInstalledBinary();
    return program !== null && readWrapperManifest().version === version ? [program] : null;
  } catch {
    return null;
  }
}

function at(file) {
  return fileURLToPath(new URL(`../${file}`, import.meta.url));
}
