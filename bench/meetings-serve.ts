import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleCode, startWorkerd } from '@aisystant/fleet';
import { fillMeetings } from './meetings-fill.ts';

// Serves the index of spaces of the sizes that are its arguments, each in a Worker with a D1 of its own.

const FIRST_PORT = 15_900;
const sizes = process.argv.slice(2).map(Number);
const folder = await mkdtemp(path.join(tmpdir(), 'bench-meetings-'));
const entry = path.join(import.meta.dirname, 'workers', 'meetings.ts');
const { modules } = await bundleCode(entry, { name: 'meetings', home: folder });
const workerd = await startWorkerd({
  resourcePersistencePath: folder,
  workers: sizes.map((size, n) => ({
    name: `meetings-${size}`,
    compatibilityDate: '2026-11-02',
    modules: modules.map(({ type, name, content }) => ({ type, path: name, contents: content })),
    d1Databases: { DB: `meetings-${size}` },
    unsafeDirectSockets: [{ host: '127.0.0.1', port: FIRST_PORT + n }],
  })),
});

const migration = path.join(import.meta.dirname, '../workers/ktalk-mcp/migrations/0001_index.sql');
const steps = (await readFile(migration, 'utf8')).replace(/^\s*--.*$/gm, '').split(';');
for (const size of sizes) {
  console.error(`filling the index of ${size} recordings`);
  const db = await workerd.getD1Database('DB', `meetings-${size}`);
  await db.batch(steps.filter((step) => step.trim() !== '').map((step) => db.prepare(step)));
  await fillMeetings(db, size);
}

process.on('disconnect', async () => {
  await workerd.dispose();
  await rm(folder, { recursive: true, force: true });
  process.exit(0);
});
process.send?.({
  ready: Object.fromEntries(sizes.map((size, n) => [size, `http://localhost:${FIRST_PORT + n}`])),
});
