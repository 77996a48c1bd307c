import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from '../paths.ts';

// The skeletons are made and run in a copy of the repository; its packages are the installed ones.
let copy: string;
const LEFT_OUT = new Set(['.git', '.state', '.build', 'node_modules']);

beforeAll(async () => {
  copy = await mkdtemp(path.join(tmpdir(), 'new-'));
  await cp(ROOT, copy, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (file) => !(path.dirname(file) === ROOT && LEFT_OUT.has(path.basename(file))),
  });
  await symlink(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
}, 60_000);
afterAll(() => rm(copy, { recursive: true, force: true }));

function run(...command: readonly string[]): string {
  const [program = '', ...args] = command;
  // Not CI: the snapshot of a new server's tools is written at its first run.
  const env = { ...process.env, CI: undefined };
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: copy, encoding: 'utf8', env });
  expect(`${stdout}${stderr}`.slice(-2000) + status).toMatch(/0$/);
  return stdout;
}

const fleet = (...args: readonly string[]) => run(process.execPath, 'packages/fleet/src/cli.ts', ...args);
const vitest = (...args: readonly string[]) => run(process.execPath, 'node_modules/vitest/vitest.mjs', 'run', ...args);

test('a new tool is green as it is made', { timeout: 120_000 }, () => {
  fleet('new', 'tool', 'dt-mcp', 'dt.repeat_text');
  fleet('docs');
  run('node_modules/.bin/biome', 'check', 'workers/dt-mcp');
  expect(vitest('--project', 'dt-mcp', 'workers/dt-mcp/src/tools/repeat-text.test.ts')).toContain('2 passed');
});

test('a new server is green as it is made: its contract, its types, its place in the fleet', {
  timeout: 180_000,
}, async () => {
  fleet('new', 'server', 'notes-mcp');
  // What `pnpm install` links for it.
  await cp(path.join(copy, 'workers/dt-mcp/node_modules'), path.join(copy, 'workers/notes-mcp/node_modules'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  fleet('docs');
  run('node_modules/.bin/biome', 'check', 'workers/notes-mcp', 'packages/fleet/src/manifest.ts');
  run('node_modules/.bin/tsc', '-p', 'tsconfig.worker.json');
  expect(
    vitest('--project', 'notes-mcp', '--project', 'node', 'workers/notes-mcp', 'packages/fleet/src/manifest'),
  ).toMatch(/passed/);
});

test('what exists is not overwritten, and a wrong name is told', { timeout: 60_000 }, () => {
  const attempt = (...args: readonly string[]) => {
    const { stderr } = spawnSync(process.execPath, ['packages/fleet/src/cli.ts', 'new', ...args], {
      cwd: copy,
      encoding: 'utf8',
    });
    return stderr;
  };
  expect(attempt('tool', 'dt-mcp', 'dt.get_week_summary')).toContain('exists already; nothing was written');
  expect(attempt('server', 'dt-mcp')).toContain('dt-mcp exists already');
  expect(attempt('server', 'Заметки')).toContain('A server is named like notes-mcp');
  expect(attempt('tool', 'nope-mcp', 'x.y')).toContain('Usage');
});
