import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { ROOT } from '../paths.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { packageCommand } from './package.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test('the command says what it does while one waits, and then how the package is installed', async () => {
  // What the build steps make is there.
  vi.stubEnv('BUILD_STEPS_DONE_IN', ROOT);
  const told: string[] = [];
  vi.spyOn(console, 'error').mockImplementation((line) => void told.push(`waiting: ${line}`));
  vi.spyOn(console, 'log').mockImplementation((line) => void told.push(String(line)));
  const folder = path.join(temporaryFolder(), 'package');
  await packageCommand([folder], {});
  expect(told).toEqual([
    expect.stringMatching(/^waiting: Reading \d+ servers/),
    expect.stringContaining(`Written: ${folder}`),
  ]);
  expect(readdirSync(folder).toSorted()).toEqual(['.agents', '.claude-plugin', 'plugins', 'registry']);
});

test('a folder that holds anything is left as it is', async () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'notes.md'), '');
  await expect(packageCommand([folder], {})).rejects.toThrow('is not empty: name a new folder, or empty it.');
  expect(readdirSync(folder)).toEqual(['notes.md']);
});
