import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './paths.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

test('with the packages installed, a command asks no registry and no cache of a home folder', () => {
  // Nothing listens there, and npm retries for more than a minute.
  const env = { ...process.env, HOME: temporaryFolder(), npm_config_registry: 'http://127.0.0.1:9' };
  const args = [path.join(ROOT, 'scripts/pnpm.mjs'), '--silent', 'run', 'cli', 'token'];
  const { stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', env, timeout: 45_000 });
  expect(stderr).toContain('Usage: npm run token');
}, 60_000);
