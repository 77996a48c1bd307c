import type { GrantObjectStorage } from '../grant/grant.ts';

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
