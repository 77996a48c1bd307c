/** A KV namespace whose reads are counted, and can be made to fail or to find nothing. */
export interface WatchedKv {
  readonly kv: KVNamespace;
  /** How often something was read. */
  readonly reads: () => number;
  mode: 'works' | 'throws' | 'empty';
  /** Methods that fail while the others work. */
  readonly failing: Set<string>;
}

/** Watches a namespace. */
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
