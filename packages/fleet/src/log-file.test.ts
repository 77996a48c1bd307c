import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openLogFile } from './log-file.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

/** Makes every write to a file fail until the file is removed. */
function breakFile(file: string): void {
  if (existsSync('/dev/full')) symlinkSync('/dev/full', file);
  else mkdirSync(file);
}

test('lines are appended in order, to what was there before', async () => {
  const file = path.join(temporaryFolder(), 'fleet.log');
  for (const start of [0, 100]) {
    const log = openLogFile(file, () => expect.unreachable());
    for (let line = start; line < start + 100; line += 1) log.write(`${line}`);
    await log.flush();
  }
  expect(readFileSync(file, 'utf8')).toBe(Array.from({ length: 200 }, (_, line) => `${line}\n`).join(''));
});

test('on a full disk lines are dropped, which is told once, and logging goes on when there is room', async () => {
  const file = path.join(temporaryFolder(), 'fleet.log');
  const warnings: string[] = [];
  const log = openLogFile(file, (message) => warnings.push(message));
  const write = async (line: string) => {
    log.write(line);
    await log.flush();
  };
  breakFile(file);
  await write('lost');
  await write('lost too');
  expect(warnings).toEqual([expect.stringContaining('The log cannot be written')]);
  rmSync(file, { recursive: true });
  await write('kept');
  expect(readFileSync(file, 'utf8').split('\n').filter(Boolean)).toEqual(['kept']);
  expect(warnings).toHaveLength(1);
});
