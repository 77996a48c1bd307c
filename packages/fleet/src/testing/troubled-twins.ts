import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '@aisystant/simulators/free-port';
import { type SurrealDb, startSurrealDb } from '@aisystant/simulators/surrealdb';
import { localTwinDatabase } from '../twin/database.ts';
import { migrateTwins } from '../twin/migrate.ts';

/** A second SurrealDB, with files, which tests inside a Worker kill and start again over HTTP. */
export interface TroubledTwins {
  /** `POST /start` answers with the address of the database; `POST /kill` ends it as a crash would; `/rpc` is never answered. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the address of orders; the database starts with the first one. */
export async function serveTroubledTwins(subjectKey: string): Promise<TroubledTwins> {
  const target = localTwinDatabase(subjectKey, await freePort());
  const folder = await mkdtemp(path.join(tmpdir(), 'twins-'));
  let running: SurrealDb | null = null;
  const orders: { readonly [path: string]: () => Promise<void> } = {
    '/start': async () => {
      running ??= await startSurrealDb({ port: Number(new URL(target.url).port), owner: target.owner, folder });
      await migrateTwins(target);
    },
    '/kill': async () => {
      await running?.close();
      running = null;
    },
  };
  const server = createServer(async ({ url = '' }, response) => {
    const order = orders[url];
    if (!order) return;
    await order().then(
      () => response.end(target.url),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await orders['/kill']?.();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
