import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type SurrealDb, startSurrealDb } from '@aisystant/simulators/surrealdb';
import { SURREALDB_PORT } from '../manifest.ts';
import { localTwinDatabase } from './database.ts';
import { migrateTwins } from './migrate.ts';

/** Starts the database of a local fleet with its schema. */
export async function startLocalTwins(stateDir: string, subjectKey: string, portOffset: number): Promise<SurrealDb> {
  const port = SURREALDB_PORT + portOffset;
  const target = localTwinDatabase(subjectKey, port);
  const folder = path.join(stateDir, 'v3', 'surrealdb');
  await mkdir(folder, { recursive: true });
  const db = await startSurrealDb({ port, owner: target.owner, folder });
  await migrateTwins(target);
  return db;
}
