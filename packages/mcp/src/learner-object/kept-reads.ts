/** Most characters that the object of one learner keeps, estimated. */
const CAPACITY = 200_000;
/** The same of all objects of an isolate, which has 128 MB. */
const SHARED_CAPACITY = 8_000_000;

/** What the objects of an isolate keep together. */
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

const MINUTE_MS = 60_000;

/** Results of reads since the last write of an object. It is the only writer of its storage, so they are never stale. */
export class KeptReads {
  readonly #results = new Map<string, { readonly result: unknown; readonly size: number }>();
  readonly #total: KeptTotal;
  #size = 0;
  /** How often everything was forgotten. */
  #forgotten = 0;

  /** `total` is what it counts for. */
  constructor(total: KeptTotal = ofIsolate) {
    this.#total = total;
  }

  /** The result of a read; `args` are plain data. */
  read<T>(method: string, args: readonly unknown[], run: () => T): T {
    const key = `${method} ${JSON.stringify(args)}`;
    const known = this.#results.get(key);
    if (known) return known.result as T;
    const result = run();
    this.#keep(key, result);
    return result;
  }

  /**
   * The answer to a call that changes nothing; `call` is plain data. An answer depends on the time as well, and says of
   * which it is: it is kept for calls of the same minute, since every zone begins its days with a whole one.
   */
  async answer<T>(
    call: unknown,
    nowMs: number,
    run: () => Promise<{ readonly result: T; readonly isKept: boolean }>,
  ): Promise<T> {
    const key = `answer ${JSON.stringify(call)}`;
    const minute = Math.floor(nowMs / MINUTE_MS);
    const known = this.#results.get(key)?.result as { readonly minute: number; readonly result: T } | undefined;
    if (known?.minute === minute) return known.result;
    const before = this.#forgotten;
    const { result, isKept } = await run();
    // Not the answer to a call that wrote after all, nor one from before a write that came in between.
    if (isKept && this.#forgotten === before) this.#keep(key, { minute, result });
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
    this.#forgotten += 1;
    this.#results.clear();
    this.#total.remove(this, this.#size);
    this.#size = 0;
  }

  #keep(key: string, result: unknown): void {
    const size = key.length + roughSize(result);
    if (size > CAPACITY) return;
    const replaced = this.#results.get(key)?.size ?? 0;
    if (this.#size - replaced + size > CAPACITY) this.forget();
    const more = size - (this.#results.get(key)?.size ?? 0);
    this.#results.set(key, { result, size });
    this.#size += more;
    this.#total.add(this, more);
  }
}

/** Estimate of a value's size in characters: the records of a list are about as long as its first. */
function roughSize(value: unknown): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 8;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (Array.isArray(value)) return 2 + value.length * roughSize(value[0]);
  return Object.entries(value).reduce((size, [key, inner]) => size + key.length + 4 + roughSize(inner), 2);
}
