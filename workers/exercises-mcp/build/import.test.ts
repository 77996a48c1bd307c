import { appendFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { unpackRuns } from '../src/domain/text/copying.ts';
import { COMPILED, compile, EXERCISES, PAGES } from './compile.ts';
import { check, importExercises, importPages } from './import.ts';
import { type Pages, pagesOf } from './pages.ts';

const ROOT = join(import.meta.dirname, '../../..');
const CONTENT = 'workers/exercises-mcp/content';
let root = '';
let folder = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'exercises-'));
  folder = join(root, 'from-a-teacher');
  await mkdir(folder);
  await cp(join(ROOT, CONTENT), join(root, CONTENT), { recursive: true });
});

afterEach(() => rm(root, { recursive: true }));

const NEW = `id: ex-x1-98
type: order
version: 1.0.0
title: Собери слот по порядку
guide_refs: [X1.2:4]
estimated_minutes: 4
bloom: 2
passing_score: 60
prompt: Расставь шаги сборки слота.
items: [найти промежутки, назвать место и начало, назначить дело, записать минимум]
explanation: Сначала ищут время, потом место и дело, а минимум пишут к готовому слоту.
hints: [Что должно быть известно до того, как назначать дело?]
`;

const text = (id: string) => readFile(join(root, EXERCISES, `${id}.yaml`), 'utf8');

test('a teacher adds an exercise by adding a file', async () => {
  const { exercises: known } = await check(root);
  await writeFile(join(folder, 'ex-x1-98.yaml'), NEW);
  expect(await check(root, folder)).toMatchObject({ problems: [], exercises: known + 1, added: ['ex-x1-98'] });
  await expect(text('ex-x1-98')).rejects.toThrow('ENOENT');
  expect(await importExercises(root, folder)).toMatchObject({ problems: [], added: ['ex-x1-98'] });
  expect(await text('ex-x1-98')).toBe(NEW);
  expect(await compile(root)).toEqual([]);
  const { exercises } = JSON.parse(await readFile(join(root, COMPILED), 'utf8'));
  expect(exercises).toHaveLength(known + 1);
  expect(await importExercises(root, folder)).toMatchObject({
    problems: [],
    exercises: known + 1,
    added: [],
    changed: [],
  });
});

test('nothing is taken when one file is wrong', async () => {
  await writeFile(join(folder, 'ex-x1-98.yaml'), NEW);
  await writeFile(join(folder, 'ex-x1-99.yaml'), NEW.replace('ex-x1-98', 'ex-x1-99'));
  const { problems } = await importExercises(root, folder);
  expect(problems.map(({ field }) => field)).toEqual(['title', 'title']);
  await expect(text('ex-x1-98')).rejects.toThrow('ENOENT');
});

test('a changed exercise needs a new version', async () => {
  const changed = (await text('ex-x2-01')).replace('одного вечера', 'одного утра');
  await writeFile(join(folder, 'ex-x2-01.yaml'), changed);
  expect((await importExercises(root, folder)).problems).toEqual([
    { file: 'ex-x2-01.yaml', field: 'version', message: 'файл изменился, а версия прежняя: 1.0.0. Поднимите её' },
  ]);
  await writeFile(join(folder, 'ex-x2-01.yaml'), changed.replace('1.0.0', '0.9.10'));
  expect((await importExercises(root, folder)).problems).toMatchObject([
    { field: 'version', message: 'здесь уже версия 1.0.0, а в файле 0.9.10. Поднимите её' },
  ]);
  await writeFile(join(folder, 'ex-x2-01.yaml'), changed.replace('1.0.0', '1.0.1'));
  expect(await importExercises(root, folder)).toMatchObject({ problems: [], changed: ['ex-x2-01'] });
  expect(await text('ex-x2-01')).toContain('одного утра');
  await writeFile(join(folder, 'ex-x2-01.yaml'), changed.replace('1.0.0', '1.0.10').replace('утра', 'дня'));
  expect(await importExercises(root, folder)).toMatchObject({ problems: [], changed: ['ex-x2-01'] });
});

test('a folder without exercise files is a problem', async () => {
  expect((await check(root, folder)).problems[0]?.message).toContain('здесь нет файлов .yaml');
});

test('the compiled exercises have no model answer, and a wrong one compiles to nothing', async () => {
  expect(await compile(root)).toEqual([]);
  const { exercises } = JSON.parse(await readFile(join(root, COMPILED), 'utf8'));
  expect(exercises).toHaveLength((await check(root)).exercises);
  expect(JSON.stringify(exercises)).not.toMatch(/model_answer|кухонный стол/);
  await writeFile(join(root, EXERCISES, 'ex-x2-01.yaml'), 'id: ex-x2-01\n');
  await rm(join(root, COMPILED));
  expect((await compile(root)).length).toBeGreaterThan(0);
  await expect(readFile(join(root, COMPILED))).rejects.toThrow('ENOENT');
});

test('what people come to a page with, which no reader sees, changes nothing of it', () => {
  const page = (line: string) => `## X9.1:1 - Страница\n\n${line}Здесь сказано, что это такое и зачем оно нужно.\n`;
  expect(pagesOf(page(''))).toMatchObject([['X9.1:1', { title: 'Страница' }]]);
  expect(pagesOf(page('**С чем приходят:** никак не пойму; объясни ещё раз попроще.\n\n'))).toEqual(pagesOf(page('')));
});

test.each([
  ['a comment', '<!--', '-->'],
  ['a block of code', '```md', '```'],
  ['a block of code of waves', '~~~', '~~~'],
])('what looks like a page in %s is none', (_, open, close) => {
  const real = '## X9.1:1 - Страница\n\nНачало.\n';
  const pages = pagesOf(`${real}\n${open}\n## X9.1:2 - Образец\n\nТекст.\n${close}\n\nКонец.\n\n## X9.1:3 - Другая\n`);
  expect(pages.map(([number]) => number)).toEqual(['X9.1:1', 'X9.1:3']);
});

test.each(['ex-x1-99.yml', 'ex-x1-99.yaml.txt', 'ex-x1-99.YAML', 'ex-x1-99.yaml (1)', 'ex-x1-99'])(
  'a file named %s is named, and not left out in silence, here and in the folder of a teacher',
  async (name) => {
    await writeFile(join(folder, 'ex-x1-98.yaml'), NEW);
    await writeFile(join(folder, name), NEW);
    const unread = (file: string) => ({ file, field: null, message: expect.stringContaining('.yaml') });
    expect((await importExercises(root, folder)).problems).toEqual([unread(name)]);
    await expect(text('ex-x1-98')).rejects.toThrow('ENOENT');
    await cp(join(folder, name), join(root, EXERCISES, name));
    expect((await check(root)).problems).toEqual([unread(`${EXERCISES}/${name}`)]);
  },
);

test('a folder among the exercises is named; other files of a teacher, and those of a system, are not', async () => {
  await writeFile(join(folder, 'ex-x1-98.yaml'), NEW);
  for (const name of ['План.docx', '.DS_Store', 'ex-x1-98.yaml~']) await writeFile(join(folder, name), '');
  expect((await check(root, folder)).problems).toEqual([]);
  await mkdir(join(root, EXERCISES, 'новые'));
  expect((await check(root)).problems).toMatchObject([{ file: `${EXERCISES}/новые` }]);
});

test.each([
  ['has no guides', 'заметки.md', 'Просто текст.', 'здесь нет страниц'],
  ['has not the pages that exercises cite', 'x9.md', '## X9.1:1 - Страница\n\nТекст.\n', 'страницы X1.1:3 нет'],
])('a folder that %s leaves the list of pages as it is', async (_, name, guide, message) => {
  const before = await readFile(join(root, PAGES), 'utf8');
  await writeFile(join(folder, name), guide);
  const { problems } = await importPages(root, folder);
  expect(problems.map((problem) => problem.message).join('\n')).toContain(message);
  expect(await readFile(join(root, PAGES), 'utf8')).toBe(before);
  expect((await check(root)).problems).toEqual([]);
});

test.each([
  ['another file', 'x9-again.md', 'уже есть в x1-rhythm.md'],
  ['its own file', 'x1-rhythm.md', 'уже есть в этом же файле'],
])('a page whose number is in %s too is named, and the list stays as it is', async (_, name, message) => {
  const before = await readFile(join(root, PAGES), 'utf8');
  await cp(join(ROOT, 'workers/guides-mcp/content/demo'), folder, { recursive: true });
  await appendFile(join(folder, name), '\n## X1.1:3 - Другая страница\n\nДругой текст.\n');
  const { problems } = await importPages(root, folder);
  expect(problems).toEqual([expect.objectContaining({ file: name, message: expect.stringContaining(message) })]);
  expect(problems[0]?.message).toContain('X1.1:3');
  expect(await readFile(join(root, PAGES), 'utf8')).toBe(before);
});

test('the pages are those of the guides of the repository, and their texts are recognised', async () => {
  const listed = JSON.parse(await readFile(join(ROOT, PAGES), 'utf8')) as Pages;
  expect(await importPages(root, join(ROOT, 'workers/guides-mcp/content/demo'))).toEqual({ problems: [], pages: 60 });
  const current = JSON.parse(await readFile(join(root, PAGES), 'utf8')) as Pages;
  for (const [number, { title, concepts, runs }] of Object.entries(current)) {
    expect(listed[number], number).toMatchObject({ title, concepts });
    // A corrected sentence does not make the list stale; a page that was written again does.
    const known = new Set(unpackRuns(listed[number]?.runs ?? ''));
    const now = unpackRuns(runs);
    expect(now.filter((run) => known.has(run)).length / now.length, number).toBeGreaterThan(0.7);
  }
});
