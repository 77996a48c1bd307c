// The door from any npm to the pinned pnpm and Node: npx brings pnpm, and Node is a devDependency that `pnpm run`
// puts first on PATH. Written in old syntax on purpose: an old Node must get as far as the sentence below.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

var major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  console.error(`Node ${process.versions.node} is too old: install Node 20 or newer and run the command again.`);
  process.exit(1);
}
var manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
var windows = process.platform === 'win32';
var args = ['--yes', `pnpm@${manifest.config.pnpm}`].concat(process.argv.slice(2));
var run = spawnSync(windows ? 'npx.cmd' : 'npx', args, { stdio: 'inherit', shell: windows });
process.exit(run.status === null ? 1 : run.status);
