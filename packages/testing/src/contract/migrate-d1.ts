import { applyD1Migrations } from 'cloudflare:test';

/** Makes the tables of a database by the migrations of a server: path → SQL. What was applied before is left out. */
export async function migrateD1(db: unknown, migrations: Readonly<Record<string, string>>): Promise<void> {
  const steps = Object.entries(migrations).map(([path, sql]) => ({
    name: path.replace(/^.*\//, ''),
    queries: queriesOf(sql),
  }));
  await applyD1Migrations(db as D1Database, steps);
}

function queriesOf(sql: string): string[] {
  const queries = sql.replace(/^\s*--.*$/gm, '').split(';');
  return queries.map((query) => query.trim()).filter((query) => query !== '');
}
