import { applyD1Migrations } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { parseGlossary } from '../../build/glossary.ts';
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
export const demoFiles: readonly SourceFile[] = Object.entries(guides).map(([path, text]) => ({
  path: path.replace(/^.*\//, ''),
  text,
}));

/** Imports the demo corpus as the fleet does, but without a dictionary; nothing happens when it is there. */
export async function importDemo(): Promise<void> {
  const steps = Object.entries(migrations).map(([path, sql]) => ({
    name: path.replace(/^.*\//, ''),
    queries: queriesOf(sql),
  }));
  await applyD1Migrations(db, steps);
  const options = { glossary: parseGlossary(glossary), lookUp: () => null, now: '2026-11-28T00:00:00.000Z' };
  await importCorpus(db, parseCorpus(demoFiles, 'demo'), options);
}

function queriesOf(sql: string): string[] {
  return sql
    .replace(/^--.*$/gm, '')
    .split(';')
    .map((query) => query.trim())
    .filter((query) => query !== '');
}
