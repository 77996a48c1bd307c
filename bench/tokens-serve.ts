import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startSizes } from './serve-sizes.ts';

// Serves stores of so many tokens as its arguments say, each in a Worker with a KV of its own; it runs in its own process.

/** Tokens of a store that are made as the server makes them; the others are never looked up. */
const MADE = 200;
const workers = await startSizes({
  name: 'tokens',
  firstPort: 15_850,
  storage: 'kvNamespaces',
  compatibilityFlags: ['nodejs_compat'],
});

for (const size of workers.sizes) {
  const body = JSON.stringify({ count: Math.min(size, MADE), size });
  const response = await fetch(`${workers.urlOf(size)}/fill`, { method: 'POST', body });
  if (!response.ok) throw new Error(await response.text());
}
await workers.reopen(async (folder) => {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.sqlite'));
  for (const file of files) addOthers(path.join(folder, file));
});
workers.ready();

/**
 * Adds the tokens that are missing straight into the table of the local KV, under hashes as those of the others: by `put` a
 * hundred thousand take a quarter of an hour. They share one empty content, since nothing reads it.
 */
function addOthers(file: string): void {
  const db = new DatabaseSync(file);
  try {
    // There are files of other things beside those of the namespaces.
    if (db.prepare("SELECT 1 FROM sqlite_master WHERE name = '_mf_entries'").get() === undefined) return;
    const [marked] = db.prepare("SELECT key, blob_id FROM _mf_entries WHERE key LIKE 'size:%'").all();
    if (marked === undefined) return;
    const size = Number(String(marked['key']).slice('size:'.length));
    const insert = db.prepare('INSERT INTO _mf_entries (key, blob_id) VALUES (?, ?)');
    db.exec('BEGIN');
    for (let made = Math.min(size, MADE); made < size; made += 1) {
      insert.run(`pat:${randomBytes(32).toString('base64url')}`, String(marked['blob_id']));
    }
    db.exec('COMMIT');
    const [{ count } = { count: 0 }] = db
      .prepare("SELECT count(*) AS count FROM _mf_entries WHERE key LIKE 'pat:%'")
      .all();
    console.error(`${count} tokens`);
    if (count !== size) throw new Error(`there are ${count} tokens in the place of ${size}`);
  } finally {
    db.close();
  }
}
