import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleCode, startWorkerd } from '@aisystant/fleet';

/** What is served in several sizes, each in a Worker with a storage of its own. */
export interface Sized {
  /** Name of the file in `workers/`. */
  readonly name: string;
  /** Port of the first size; the others follow. */
  readonly firstPort: number;
  /** The binding of the storage. */
  readonly storage: 'd1Databases' | 'kvNamespaces';
  readonly compatibilityFlags?: string[];
}

/** Workers of the sizes that are the arguments of this process. */
export interface SizedWorkers {
  readonly sizes: readonly number[];
  /** The database of a size. */
  database(size: number): ReturnType<Awaited<ReturnType<typeof startWorkerd>>['getD1Database']>;
  /** Address of a size. */
  urlOf(size: number): string;
  /** Stops the Workers, lets the files of their storage be changed, and starts them again. */
  reopen(change: (folder: string) => Promise<void>): Promise<void>;
  /** Tells the parent process the addresses; all is stopped and removed when it goes. */
  ready(): void;
}

/** Starts a Worker for each size that is an argument of this process. */
export async function startSizes({ name, firstPort, storage, ...worker }: Sized): Promise<SizedWorkers> {
  const sizes = process.argv.slice(2).map(Number);
  const folder = await mkdtemp(path.join(tmpdir(), `bench-${name}-`));
  const { modules } = await bundleCode(path.join(import.meta.dirname, 'workers', `${name}.ts`), { name, home: folder });
  const start = () =>
    startWorkerd({
      resourcePersistencePath: folder,
      workers: sizes.map((size, n) => ({
        ...worker,
        name: `${name}-${size}`,
        compatibilityDate: '2026-11-02',
        modules: modules.map(({ type, name: file, content }) => ({ type, path: file, contents: content })),
        [storage]: { [storage === 'd1Databases' ? 'DB' : 'KV']: `${name}-${size}` },
        unsafeDirectSockets: [{ host: '127.0.0.1', port: firstPort + n }],
      })),
    });
  let workerd = await start();
  const urlOf = (size: number) => `http://localhost:${firstPort + sizes.indexOf(size)}`;
  return {
    sizes,
    urlOf,
    database: (size) => workerd.getD1Database('DB', `${name}-${size}`),
    async reopen(change) {
      await workerd.dispose();
      await change(folder);
      workerd = await start();
    },
    ready() {
      process.on('disconnect', async () => {
        await workerd.dispose();
        await rm(folder, { recursive: true, force: true });
        process.exit(0);
      });
      process.send?.({ ready: Object.fromEntries(sizes.map((size) => [size, urlOf(size)])) });
    },
  };
}
