import { expect, test } from 'vitest';
import { identify } from './page-ids.ts';
import { parseCorpus } from './parse-corpus.ts';

const file = (path: string, body: string) => ({
  path: `personal/1-1-guide/${path}.md`,
  text: `---\ntitle: ${path}\n---\n${body}\n`,
});

/** The text of a page beside others to which it may link. */
const linked = (body: string) => {
  const others = ['02-b/index', '02-b/01-c', '02-b/03 план', '03-d/01-e'].map((path) => file(path, 'Текст.'));
  const empty = file('03-d/index', '');
  return parseCorpus([file('01-a/01-p', body), file('01-a/02-q', 'Текст.'), ...others, empty], 'ru').pages.find(
    ({ source }) => source.endsWith('/01-a/01-p.md'),
  );
};

test.each([
  ['02-q.md', 'guide/a/q'],
  ['./02-q.md', 'guide/a/q'],
  ['./02-q', 'guide/a/q'],
  ['../02-b/01-c.md#место', 'guide/b/c'],
  ['../02-b/', 'guide/b/index'],
  ['../02-b/index.md', 'guide/b/index'],
  // A folder whose own file says nothing: its first page.
  ['../03-d/', 'guide/d/e'],
  ['../02-b/03%20%D0%BF%D0%BB%D0%B0%D0%BD.md', 'guide/b/план'],
  ['/ru/personal/1-1-guide/02-b/01-c', 'guide/b/c'],
])('a link to a file of the folder is the address of its page: %s', (target, address) => {
  const answers = `## Ответы\n\nСмотри [там](${target}).`;
  const page = linked(
    `[раз](${target}), [два](${target} "имя")[^1], [три][3].\n\n[3]: ${target}\n\n[^1]: [там](${target})\n\n${answers}`,
  );
  const there = `guides://${address}`;
  expect(page?.text).toBe(`[раз](${there}), [два](${there} "имя")[^1], [три][3].\n\n[3]: ${there}`);
  expect(page?.footnotes).toEqual({ 1: `[там](${there})` });
  expect(page?.answers).toContain(`[там](${there})`);
});

test.each([
  '[слово](https://example.org/02-q.md)',
  '[слово](mailto:a@example.org)',
  '[слово](#место)',
  '[слово](//example.org/02-q)',
  '[слово](?page=2)',
  '[слово](../../other.md)',
  '[слово](нет.md)',
  '[слово](%zz)',
  '`[код](02-q.md)`',
  '```\n[код](02-q.md)\n```',
  'слово (02-q.md) и [слово] (02-q.md)',
])('any other link, and what is none, stays as it is: %s', (text) => {
  expect(linked(text)?.text).toBe(text);
});

test('a file whose name is written in other characters for the same letters is found', () => {
  const name = 'й'.normalize('NFD');
  const [page] = parseCorpus([file('01-a/01-p', '[там](02-й.md)'), file(`01-a/02-${name}`, 'Текст.')], 'ru').pages;
  expect(page?.text).toMatch(/^\[там\]\(guides:/);
});

test('a page stays the same page when a folder to which it links gets another name', () => {
  const files = (folder: string) => [
    file(`${folder}/01-list`, '- [раз](02-one.md)\n- [два](03-two.md)'),
    file(`${folder}/02-one`, 'Первый текст.'),
    file(`${folder}/03-two`, 'Второй текст.'),
  ];
  const before = identify(parseCorpus(files('01-before'), 'ru').pages, []);
  const known = before.map(({ id, path, digest, sketch }) => ({ id, path, digest, sketch, removed: false }));
  const after = identify(parseCorpus(files('01-after'), 'ru').pages, known);
  expect(after.map(({ id, change }) => [id, change])).toEqual(before.map(({ id }) => [id, 'moved']));
  expect(after[0]?.text).toContain('(guides://guide/after/one)');
});
