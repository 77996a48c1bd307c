/** Most characters that one twin keeps, about. */
const CAPACITY = 200_000;
/** Most characters that all twins of an isolate keep, about: it has 128 MB, and holds the twins of many learners. */
const SHARED_CAPACITY = 8_000_000;

/** What the twins of an isolate keep together. */
export class KeptTotal {
  /** Those that keep anything, in the order in which each last began to keep a result. */
  readonly #holders = new Set<KeptReads>();
  #size = 0;

  /** Counts a result, and makes the least recent holders forget theirs where all together are too many. */
  add(holder: KeptReads, size: number): void {
    this.#size += size;
    this.#holders.delete(holder);
    this.#holders.add(holder);
    for (const oldest of this.#holders) {
      if (this.#size <= SHARED_CAPACITY) return;
      oldest.forget();
    }
  }

  /** Counts what a holder has forgotten. */
  remove(holder: KeptReads, size: number): void {
    this.#size -= size;
    this.#holders.delete(holder);
  }
}

const ofIsolate = new KeptTotal();

/** Results of reads since the last write of a twin. The object is the only writer of its storage, so they are never stale. */
export class KeptReads {
  readonly #results = new Map<string, unknown>();
  readonly #total: KeptTotal;
  #size = 0;

  /** `total` is what it counts for. */
  constructor(total: KeptTotal = ofIsolate) {
    this.#total = total;
  }

  /** The result of a read; `args` are plain data. */
  read<T>(method: string, args: readonly unknown[], run: () => T): T {
    const key = `${method} ${JSON.stringify(args)}`;
    if (this.#results.has(key)) return this.#results.get(key) as T;
    const result = run();
    const size = key.length + roughSize(result);
    if (this.#size + size > CAPACITY) this.forget();
    if (size <= CAPACITY) {
      this.#results.set(key, result);
      this.#size += size;
      this.#total.add(this, size);
    }
    return result;
  }

  /** Runs a write; whatever was read before it is read again. */
  write<T>(run: () => T): T {
    try {
      return run();
    } finally {
      this.forget();
    }
  }

  /** Everything is read again. */
  forget(): void {
    this.#results.clear();
    this.#total.remove(this, this.#size);
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
