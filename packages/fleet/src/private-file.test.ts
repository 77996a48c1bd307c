import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { writePrivateFile } from '@aisystant/stdio/private-file';
import { expect, test } from 'vitest';
import { localSecrets } from './secrets.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const mode = (file: string) => statSync(file).mode & 0o777;

test('a new file is its owner’s only, in a folder that is made for it', async () => {
  const file = path.join(temporaryFolder(), 'deep', 'secrets.json');
  await writePrivateFile(file, 'x');
  expect(mode(file)).toBe(0o600);
});

test('a file that everybody could read is its owner’s only from then on, and nothing is left beside it', async () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'secrets.json');
  writeFileSync(file, 'before');
  chmodSync(file, 0o644);
  await writePrivateFile(file, 'after');
  expect({ mode: mode(file), text: readFileSync(file, 'utf8') }).toEqual({ mode: 0o600, text: 'after' });
  expect(readdirSync(folder)).toEqual(['secrets.json']);
});

test('a file that cannot be put in its place leaves nothing behind', async () => {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, 'secrets.json', 'taken'), { recursive: true });
  await expect(writePrivateFile(path.join(folder, 'secrets.json'), 'x')).rejects.toThrow();
  expect(readdirSync(folder)).toEqual(['secrets.json']);
});

test('the secrets of the local fleet are kept so, and stay as they are', async () => {
  const folder = temporaryFolder();
  const made = await localSecrets(folder);
  const file = path.join(folder, 'secrets.json');
  chmodSync(file, 0o644);
  expect(await localSecrets(folder)).toEqual(made);
  expect(mode(file)).toBe(0o600);
});
