import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ROOT } from '../paths.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

test('an evaluation that is stopped leaves nothing in the folder for temporary files', async () => {
  const folder = temporaryFolder();
  const command = path.join(ROOT, 'packages/fleet/src/cli.ts');
  const env = { ...process.env, TMPDIR: folder };
  const evaluation = spawn(process.execPath, [command, 'eval-search'], { cwd: ROOT, env, stdio: 'ignore' });
  onTestFinished(() => void evaluation.kill('SIGKILL'));
  const left = () => readdirSync(folder, { recursive: true }).map(String);
  // The database of the guides is there.
  await vi.waitFor(() => expect(left().join()).toContain('.sqlite'), { timeout: 60_000, interval: 100 });
  evaluation.kill('SIGINT');
  await once(evaluation, 'exit');
  expect(left().filter((name) => name.startsWith('eval-search-'))).toEqual([]);
}, 90_000);
