/** Most characters that one twin keeps, about: an isolate holds the twins of many learners. */
const CAPACITY = 200_000;

/** Results of reads since the last write of a twin. The object is the only writer of its storage, so they are never stale. */
export class KeptReads {
  readonly #results = new Map<string, unknown>();
  #size = 0;

  /** The result of a read; `args` are plain data. */
  read<T>(method: string, args: readonly unknown[], run: () => T): T {
    const key = `${method} ${JSON.stringify(args)}`;
    if (this.#results.has(key)) return this.#results.get(key) as T;
    const result = run();
    const size = key.length + roughSize(result);
    if (this.#size + size > CAPACITY) this.#clear();
    if (size <= CAPACITY) {
      this.#results.set(key, result);
      this.#size += size;
    }
    return result;
  }

  /** Runs a write; whatever was read before it is read again. */
  write<T>(run: () => T): T {
    try {
      return run();
    } finally {
      this.#clear();
    }
  }

  #clear(): void {
    this.#results.clear();
    this.#size = 0;
  }
}

/** Estimate of a value's size in characters: the records of a list are about as long as its first. */
function roughSize(value: unknown): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 8;
  if (Array.isArray(value)) return 2 + value.length * roughSize(value[0]);
  return Object.entries(value).reduce((size, [key, inner]) => size + key.length + 4 + roughSize(inner), 2);
}
