import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

type Records = Map<string, AdapterPayload>;

const WRITES_BETWEEN_SWEEPS = 500;

/**
 * Creates a storage adapter in memory, with one map for each model of oidc-provider. The library rejects expired records
 * itself; sweeping only frees memory. Its own in-memory adapter prints a warning at every start.
 */
export function inMemoryAdapter(): AdapterFactory {
  const models: Records[] = [];
  return () => {
    const records: Records = new Map();
    models.push(records);
    return adapterOf(records, models);
  };
}

function adapterOf(records: Records, models: readonly Records[]): Adapter {
  let writes = 0;
  return {
    async upsert(id, payload) {
      records.set(id, payload);
      writes += 1;
      if (writes % WRITES_BETWEEN_SWEEPS === 0) remove(records, expiredAt(now()));
    },
    find: async (id) => records.get(id),
    findByUid: async (uid) => first(records, (payload) => payload.uid === uid),
    findByUserCode: async (userCode) => first(records, (payload) => payload.userCode === userCode),
    async consume(id) {
      const payload = records.get(id);
      if (payload) payload.consumed = now();
    },
    async destroy(id) {
      records.delete(id);
    },
    async revokeByGrantId(grantId) {
      for (const model of models) remove(model, (payload) => payload.grantId === grantId);
    },
  };
}

/** Seconds since the epoch. */
function now(): number {
  return Math.floor(Date.now() / 1000);
}

function expiredAt(time: number): (payload: AdapterPayload) => boolean {
  return ({ exp }) => exp !== undefined && exp <= time;
}

function first(records: Records, matches: (payload: AdapterPayload) => boolean): AdapterPayload | undefined {
  for (const payload of records.values()) if (matches(payload)) return payload;
  return undefined;
}

function remove(records: Records, matches: (payload: AdapterPayload) => boolean): void {
  for (const [id, payload] of records) if (matches(payload)) records.delete(id);
}
