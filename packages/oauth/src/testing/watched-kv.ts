/** A KV namespace that counts reads and simulates failures. */
export interface WatchedKv {
  readonly kv: KVNamespace;
  /** Number of calls of `get`. */
  readonly reads: () => number;
  /** `throws`: every method fails; `empty`: `get` finds nothing. */
  mode: 'works' | 'throws' | 'empty';
  /** Names of methods that fail. */
  readonly failing: Set<string>;
}

/** Wraps a namespace. */
export function watchKv(real: KVNamespace): WatchedKv {
  let reads = 0;
  const kv = new Proxy(real, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        if (name === 'get') reads += 1;
        if (watched.mode === 'throws' || watched.failing.has(String(name)))
          throw new Error('KV GET failed: 500 Internal Server Error');
        if (watched.mode === 'empty' && name === 'get') return Promise.resolve(null);
        return Reflect.apply(value, target, args);
      };
    },
  });
  const watched: WatchedKv = { kv, reads: () => reads, mode: 'works', failing: new Set() };
  return watched;
}
