import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleCode, startWorkerd } from '@aisystant/fleet';
import { openDictionary } from '@aisystant/search/dictionary';
import { importCorpus } from '../workers/guides-mcp/build/import-corpus.ts';
import { parseCorpus } from '../workers/guides-mcp/build/parse-corpus.ts';
import { ownWords } from '../workers/guides-mcp/eval/own-words.ts';
import { syntheticCorpus } from '../workers/guides-mcp/eval/synthetic-corpus.ts';

// Serves corpora of the sizes that are its arguments, each in a Worker with a D1 of its own; it runs in its own process.

const FIRST_PORT = 15_800;
const sizes = process.argv.slice(2).map(Number);
const folder = await mkdtemp(path.join(tmpdir(), 'bench-search-'));
const entry = path.join(import.meta.dirname, 'workers', 'search.ts');
const { modules } = await bundleCode(entry, { name: 'search', home: folder });
const workerd = await startWorkerd({
  resourcePersistencePath: folder,
  workers: sizes.map((size, n) => ({
    name: `search-${size}`,
    compatibilityDate: '2026-11-02',
    modules: modules.map(({ type, name, content }) => ({ type, path: name, contents: content })),
    d1Databases: { DB: `search-${size}` },
    unsafeDirectSockets: [{ host: '127.0.0.1', port: FIRST_PORT + n }],
  })),
});

const migrations = path.join(import.meta.dirname, '../workers/guides-mcp/migrations');
const files = (await readdir(migrations)).sort().map((name) => readFile(path.join(migrations, name), 'utf8'));
const steps = (await Promise.all(files)).flatMap((sql) => sql.replace(/^--.*$/gm, '').split(';'));
const lookUp = await openDictionary();
const words = await ownWords(lookUp);
for (const size of sizes) {
  console.error(`importing ${size} pages`);
  const db = await workerd.getD1Database('DB', `search-${size}`);
  await db.batch(steps.filter((step) => step.trim() !== '').map((step) => db.prepare(step)));
  const corpus = parseCorpus(syntheticCorpus(size, words), 'bench');
  await importCorpus(db, corpus, { glossary: [], lookUp, now: new Date().toISOString() });
}

process.on('disconnect', async () => {
  await workerd.dispose();
  await rm(folder, { recursive: true, force: true });
  process.exit(0);
});
process.send?.({
  ready: Object.fromEntries(sizes.map((size, n) => [size, `http://localhost:${FIRST_PORT + n}`])),
});
