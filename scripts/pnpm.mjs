// The way from any npm to the pinned pnpm and Node. pnpm is a development dependency, so that npx is asked for it only before
// the first installation; Node is one too, and `pnpm run` puts it first on PATH.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

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
  const failed = run(npxPnpm.concat('install'), ['inherit', 2, 2]);
  if (failed) process.exit(failed);
}
process.exit(run((installed() || npxPnpm).concat(process.argv.slice(2))));

/** Runs a program and gives its exit code. */
function run([program, ...args], stdio = 'inherit') {
  // Ctrl-C reaches the program too. Without a listener this one would end first, and the prompt be back while a fleet still stops.
  process.once('SIGINT', () => undefined);
  const { status } = spawnSync(program, args, { stdio, shell: program === 'npx.cmd' });
  return status === null ? 1 : status;
}

/** The installed pnpm, when it is the pinned version and has its program for this platform. */
function installed() {
  try {
    const folder = realpathSync(at('node_modules/pnpm'));
    const require = createRequire(`${folder}/package.json`);
    require.resolve(`@pnpm/exe.${process.platform}-${process.arch}/package.json`);
    return require('./package.json').version === version ? [process.execPath, `${folder}/bin/pnpm.mjs`] : null;
  } catch {
    return null;
  }
}

function at(file) {
  return fileURLToPath(new URL(`../${file}`, import.meta.url));
}
