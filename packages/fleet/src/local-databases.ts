import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { unstable_readConfig } from 'wrangler';
import type { LocalDatabase, Miniflare } from './miniflare.ts';
import { configPath } from './paths.ts';

/** A D1 database of a Worker, by its `wrangler.toml`. */
export interface DatabaseConfig {
  readonly binding: string;
  readonly database_name?: string;
  readonly migrations_dir?: string;
}

/** The D1 databases that a Worker's `wrangler.toml` binds. */
export function databasesOf(worker: string): readonly DatabaseConfig[] {
  return unstable_readConfig({ config: configPath(worker) }).d1_databases;
}

/**
 * Moves the local databases of a server forward, as `wrangler d1 migrations apply` does where they are deployed. `worker`: its
 * name in workerd, where it is another.
 */
export async function migrateLocally(workerd: Miniflare, server: string, worker = server): Promise<void> {
  for (const { binding, migrations_dir: folder } of databasesOf(server)) {
    if (folder === undefined) continue;
    const db = await workerd.getD1Database(binding, worker);
    await applyMigrations(db, path.resolve(path.dirname(configPath(server)), folder));
  }
}

async function applyMigrations(db: LocalDatabase, folder: string): Promise<void> {
  // The table in which wrangler remembers what it applied.
  const known = `CREATE TABLE IF NOT EXISTS d1_migrations (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)`;
  const [, applied] = await db.batch<{ name: string }>([
    db.prepare(known),
    db.prepare('SELECT name FROM d1_migrations'),
  ]);
  const done = new Set(applied?.results.map(({ name }) => name));
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql') && !done.has(file)).sort();
  for (const file of files) {
    const statements = statementsOf(await readFile(path.join(folder, file), 'utf8'));
    const remember = db.prepare('INSERT INTO d1_migrations (name) VALUES (?)').bind(file);
    await db.batch([...statements.map((sql) => db.prepare(sql)), remember]);
  }
}

/** The statements of a migration; one that is only a comment would be an error. */
function statementsOf(sql: string): readonly string[] {
  const statements = sql.replace(/^\s*--.*$/gm, '').split(/;\s*$/m);
  return statements.map((each) => each.trim()).filter((each) => each !== '');
}
