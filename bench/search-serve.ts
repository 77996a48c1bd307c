import { openDictionary } from '@aisystant/search/dictionary';
import { importCorpus } from '../workers/guides-mcp/build/import-corpus.ts';
import { parseCorpus } from '../workers/guides-mcp/build/parse-corpus.ts';
import { ownWords } from '../workers/guides-mcp/eval/own-words.ts';
import { syntheticCorpus } from '../workers/guides-mcp/eval/synthetic-corpus.ts';
import { migrationSteps } from './migrations.ts';
import { startSizes } from './serve-sizes.ts';

// Serves corpora of the sizes that are its arguments, each in a Worker with a D1 of its own; it runs in its own process.

const workers = await startSizes({ name: 'search', firstPort: 15_800, storage: 'd1Databases' });

const steps = await migrationSteps('guides-mcp');
const lookUp = await openDictionary();
const words = await ownWords(lookUp);
for (const size of workers.sizes) {
  console.error(`importing ${size} pages`);
  const db = await workers.database(size);
  await db.batch(steps.map((step) => db.prepare(step)));
  const corpus = parseCorpus(syntheticCorpus(size, words), 'bench');
  await importCorpus(db, corpus, { glossary: [], lookUp, now: new Date().toISOString() });
}

workers.ready();
