import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readFolder, unreadFiles } from './import-folder.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'guides-'));
  await writeFile(path.join(folder, 'a1.md'), '# Привет');
});
afterEach(() => rm(folder, { recursive: true }));

/** «# Привет». */
const ELSEWHERE = {
  'Windows-1251': Buffer.from([0x23, 0x20, 0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]),
  'UTF-16': Buffer.from('\uFEFF# Привет', 'utf16le'),
  'UTF-16 without its mark': Buffer.from('# Привет', 'utf16le'),
  'UTF-8, cut within a letter': Buffer.from('# Привет').subarray(0, -1),
};

test.each(Object.entries(ELSEWHERE))(
  'a folder with one file in %s is refused, and the file is named',
  async (_, bytes) => {
    await writeFile(path.join(folder, 'a2.md'), bytes);
    await expect(readFolder(folder)).rejects.toThrow(/^a2\.md: это не текст в UTF-8/);
  },
);

test('a byte order mark is no part of a text', async () => {
  await writeFile(path.join(folder, 'a2.md'), '\uFEFF# Привет');
  expect((await readFolder(folder)).map(({ text }) => text)).toEqual(['# Привет', '# Привет']);
});

test('a guide that is not read because of its name is named, and what is no guide is not', async () => {
  await mkdir(path.join(folder, 'part', '.obsidian'), { recursive: true });
  const unread = ['a2.MD', 'a3.md.txt', 'part/a4.markdown', 'part/a5.mdx'];
  for (const name of [...unread, 'picture.png', 'notes.txt', 'part/.obsidian/a6.MD']) {
    await writeFile(path.join(folder, name), '# Привет');
  }
  const reason = expect.stringContaining('имя должно оканчиваться на .md');
  expect(await unreadFiles(folder)).toEqual(unread.map((file) => ({ file, reason })));
});
