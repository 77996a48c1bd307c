import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

type Records = Map<string, AdapterPayload>;

/** How many writes of one kind pass between two sweeps of its expired records. */
const SWEEP_EVERY = 500;

/**
 * Where the provider keeps sessions, codes and tokens: in this process, gone with it. The library itself refuses
 * what has expired; the sweep only gives the memory back.
 * (The library has such a store of its own, which announces itself on the console at every start.)
 */
export function inMemoryStore(): AdapterFactory {
  const kinds: Records[] = [];
  return () => {
    const records: Records = new Map();
    kinds.push(records);
    return storeOf(records, kinds);
  };
}

function storeOf(records: Records, kinds: readonly Records[]): Adapter {
  let writes = 0;
  return {
    async upsert(id, payload) {
      records.set(id, payload);
      writes += 1;
      if (writes % SWEEP_EVERY === 0) remove(records, expiredAt(now()));
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
      for (const kind of kinds) remove(kind, (payload) => payload.grantId === grantId);
    },
  };
}

/** Seconds since the epoch, as the library counts. */
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
