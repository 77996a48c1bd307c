/** A key of KV as a listing gives it. */
export interface ListedKey<Metadata = unknown> {
  readonly name: string;
  readonly metadata?: Metadata;
}

/** Every key that begins so, whatever their number: one listing gives a thousand, and where the next goes on. */
export async function keysUnder<Metadata = unknown>(
  kv: KVNamespace,
  prefix: string,
  cursor: string | null = null,
): Promise<readonly ListedKey<Metadata>[]> {
  const page = await kv.list<Metadata>({ prefix, cursor });
  return page.list_complete ? page.keys : [...page.keys, ...(await keysUnder<Metadata>(kv, prefix, page.cursor))];
}

/** Deletes every key that begins so. */
export async function deleteUnder(kv: KVNamespace, prefix: string): Promise<void> {
  const keys = await keysUnder(kv, prefix);
  await Promise.all(keys.map(({ name }) => kv.delete(name)));
}
