import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readConfigOf } from '../deploy/worker-config.ts';
import { configPath, ROOT } from '../paths.ts';
import { serverNamed } from '../server-named.ts';
import { importGuides } from './corpus-build.ts';
import { renderReport } from './guides.ts';
import { openLocal, openRemote, type RemoteDeps } from './open-database.ts';

const UUID = '11111111-2222-4333-8444-555555555555';
const folder = await mkdtemp(path.join(tmpdir(), 'guides-remote-'));
const GUIDE = `---\ncode: Z1\nslug: z\ntitle: Проба\n---\n# Z1.1 Раздел\n\n## Z1.1:1 - Первая\n\nТекст.\n\n## Z1.1:2 - Вторая\n\nТекст.\n`;
const OTHER_GUIDE = `---\ncode: Z3\nslug: other\ntitle: Иное\n---\n# Z3.1 Часть\n\n## Z3.1:1 - Совсем о другом\n\nЕжи ходят ночью по саду.\n`;

afterAll(() => rm(folder, { recursive: true, force: true }));

/** An account in which the database is missing at first; behind its binding is a local one. */
function account(bindings: object = {}) {
  const commands: (readonly string[])[] = [];
  const connected: { d1_databases: object[] }[] = [];
  const deps: RemoteDeps = {
    wrangler: async (args) => {
      commands.push(args);
      const made = commands.some(([, verb]) => verb === 'create');
      const listing = JSON.stringify(made ? [{ name: 'guides-mcp', uuid: UUID }] : []);
      if (args[1] !== 'list') return { status: 0, stdout: '', stderr: '' };
      return { status: 0, stdout: args[0] === 'd1' ? listing : '[{"name":"guides-mcp"}]', stderr: '' };
    },
    connect: async (file) => {
      connected.push(JSON.parse(await readFile(file, 'utf8')));
      const { db, close } = await openLocal(path.join(folder, 'account'));
      return { env: { DB: db, ...bindings }, dispose: close };
    },
  };
  return { commands, connected, deps };
}

test('an import with --remote makes the database, moves it forward, and writes through its remote binding', async () => {
  const { commands, connected, deps } = account();
  const texts = path.join(folder, 'texts');
  await mkdir(texts);
  await writeFile(path.join(texts, 'z1.md'), GUIDE);
  const database = await openRemote(undefined, deps);
  const report = await importGuides(database, texts).finally(() => database.close());
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
  expect(report).toMatchObject({ imported: true, guides: 1, pages: 2, vectors: 0, vectorFailure: null, problems: [] });
  expect(renderReport(report)).not.toMatch(/meaning|Vectors/);
}, 60_000);

test('an import with --remote takes most pages away only when it is told to', async () => {
  const { deps } = account();
  const texts = path.join(folder, 'other');
  await mkdir(texts);
  await writeFile(path.join(texts, 'z3.md'), OTHER_GUIDE);
  const database = await openRemote(undefined, deps);
  try {
    await importGuides(database, path.join(folder, 'texts'));
    await expect(importGuides(database, texts, { keepsMost: true })).rejects.toThrow(
      /^2 of the 2 pages that are there would be gone: nothing was imported.*--replace/,
    );
    expect(await importGuides(database, texts)).toMatchObject({ imported: true, removed: 2 });
  } finally {
    await database.close();
  }
}, 60_000);

test('where the manifest says so, it embeds the pages by the remote model into the remote index', async () => {
  const texts = path.join(folder, 'meaning');
  await mkdir(texts);
  await writeFile(path.join(texts, 'z1.md'), GUIDE.replaceAll('Z1', 'Z2'));
  const kept: { id: string }[] = [];
  const AI = {
    run: async (_: string, { text }: { text: readonly string[] }) => ({ data: text.map(() => Array(1024).fill(1)) }),
  };
  const VECTORS = {
    describe: async () => ({ dimensions: 1024, vectorCount: kept.length }),
    upsert: async (vectors: { id: string }[]) => kept.push(...vectors),
    deleteByIds: async () => ({}),
  };
  const { deps, connected } = account({ AI, VECTORS });
  const config = readConfigOf(serverNamed('guides-mcp'), ['guides-mcp']);
  const database = await openRemote(undefined, deps, config);
  const report = await importGuides(database, texts).finally(() => database.close());
  expect(connected[0]).toMatchObject({
    ai: { binding: 'AI', remote: true },
    vectorize: [{ binding: 'VECTORS', index_name: 'guides-mcp', remote: true }],
  });
  expect(report).toMatchObject({ imported: true, pages: 2, vectors: kept.length, vectorFailure: null });
  expect(kept.length).toBeGreaterThan(2);
  expect(renderReport(report)).toContain(`Found by meaning too: ${kept.length} passages.`);
  expect(renderReport({ ...report, vectors: 0, vectorFailure: 'no answer' })).toMatch(/Vectors: no answer.*later/);
}, 60_000);

test('a failed command of wrangler ends it before anything is written', async () => {
  const { deps, connected } = account();
  const failing: RemoteDeps = { ...deps, wrangler: async () => ({ status: 1, stdout: '', stderr: 'not logged in' }) };
  await expect(openRemote(undefined, failing)).rejects.toThrow();
  expect(connected).toEqual([]);
});
