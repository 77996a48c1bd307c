import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './paths.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const PNPM = path.join(ROOT, 'scripts/pnpm.mjs');

test('with the packages installed, a command asks no registry and no cache of a home folder', () => {
  // Nothing listens there, and npm retries for more than a minute.
  const env = { ...process.env, HOME: temporaryFolder(), npm_config_registry: 'http://127.0.0.1:9' };
  const args = [PNPM, '--silent', 'run', 'cli', 'token'];
  const { stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', env, timeout: 45_000 });
  expect(stderr).toContain('Usage: npm run token');
}, 60_000);

/** A program that runs until it is stopped, and says that it is up. */
const ENDLESS = "console.log('up'); setInterval(() => {}, 1_000)";

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s to this program alone ends what it runs',
  async (signal) => {
    const npm = spawn(process.execPath, [PNPM, 'exec', 'node', '-e', ENDLESS], {
      cwd: ROOT,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await once(npm.stdout, 'data');
    npm.kill(signal);
    // Standard output is closed when no process has it any more.
    await once(npm, 'close');
  },
  30_000,
);
