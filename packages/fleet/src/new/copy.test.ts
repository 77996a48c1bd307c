import { afterAll, beforeAll, expect, test } from 'vitest';
import { followReadme } from './testing/readme-tool.ts';
import { copyRepository, makeServer, type RepositoryCopy } from './testing/repository-copy.ts';

let copy: RepositoryCopy;
beforeAll(async () => {
  copy = await copyRepository();
}, 60_000);
afterAll(() => copy.remove());

// That their tests are green too takes minutes: `copy.all.ts`.
test('a new tool, the tool of the READMEs and a new server have their types and documents without a further hand', {
  timeout: 400_000,
}, async () => {
  copy.fleet('new', 'tool', 'dt-mcp', 'dt.repeat_text');
  await followReadme(copy);
  await makeServer(copy, 'notes-mcp');
  expect(copy.checkDocs()).toContain('Everything is up to date.');
  copy.run('node_modules/.bin/tsc', '-p', 'tsconfig.worker.json', '--checkers', '1');
});
