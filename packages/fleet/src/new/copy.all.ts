import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { followReadme, TOOLS } from './testing/readme-tool.ts';
import { copyRepository, makeServer, type RepositoryCopy } from './testing/repository-copy.ts';

let copy: RepositoryCopy;
beforeAll(async () => {
  copy = await copyRepository();
}, 60_000);
afterAll(() => copy.remove());

// `npm run test:all`: these take minutes. That what is made has its types and documents is checked in `copy.test.ts` at every run.

test('a new tool and the one of the README are green as they are made, for whatever looks at every tool', {
  timeout: 400_000,
}, async () => {
  copy.fleet('new', 'tool', 'dt-mcp', 'dt.repeat_text');
  await followReadme(copy);
  const own = ['repeat-text', 'get-active-days'].map((name) => `${TOOLS}/${name}.test.ts`);
  const about = [...own, 'workers/dt-mcp/src/contract/any-records.test.ts'];
  const tested = copy.vitest('--project', 'dt-mcp', ...about);
  for (const file of about) expect(tested).toContain(file);
  const contract = ['workers/dt-mcp/src/contract.test.ts', '-t', 'declaration|repeat_text|get_active_days'];
  expect(copy.vitest('--project', 'dt-mcp', ...contract)).toMatch(/Tests .*\d\d passed/);
  copy.fleet('docs');
  copy.run('node_modules/.bin/biome', 'check', 'workers/dt-mcp');
  copy.run('node_modules/.bin/tsc', '-p', 'tsconfig.worker.json');
  expect(copy.vitest('--project', 'node', 'packages/fleet/src/policy.test.ts')).toContain(' passed');
});

/** What is committed and names servers. */
const DERIVED = ['README.md', 'README.ru.md', 'AGENTS.md', 'docs/fleet.json', 'docs/runbook.md'];
const MANIFEST = 'packages/fleet/src/manifest.ts';

test('a new server leaves everything green that looks at servers, and goes without a trace', {
  timeout: 600_000,
}, async () => {
  const texts = () => Promise.all([...DERIVED, MANIFEST].map((file) => readFile(path.join(copy.root, file), 'utf8')));
  const before = await texts();
  const folder = (name: string, ...below: string[]) => path.join(copy.root, 'workers', name, ...below);
  await makeServer(copy, 'notes-mcp');
  copy.checkDocs();
  copy.run('node_modules/.bin/tsc', '-p', 'tsconfig.worker.json');
  copy.run('node_modules/.bin/tsc', '-p', 'tsconfig.node.json');
  copy.run(
    'node_modules/.bin/biome',
    'check',
    '--error-on-warnings',
    'workers/notes-mcp',
    'packages/fleet',
    ...DERIVED,
  );
  copy.run('node_modules/.bin/knip', '--no-config-hints');
  // In a copy the packages are linked and not installed, which one test is about.
  const lookers = ['packages/fleet/src', 'workers/portal', '--exclude', '**/new/**', '--exclude', '**/pnpm.test.ts'];
  expect(copy.vitest('--project', 'node', ...lookers)).toContain(' passed');
  expect(copy.vitest('--project', 'notes-mcp')).toContain(' passed');

  await rm(folder('notes-mcp'), { recursive: true });
  await rm(path.join(copy.root, 'docs/contracts/notes-mcp.json'));
  await rm(path.join(copy.root, 'docs/contracts/notes-mcp.md'));
  await writeFile(path.join(copy.root, MANIFEST), before.at(-1) ?? '');
  copy.fleet('docs');
  expect(await texts()).toEqual(before);
});
