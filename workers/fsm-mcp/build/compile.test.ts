import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { formatProblem } from '@aisystant/mcp/content';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { assemble } from './assemble.ts';
import { COMPILED, compile, OUTLINE } from './compile.ts';
import type { ContentSource } from './content-source.ts';
import { readContent } from './read-content.ts';
import { sampleSource, withState } from './testing/sample-source.ts';

let root = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'fsm-content-'));
});

afterEach(async () => {
  await rm(root, { recursive: true });
});

async function write({ states, templates, schemas, contracts, ...single }: ContentSource): Promise<void> {
  for (const { path, text } of [...states, ...templates, ...schemas, ...contracts, ...Object.values(single)]) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

describe('compiling a repository', () => {
  test('writes the content that the Worker imports', async () => {
    await write(sampleSource);
    expect(await compile(root)).toEqual([]);
    const written = async (file: string) => JSON.parse(await readFile(join(root, file), 'utf8'));
    const { content, graph_html } = await written(COMPILED);
    expect(content).toEqual(assemble(await readContent(root)));
    expect(graph_html).toContain('id="review"');
    const { intents, skills } = await written(OUTLINE);
    expect(intents).toEqual(content.intents.map(({ id }: { id: string }) => id));
    expect(skills).toMatchObject([{ id: 'weekly-review', entry: { uri: 'skill://weekly-review/SKILL.md' } }]);
  });

  test('prints all problems and writes nothing', async () => {
    await write(
      withState('review', (text) => text.replace('fallback: bye', 'fallback: nowhere').replace('Вывод.', 'Плохо.')),
    );
    expect((await compile(root)).map(formatProblem)).toEqual([
      expect.stringContaining('content/states/review.md, поле data[0].fallback: '),
      expect.stringContaining('content/states/review.md, поле «Результат»: '),
    ]);
    await expect(readFile(join(root, COMPILED))).rejects.toThrow('ENOENT');
  });

  test('names the file and the row of a skill that no host would take, and writes nothing', async () => {
    const templates = sampleSource.templates.map((file) => ({ ...file, text: 'Длинно. '.repeat(100_000) }));
    await write({ ...sampleSource, templates });
    expect((await compile(root)).map(formatProblem)).toEqual([
      expect.stringMatching(/content\/skills\.yaml, поле skills\[0\]: навык не собрать: skill:.+ has \d+ bytes/),
    ]);
    await expect(readFile(join(root, COMPILED))).rejects.toThrow('ENOENT');
  });

  test('names a file that is not read because of its name', async () => {
    await write(sampleSource);
    const content = join(root, 'workers/fsm-mcp/content');
    for (const file of ['states/praise.md.txt', 'schemas/plan.yaml', 'states/.DS_Store', 'states/bye.md~'])
      await writeFile(join(content, file), '');
    expect((await compile(root)).map(formatProblem)).toEqual([
      'workers/fsm-mcp/content/states/praise.md.txt: файл не читается: имя должно оканчиваться на .md',
      'workers/fsm-mcp/content/schemas/plan.yaml: файл не читается: имя должно оканчиваться на .json',
    ]);
  });

  test('names a file and a folder that are not read because of where they are', async () => {
    await write(sampleSource);
    const content = join(root, 'workers/fsm-mcp/content');
    await mkdir(join(content, 'state'));
    for (const file of ['praise.md', 'skills.yml', 'README.md', '.gitkeep', 'fsm.yaml~'])
      await writeFile(join(content, file), '');
    expect((await compile(root)).map(({ file }) => file)).toEqual(
      ['praise.md', 'skills.yml', 'state'].map((name) => `workers/fsm-mcp/content/${name}`),
    );
  });

  test('accepts Windows line endings', async () => {
    await write(withState('review', (text) => `\uFEFF${text.replaceAll('\n', '\r\n')}`));
    expect(await compile(root)).toEqual([]);
  });

  test('reports what an empty repository lacks', async () => {
    expect((await compile(root)).map(({ file }) => file)).toContain('workers/fsm-mcp/content/fsm.yaml');
  });
});
