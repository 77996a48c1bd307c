import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { SurrealDbOptions } from './database.ts';

export type { Owner, SurrealDbOptions } from './database.ts';

/** A running database. */
export interface SurrealDb {
  /** Id of its process. */
  readonly pid: number;
  /** Ends it at once, as a crash would: what it has answered is kept where it has a folder. */
  close(): Promise<void>;
}

/** Starts a SurrealDB as {@link SurrealDbOptions} say, in a process of its own. Throws when it cannot serve. */
export async function startSurrealDb(options: SurrealDbOptions): Promise<SurrealDb> {
  const child = fork(path.join(import.meta.dirname, 'process.ts'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = once(child, 'exit');
  const close = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  child.send(options);
  const [answer] = (await Promise.race([
    once(child, 'message'),
    ended.then(() => [{ error: 'its process ended' }]),
  ])) as [{ readonly error?: string }];
  if (answer.error === undefined) return { pid: child.pid ?? 0, close };
  await close();
  throw new Error(`SurrealDB on port ${options.port}: ${answer.error}`);
}
