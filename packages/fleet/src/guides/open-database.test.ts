import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { configPath, ROOT } from '../paths.ts';
import { importGuides } from './corpus-build.ts';
import { openLocal, openRemote, type RemoteDeps } from './open-database.ts';

const UUID = '11111111-2222-4333-8444-555555555555';
const folder = await mkdtemp(path.join(tmpdir(), 'guides-remote-'));
const GUIDE = `---\ncode: Z1\nslug: z\ntitle: Проба\n---\n# Z1.1 Раздел\n\n## Z1.1:1 - Первая\n\nТекст.\n\n## Z1.1:2 - Вторая\n\nТекст.\n`;

afterAll(() => rm(folder, { recursive: true, force: true }));

/** An account in which the database is missing at first; behind its binding is a local one. */
function account() {
  const commands: (readonly string[])[] = [];
  const connected: { d1_databases: object[] }[] = [];
  const deps: RemoteDeps = {
    wrangler: async (args) => {
      commands.push(args);
      const made = commands.some(([, verb]) => verb === 'create');
      const listing = JSON.stringify(made ? [{ name: 'guides-mcp', uuid: UUID }] : []);
      return { status: 0, stdout: args[1] === 'list' ? listing : '', stderr: '' };
    },
    connect: async (file) => {
      connected.push(JSON.parse(await readFile(file, 'utf8')));
      const { db, close } = await openLocal(path.join(folder, 'account'));
      return { env: { DB: db }, dispose: close };
    },
  };
  return { commands, connected, deps };
}

test('an import with --remote makes the database, moves it forward, and writes through its remote binding', async () => {
  const { commands, connected, deps } = account();
  const texts = path.join(folder, 'texts');
  await mkdir(texts);
  await writeFile(path.join(texts, 'z1.md'), GUIDE);
  const { db, close } = await openRemote(undefined, deps);
  const report = await importGuides(db, texts).finally(close);
  const config = configPath('guides-mcp');
  const resolved = path.join(ROOT, '.build', 'guides-import', 'wrangler.jsonc');
  expect(commands).toEqual([
    ['d1', 'list', '--json', '-c', config],
    ['d1', 'create', 'guides-mcp', '-c', config],
    ['d1', 'list', '--json', '-c', config],
    ['d1', 'migrations', 'apply', 'guides-mcp', '--remote', '-c', resolved],
  ]);
  expect(connected).toHaveLength(1);
  expect(Object.keys(connected[0] ?? {}).sort()).toEqual(['compatibility_date', 'd1_databases', 'main', 'name']);
  expect(connected[0]?.d1_databases).toMatchObject([{ binding: 'DB', database_id: UUID, remote: true }]);
  expect(report).toMatchObject({ imported: true, guides: 1, pages: 2, problems: [] });
}, 60_000);

test('a failed command of wrangler ends it before anything is written', async () => {
  const { deps, connected } = account();
  const failing: RemoteDeps = { ...deps, wrangler: async () => ({ status: 1, stdout: '', stderr: 'not logged in' }) };
  await expect(openRemote(undefined, failing)).rejects.toThrow();
  expect(connected).toEqual([]);
});
