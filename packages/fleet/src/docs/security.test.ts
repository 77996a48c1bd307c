import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../paths.ts';
import { ATTACKS, INPUTS, type Proof } from './security.ts';

const proven = [...ATTACKS, ...INPUTS].flatMap(({ tests }) => tests);
const named = proven.flatMap(({ file, titles }) => titles.map((title) => ({ file, title })));

const inFile = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const titlesOf = (tests: readonly Proof[]) => tests.flatMap(({ titles }) => titles);

test('the attacks are numbered without a gap, and every bad input has a test', () => {
  expect(ATTACKS.map(({ id }) => id)).toEqual(ATTACKS.map((_, index) => `S${index + 1}`));
  expect(ATTACKS.length).toBeGreaterThanOrEqual(27);
  for (const { input, tests } of INPUTS) expect(titlesOf(tests).length, input).toBeGreaterThan(0);
});

test.each(ATTACKS)('$id has a test that is named after it unless it does not apply', ({ id, why, tests }) => {
  expect(titlesOf(tests).length).toBeGreaterThan(0);
  if (why.startsWith('Does not apply')) return;
  expect(titlesOf(tests).some((title) => title.startsWith(`${id} `))).toBe(true);
});

test.each(proven)('$file exists', ({ file }) => {
  expect(existsSync(path.join(ROOT, file))).toBe(true);
});

test.each(named)('$file has the test “$title”', ({ file, title }) => {
  expect(inFile(file)).toContain(title);
});

test('every test that is named after an attack is named in the table', () => {
  const files = globSync('{packages,workers,e2e}/**/*.test.ts', { cwd: ROOT, exclude: ['**/node_modules/**'] });
  const titles = files.flatMap((file) =>
    [...inFile(file).matchAll(/['`](S\d+ [^'`]{10,})['`]/g)].map(([, title = '']) => ({ file, title })),
  );
  expect(titles.length).toBeGreaterThan(30);
  const known = ({ file, title }: { readonly file: string; readonly title: string }) =>
    named.some((each) => each.file === file && title.includes(each.title));
  expect(titles.filter((each) => !known(each))).toEqual([]);
});
