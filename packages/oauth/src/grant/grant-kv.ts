import type { GrantStorage } from './grant-session.ts';

/** The KV namespace of the library at work on one grant. */
interface GrantKv {
  readonly kv: KVNamespace;
  /** Writes the record of the grant as the library left it; nothing when it wrote none. */
  commit(): Promise<void>;
}

/**
 * The KV namespace of the library, with the record of one grant kept in its object. KV is eventually consistent: without
 * this, a refresh could read the record from before the last rotation. The record also stays in KV for lists. The library
 * writes it before the access token, so it waits for `commit`: a code whose exchange failed halfway would count as spent.
 */
export function grantKv(kv: KVNamespace, storage: GrantStorage, grantKey: string): GrantKv {
  let write = async () => {};
  const own = {
    async get(key: string, options?: unknown) {
      const inKv = await kv.get(key, options as { type: 'text' });
      // A record that KV no longer has expired or was deleted by hand; only a record that both have may differ.
      if (key !== grantKey || inKv === null) return inKv;
      if (await storage.get<boolean>('revoked')) return null;
      const record = await storage.get<string>('record');
      if (record === undefined) return inKv;
      return isJson(options) ? JSON.parse(record) : record;
    },
    async put(key: string, value: string, options?: KVNamespacePutOptions) {
      if (key !== grantKey) return kv.put(key, value, options);
      write = async () => {
        await kv.put(key, value, options);
        await storage.put('record', value);
      };
    },
    async delete(key: string) {
      if (key === grantKey) {
        await storage.put('revoked', true);
        await storage.delete('record');
      }
      await kv.delete(key);
    },
    list: (options?: KVNamespaceListOptions) => kv.list(options),
  };
  return { kv: own as unknown as KVNamespace, commit: () => write() };
}

function isJson(options: unknown): boolean {
  return (
    options === 'json' ||
    (typeof options === 'object' && options !== null && 'type' in options && options.type === 'json')
  );
}
