import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { CONTENT, readTexts } from './read-texts.ts';

const ROOT = path.join(import.meta.dirname, '../../..');
const made: string[] = [];
afterAll(() => Promise.all(made.map((folder) => rm(folder, { recursive: true }))));

/** A repository with one changed file of texts. */
async function withFile(name: string, change: (text: string) => string): Promise<string> {
  const root = await mkdtemp(path.join(tmpdir(), 'texts-'));
  made.push(root);
  await mkdir(path.join(root, CONTENT), { recursive: true });
  const text = await readFile(path.join(ROOT, CONTENT, 'prompts_ru.md'), 'utf8');
  await writeFile(path.join(root, CONTENT, 'prompts_ru.md'), text);
  await writeFile(path.join(root, CONTENT, name), change(text));
  return root;
}

/** The Russian texts under the name of another language. */
const english = (text: string) => text.replace('locale: ru', 'locale: en');

test('every language of the repository is read without a problem', async () => {
  const { texts, problems } = await readTexts(ROOT);
  expect(problems).toEqual([]);
  expect(Object.keys(texts)).toEqual(expect.arrayContaining(['ru', 'en']));
});

test('a new language is a new file, and a changed text is read again', async () => {
  const root = await withFile('prompts_de.md', (text) =>
    text.replace('locale: ru', 'locale: de').replace(/^ {4}title: Лиды$/m, '    title: Leads!'),
  );
  const { texts, problems } = await readTexts(root);
  expect(problems).toEqual([]);
  expect(texts['de']?.tools.getLeads.title).toBe('Leads!');
});

test.each<[string, string, (text: string) => string, string | null]>([
  ['a wrong name', 'hints.md', (text) => text, null],
  ['another language in it', 'prompts_de.md', (text) => text, 'locale'],
  ['no data', 'prompts_ru.md', (text) => text.replace('```yaml', '```'), null],
  ['a missing text', 'prompts_ru.md', (text) => text.replace(/^ {2}overdue: .*$/m, ''), 'summary.overdue'],
  [
    'a place that is filled nowhere',
    'prompts_en.md',
    (text) => english(text).replace('{period}', '{day}'),
    'prompts.fresh_leads.text',
  ],
  [
    'a place that is missing',
    'prompts_en.md',
    (text) => english(text).replace('{days}', '14'),
    'prompts.stuck_deals.text',
  ],
  ['an unknown field', 'prompts_ru.md', (text) => text.replace(/^hints:$/m, 'hints:\n  more: x'), 'hints.more'],
])('a file with %s is refused, and the problem names the place', async (_, name, change, field) => {
  const { problems } = await readTexts(await withFile(name, change));
  expect(problems).toEqual([expect.objectContaining({ file: `${CONTENT}/${name}`, field })]);
});

test('the line of a problem is the line of the file', async () => {
  const root = await withFile('prompts_ru.md', (text) => text.replace(/^locale: ru$/m, 'locale: ru\n\t: x'));
  const lines = (await readFile(path.join(root, CONTENT, 'prompts_ru.md'), 'utf8')).split('\n');
  const { problems } = await readTexts(root);
  expect(problems.map(({ message }) => message).join()).toContain(`около строки ${lines.indexOf('\t: x') + 1}:`);
});
