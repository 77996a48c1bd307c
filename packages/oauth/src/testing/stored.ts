import { listKeys } from '../kv-keys.ts';

/** Most keys of one read. */
const READ_LIMIT = 100;

/** Keys whose name, metadata or value contains a text. */
export async function keysContaining(kv: KVNamespace, text: string): Promise<string[]> {
  const keys = await listKeys(kv, '');
  const found: string[] = [];
  for (let start = 0; start < keys.length; start += READ_LIMIT) {
    const page = keys.slice(start, start + READ_LIMIT);
    const values = await kv.get(page.map(({ name }) => name));
    found.push(
      ...page
        .map((key) => key.name)
        .filter((name, index) => `${JSON.stringify(page[index])}${values.get(name)}`.includes(text)),
    );
  }
  return found;
}
