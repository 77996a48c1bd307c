import type { GrantObjectStorage } from '../grant/grant.ts';

/** The storage of a Durable Object in memory, and the keys that it holds. */
export function memoryStorage(): GrantObjectStorage & { readonly keys: () => readonly string[] } {
  const values = new Map<string, unknown>();
  return {
    keys: () => [...values.keys()],
    get: async <T>(key: string) => values.get(key) as T | undefined,
    put: async (key, value) => void values.set(key, value),
    delete: async (key) => values.delete(key),
    deleteAll: async () => values.clear(),
    setAlarm: async () => {},
  };
}
