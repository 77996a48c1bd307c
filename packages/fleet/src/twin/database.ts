import path from 'node:path';
import type { Owner } from '@aisystant/simulators/surrealdb';
import { SURREALDB_PORT } from '../manifest.ts';
import { ROOT } from '../paths.ts';
import { UsageError } from '../usage-error.ts';

/** A SurrealDB with twins, and whose password may change its schema. */
export interface TwinDatabase {
  /** Address without `/rpc`. */
  readonly url: string;
  readonly namespace: string;
  readonly database: string;
  /** Key of the tokens of learners, at least 32 characters. */
  readonly key: string;
  readonly owner: Owner;
}

/** Folder of its migrations, in the order of their names. A released one is never changed. */
export const MIGRATIONS = path.join(ROOT, 'workers', 'dt-mcp', 'surrealdb');

/** Where the twins are kept. */
export const TWIN_STORES = ['durable-object', 'surrealdb'] as const;

/** One of {@link TWIN_STORES}. */
export type TwinStore = (typeof TWIN_STORES)[number];

/** Reads a name of a store; the Durable Objects when there is none. Throws {@link UsageError}. */
export function twinStoreNamed(name: string | undefined): TwinStore {
  const known = TWIN_STORES.find((each) => each === (name ?? 'durable-object'));
  if (!known) throw new UsageError(`The store of the twins is one of ${TWIN_STORES.join(', ')}, not "${name}".`);
  return known;
}

/** The variables of dt-mcp for its database. */
export function twinVariables({ url, namespace, database, key, moveKey }: LocalTwinDatabase) {
  return {
    TWIN_STORE: 'surrealdb',
    SURREALDB_URL: url,
    SURREALDB_NAMESPACE: namespace,
    SURREALDB_DATABASE: database,
    SURREALDB_KEY: key,
    TWIN_MOVE_KEY: moveKey,
  } as const;
}

/** A database of this machine, and the key with which learners are moved to it. */
export interface LocalTwinDatabase extends TwinDatabase {
  readonly moveKey: string;
}

/** The database of a local fleet; its keys are derived from the one of the user ids. */
export function localTwinDatabase(subjectKey: string, port: number = SURREALDB_PORT): LocalTwinDatabase {
  return {
    url: `http://localhost:${port}`,
    namespace: 'aisystant',
    database: 'twins',
    key: `twins ${subjectKey}`,
    moveKey: `moves ${subjectKey}`,
    owner: { username: 'owner', password: 'local-owner-password' },
  };
}
