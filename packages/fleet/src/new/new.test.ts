import { spawnSync } from 'node:child_process';
import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withTool } from './edits.ts';
import { copyRepository, type RepositoryCopy } from './testing/repository-copy.ts';

let copy: RepositoryCopy;
beforeAll(async () => {
  copy = await copyRepository();
}, 60_000);
afterAll(() => copy.remove());

const TOOLS = 'workers/dt-mcp/src/tools';

/** What a README says of a tool in five minutes: the tool, its test, and the file that lists the tools. */
async function taughtBy(readme: string) {
  const text = await readFile(path.join(copy.root, readme), 'utf8');
  const part = text.slice(text.indexOf(`\`${TOOLS}/get-active-days.ts\``));
  const [tool = '', itsTest = ''] = [...part.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);
  const [, list = ''] = part.match(/^2\. [^`]*`([^`]+\.ts)`/m) ?? [];
  return { tool, itsTest, list };
}

/** Makes the tool of the README, by the README. */
async function followReadme(): Promise<void> {
  const { tool, itsTest, list } = await taughtBy('README.md');
  expect(await taughtBy('README.ru.md')).toEqual({ tool, itsTest, list });
  expect(list, 'the file that step 2 names').toBe(`${TOOLS}/all.ts`);
  await writeFile(path.join(copy.root, TOOLS, 'get-active-days.ts'), tool);
  await writeFile(path.join(copy.root, TOOLS, 'get-active-days.test.ts'), itsTest);
  const listed = await readFile(path.join(copy.root, list), 'utf8');
  await writeFile(path.join(copy.root, list), withTool(listed, 'getActiveDays', './get-active-days.ts'));
  // The list is longer now; whoever edits by hand has an editor that breaks its lines.
  copy.run('node_modules/.bin/biome', 'check', '--write', list);
}

test('a new tool and the one of the README are green as they are made, for whatever looks at every tool', {
  timeout: 400_000,
}, async () => {
  copy.fleet('new', 'tool', 'dt-mcp', 'dt.repeat_text');
  await followReadme();
  const about = ['repeat-text', 'get-active-days', 'every-tool'].map((name) => `${TOOLS}/${name}.test.ts`);
  const tested = copy.vitest('--project', 'dt-mcp', ...about);
  for (const file of about) expect(tested).toContain(file);
  const contract = ['workers/dt-mcp/src/contract.test.ts', '-t', 'declaration|repeat_text|get_active_days'];
  expect(copy.vitest('--project', 'dt-mcp', ...contract)).toMatch(/Tests .*\d\d passed/);
  copy.fleet('docs');
  copy.run('node_modules/.bin/biome', 'check', 'workers/dt-mcp');
  copy.run('node_modules/.bin/tsc', '-p', 'tsconfig.worker.json');
  expect(copy.vitest('--project', 'node', 'packages/fleet/src/policy.test.ts')).toContain(' passed');
});

test('a new server is green as it is made: its contract, its types, its place in the fleet', {
  timeout: 180_000,
}, async () => {
  copy.fleet('new', 'server', 'notes-mcp');
  // What `pnpm install` links for it.
  const links = (name: string) => path.join(copy.root, 'workers', name, 'node_modules');
  await cp(links('dt-mcp'), links('notes-mcp'), { recursive: true, verbatimSymlinks: true });
  copy.fleet('docs');
  copy.run('node_modules/.bin/biome', 'check', 'workers/notes-mcp', 'packages/fleet/src/manifest.ts', 'README.md');
  copy.run('node_modules/.bin/tsc', '-p', 'tsconfig.worker.json');
  expect(
    copy.vitest('--project', 'notes-mcp', '--project', 'node', 'workers/notes-mcp', 'packages/fleet/src/manifest'),
  ).toMatch(/passed/);
});

test('what exists is not overwritten, and a wrong name is told', { timeout: 60_000 }, () => {
  const attempt = (...args: readonly string[]) => {
    const { stderr } = spawnSync(process.execPath, ['packages/fleet/src/cli.ts', 'new', ...args], {
      cwd: copy.root,
      encoding: 'utf8',
    });
    return stderr;
  };
  expect(attempt('tool', 'dt-mcp', 'dt.get_week_summary')).toContain('exists already; nothing was written');
  expect(attempt('server', 'dt-mcp')).toContain('dt-mcp exists already');
  expect(attempt('server', 'Заметки')).toContain('A server is named like notes-mcp');
  expect(attempt('tool', 'nope-mcp', 'x.y')).toContain('Usage');
});
