import { listKeys } from '../kv-keys.ts';

/** Keys whose name, metadata or value contains a text. */
export async function keysContaining(kv: KVNamespace, text: string): Promise<string[]> {
  const keys = await listKeys(kv, '');
  const values = await Promise.all(keys.map(({ name }) => kv.get(name)));
  return keys.filter((key, index) => JSON.stringify([key, values[index]]).includes(text)).map(({ name }) => name);
}
