import { keysUnder } from '../kv-keys.ts';

/** Every key under which anything is kept about a person: their id stands in the key, in its metadata or in the value. */
export async function storedAbout(kv: KVNamespace, userId: string): Promise<string[]> {
  const keys = await keysUnder(kv, '');
  const values = await Promise.all(keys.map(({ name }) => kv.get(name)));
  return keys.filter((key, index) => JSON.stringify([key, values[index]]).includes(userId)).map(({ name }) => name);
}
