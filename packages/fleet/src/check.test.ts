import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ROOT } from './paths.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

/** A repository whose first steps tell where the files of a check are, and run until they are stopped. */
function slowRepository(): string {
  const folder = temporaryFolder();
  const docs = path.join(folder, 'packages/fleet/src');
  mkdirSync(docs, { recursive: true });
  const step = "require('node:fs').writeFileSync('files', process.env.TMPDIR); setInterval(() => {}, 1_000);";
  writeFileSync(path.join(docs, 'cli.ts'), step);
  writeFileSync(path.join(folder, 'slow.cjs'), 'setInterval(() => {}, 1_000);');
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ scripts: { lint: 'node slow.cjs' } }));
  return folder;
}

test('a check that Ctrl-C stops begins no other step, and leaves no files', async () => {
  const cwd = slowRepository();
  const env = { ...process.env, PATH: [path.dirname(process.execPath), process.env['PATH']].join(path.delimiter) };
  // A group of its own, which gets the signal as one in a terminal does.
  const check = spawn(process.execPath, [path.join(ROOT, 'scripts/check.mjs')], {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const printed: string[] = [];
  check.stdout.on('data', (text) => printed.push(String(text)));
  const signal = (name: NodeJS.Signals) => process.kill(-(check.pid ?? 0), name);
  onTestFinished(() => void (check.exitCode === null && signal('SIGKILL')));
  const told = path.join(cwd, 'files');
  const files = await vi.waitFor(
    () => {
      const folder = readFileSync(told, 'utf8');
      expect(existsSync(folder)).toBe(true);
      return folder;
    },
    { timeout: 20_000 },
  );
  signal('SIGINT');
  const [code] = await once(check, 'close');
  expect(code).toBe(1);
  expect(existsSync(files)).toBe(false);
  expect(printed.join('').match(/── .*/g)).toEqual([
    expect.stringContaining('FAILED'),
    expect.stringContaining('FAILED'),
  ]);
}, 30_000);
