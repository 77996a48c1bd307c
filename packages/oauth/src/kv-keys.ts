/**
 * Kinds of keys under a user id, ours and the library's, in the order in which an erasure deletes them: what can make others goes
 * first. A session makes grants and personal tokens (`pats`), a grant makes access tokens (`token`), and an app makes personal tokens
 * with these; a last use (`used`) is kept only while its grant or personal token exists.
 */
export const USER_KEY_KINDS = ['session', 'grant', 'token', 'pats', 'used'] as const;

/** Prefix of a user's keys of one kind. */
export function userKeyPrefix(kind: (typeof USER_KEY_KINDS)[number], userId: string): string {
  return `${kind}:${userId}:`;
}

/** A key as `KVNamespace.list` returns it. */
export interface ListedKey<Metadata = unknown> {
  readonly name: string;
  readonly metadata?: Metadata;
}

/** Lists all keys with a prefix: one `list` returns at most a thousand. */
export async function listKeys<Metadata = unknown>(
  kv: KVNamespace,
  prefix: string,
  cursor: string | null = null,
): Promise<readonly ListedKey<Metadata>[]> {
  const page = await kv.list<Metadata>({ prefix, cursor });
  return page.list_complete ? page.keys : [...page.keys, ...(await listKeys<Metadata>(kv, prefix, page.cursor))];
}

/** Deletes all keys with a prefix. */
export async function deleteKeys(kv: KVNamespace, prefix: string): Promise<void> {
  const keys = await listKeys(kv, prefix);
  await Promise.all(keys.map(({ name }) => kv.delete(name)));
}
