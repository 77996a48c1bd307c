import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { openDictionary } from '@aisystant/search/dictionary';
import { importCorpus } from '../workers/guides-mcp/build/import-corpus.ts';
import { parseCorpus } from '../workers/guides-mcp/build/parse-corpus.ts';
import { ownWords } from '../workers/guides-mcp/eval/own-words.ts';
import { syntheticCorpus } from '../workers/guides-mcp/eval/synthetic-corpus.ts';
import { startSizes } from './serve-sizes.ts';

// Serves corpora of the sizes that are its arguments, each in a Worker with a D1 of its own; it runs in its own process.

const workers = await startSizes({ name: 'search', firstPort: 15_800, storage: 'd1Databases' });

const migrations = path.join(import.meta.dirname, '../workers/guides-mcp/migrations');
const files = (await readdir(migrations)).sort().map((name) => readFile(path.join(migrations, name), 'utf8'));
const steps = (await Promise.all(files)).flatMap((sql) => sql.replace(/^--.*$/gm, '').split(';'));
const lookUp = await openDictionary();
const words = await ownWords(lookUp);
for (const size of workers.sizes) {
  console.error(`importing ${size} pages`);
  const db = await workers.database(size);
  await db.batch(steps.filter((step) => step.trim() !== '').map((step) => db.prepare(step)));
  const corpus = parseCorpus(syntheticCorpus(size, words), 'bench');
  await importCorpus(db, corpus, { glossary: [], lookUp, now: new Date().toISOString() });
}

workers.ready();
