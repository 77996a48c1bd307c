import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ROOT } from '../paths.ts';
import { runExercises } from './exercises.ts';

const CONTENT = path.join('workers', 'exercises-mcp', 'content');
let root = '';
let folder = '';

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'exercises-'));
  folder = path.join(root, 'teacher');
  await mkdir(folder);
  await cp(path.join(ROOT, CONTENT), path.join(root, CONTENT), { recursive: true });
});

afterEach(() => rm(root, { recursive: true }));

const original = () => readFile(path.join(ROOT, CONTENT, 'exercises', 'ex-x4-10.yaml'), 'utf8');

test('check says that all is well, and how many exercises there are', async () => {
  expect(await runExercises(root, 'check', undefined)).toEqual({
    right: true,
    text: expect.stringMatching(/^Всё в порядке: упражнений \d+, новых 0, изменённых 0$/),
  });
});

test('check of a folder says in Russian what is wrong, file by file; import takes nothing then', async () => {
  await writeFile(
    path.join(folder, 'ex-x4-11.yaml'),
    (await original()).replace('bloom: 1', 'bloom: 7').replace('accepted:', 'acepted:'),
  );
  for (const what of ['check', 'import']) {
    expect(await runExercises(root, what, folder)).toEqual({
      right: false,
      text: expect.stringMatching(
        /^ex-x4-11\.yaml\n {2}• bloom: .+\n {2}• accepted: обязательное поле, его нет\n {2}• acepted: такого поля нет\n\nИсправить: 3$/,
      ),
    });
  }
});

test('import takes a right file', async () => {
  const text = (await original()).replace('ex-x4-10', 'ex-x4-11').replace('Уровнем выше', 'Ещё уровнем выше');
  await writeFile(path.join(folder, 'ex-x4-11.yaml'), text);
  expect(await runExercises(root, 'import', folder)).toMatchObject({
    right: true,
    text: expect.stringContaining('новых 1'),
  });
  expect(await readFile(path.join(root, CONTENT, 'exercises', 'ex-x4-11.yaml'), 'utf8')).toBe(text);
});

test('pages of a folder without guides is refused, of one with guides says how many there are', async () => {
  expect(await runExercises(root, 'pages', folder)).toEqual({
    right: false,
    text: expect.stringMatching(/здесь нет страниц[\s\S]+Исправить: 1$/),
  });
  const guides = path.join(ROOT, 'workers', 'guides-mcp', 'content', 'demo');
  expect(await runExercises(root, 'pages', guides)).toEqual({ right: true, text: 'Страниц в списке: 60' });
});

test('a file that is not UTF-8 is named, and nothing is taken', async () => {
  // «Слово» in Windows-1251.
  const bytes = Buffer.concat([Buffer.from(await original()), Buffer.from([0xd1, 0xeb, 0xee, 0xe2, 0xee])]);
  await writeFile(path.join(folder, 'ex-x4-11.yaml'), bytes);
  await writeFile(path.join(folder, 'x4.md'), bytes);
  for (const [what, file] of [
    ['check', 'ex-x4-11.yaml'],
    ['import', 'ex-x4-11.yaml'],
    ['pages', 'x4.md'],
  ]) {
    await expect(runExercises(root, what, folder)).rejects.toThrow(new RegExp(`^${file}: это не текст в UTF-8`));
  }
});

test('a folder that is not there is named', async () => {
  for (const what of ['check', 'import', 'pages']) {
    const text = `${folder}-nope — такой папки нет`;
    expect(await runExercises(root, what, `${folder}-nope`)).toEqual({ right: false, text });
  }
});

test('a file in the place of a folder is named', async () => {
  const file = path.join(folder, 'ex-x4-11.yaml');
  await writeFile(file, await original());
  for (const what of ['check', 'import', 'pages']) {
    expect(await runExercises(root, what, file)).toEqual({ right: false, text: `${file} — это файл, а нужна папка` });
  }
});

test('other words are refused with those there are', async () => {
  await expect(runExercises(root, 'chekc', undefined)).rejects.toThrow('exercises check|import|pages');
  await expect(runExercises(root, 'import', undefined)).rejects.toThrow('exercises import DIR');
});
