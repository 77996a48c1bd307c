import type { GrantNamespace, SignInEnv } from '../config.ts';
import { createGrant, type Grant, type GrantObjectStorage } from '../grant/grant.ts';
import type { Log } from '../log.ts';

/** The objects of all grants in memory, for an environment that the Worker under test does not have. */
export function grantsInMemory(env: SignInEnv, log: Log): GrantNamespace {
  const grants = new Map<string, Grant>();
  return {
    idFromName: (name) => name as unknown as DurableObjectId,
    get(id) {
      const grant = grants.get(String(id)) ?? createGrant(env, memoryStorage(), log);
      grants.set(String(id), grant);
      return grant;
    },
  };
}

/** The storage of a Durable Object in memory. */
export function memoryStorage(): GrantObjectStorage {
  const values = new Map<string, unknown>();
  return {
    get: async <T>(key: string) => values.get(key) as T | undefined,
    put: async (key, value) => void values.set(key, value),
    delete: async (key) => values.delete(key),
    deleteAll: async () => values.clear(),
    setAlarm: async () => {},
  };
}
