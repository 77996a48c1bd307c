import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './paths.ts';

const DOCUMENT = readFileSync(path.join(ROOT, 'docs/security.md'), 'utf8');
const ATTACKS = Array.from({ length: 27 }, (_, index) => `S${index + 1}`);

/** A title that the document names, and the file in which it says to look. */
interface Named {
  readonly row: string;
  readonly file: string;
  readonly title: string;
}

/** In a row every link is a file, and the quoted titles after it stand there. */
const named: readonly Named[] = DOCUMENT.split('\n')
  .filter((line) => line.startsWith('| ') && line.includes('](../'))
  .flatMap((line) => {
    const [, row = ''] = line.split('|').map((cell) => cell.trim());
    const links = line.split('](../').slice(1);
    return links.flatMap((rest) => {
      const file = rest.slice(0, rest.indexOf(')'));
      return [...rest.matchAll(/“([^”]+)”/g)].map(([, title = '']) => ({ row, file, title }));
    });
  });

test.each(ATTACKS)('%s has one row, and a test that is named after it unless it does not apply', (attack) => {
  const rows = DOCUMENT.split('\n').filter((line) => line.split('|')[1]?.trim() === attack);
  expect(rows).toHaveLength(1);
  const titles = named.filter(({ row }) => row === attack).map(({ title }) => title);
  expect(titles.length).toBeGreaterThan(0);
  if (rows[0]?.includes('Does not apply')) return;
  expect(titles.some((title) => title.startsWith(`${attack} `))).toBe(true);
});

test.each(named)('$file has the test “$title”', ({ file, title }) => {
  expect(existsSync(path.join(ROOT, file))).toBe(true);
  expect(inFile(file)).toContain(title);
});

test('every test that is named after an attack is named in the document', () => {
  const files = globSync('{packages,workers,e2e}/**/*.test.ts', { cwd: ROOT, exclude: ['**/node_modules/**'] });
  const titles = files.flatMap((file) =>
    [...inFile(file).matchAll(/['`](S\d+ [^'`]{10,})['`]/g)].map(([, title = '']) => ({ file, title })),
  );
  expect(titles.length).toBeGreaterThan(30);
  const known = ({ file, title }: { readonly file: string; readonly title: string }) =>
    named.some((each) => each.file === file && title.includes(each.title));
  expect(titles.filter((each) => !known(each))).toEqual([]);
});

function inFile(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}
