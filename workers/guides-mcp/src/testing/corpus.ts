import { env } from 'cloudflare:workers';
import { migrateD1 } from '@aisystant/testing';
import { Glossary } from '../../build/glossary.ts';
import { importCorpus } from '../../build/import-corpus.ts';
import { parseCorpus } from '../../build/parse-corpus.ts';
import type { SourceFile } from '../../build/parsed.ts';
import glossary from '../../content/glossary.json?raw';

// The options are literals: Vite reads them before the code runs.
const guides = import.meta.glob<string>('../../content/demo/*.md', { query: '?raw', import: 'default', eager: true });
const migrations = import.meta.glob<string>('../../migrations/*.sql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The database of the Worker under test. */
export const { DB: db } = env as unknown as { readonly DB: D1Database };

/** The guides of the demo corpus, a file each. */
const demoFiles: readonly SourceFile[] = Object.entries(guides).map(([path, text]) => ({
  path: path.replace(/^.*\//, ''),
  text,
}));

/** Imports the demo corpus as the fleet does, but without a dictionary; nothing happens when it is there. */
export async function importDemo(): Promise<void> {
  await migrateD1(db, migrations);
  await importCorpus(db, parseCorpus(demoFiles, 'demo'), {
    glossary: Glossary.parse(JSON.parse(glossary)),
    lookUp: () => null,
    now: '2026-11-28T00:00:00.000Z',
  });
}
