/** How fast a portal may be called. */
export interface RateLimit {
  /** Requests that may be open at once. */
  readonly burst: number;
  /** Requests that are forgotten each second. */
  readonly perSecond: number;
}

/** The leaky bucket of a portal for each address that calls it. */
export class LeakyBucket {
  readonly #limit: RateLimit;
  readonly #levels = new Map<string, { level: number; at: number }>();

  constructor(limit: RateLimit) {
    this.#limit = limit;
  }

  /** Counts a request; false when it is one too many. */
  take(address: string, now: number): boolean {
    const { level, at } = this.#levels.get(address) ?? { level: 0, at: now };
    const elapsed = Math.max(0, now - at) / 1000;
    const left = Math.max(0, level - elapsed * this.#limit.perSecond);
    const fits = left + 1 <= this.#limit.burst;
    this.#levels.set(address, { level: fits ? left + 1 : left, at: now });
    return fits;
  }
}

const WINDOW_MS = 10 * 60 * 1000;

/** Seconds that each method has worked in the last ten minutes. */
export class OperatingTime {
  readonly #limitSeconds: number;
  readonly #baskets = new Map<string, { readonly minute: number; seconds: number }[]>();

  constructor(limitSeconds: number) {
    this.#limitSeconds = limitSeconds;
  }

  /** Whether a method may still be called. It is asked before the call. */
  isOpen(method: string, now: number): boolean {
    return this.used(method, now) < this.#limitSeconds;
  }

  /** Adds the time of a call. */
  add(method: string, seconds: number, now: number): void {
    const minute = Math.floor(now / 60_000);
    const baskets = this.#open(method, now);
    const current = baskets.find((basket) => basket.minute === minute);
    if (current) current.seconds += seconds;
    else baskets.push({ minute, seconds });
    this.#baskets.set(method, baskets);
  }

  /** Seconds of the window. */
  used(method: string, now: number): number {
    return this.#open(method, now).reduce((sum, { seconds }) => sum + seconds, 0);
  }

  /** When the oldest basket is forgotten, epoch seconds. */
  resetAt(method: string, now: number): number {
    const [oldest] = this.#open(method, now);
    return Math.ceil(((oldest ? oldest.minute * 60_000 : now) + WINDOW_MS) / 1000);
  }

  #open(method: string, now: number): { readonly minute: number; seconds: number }[] {
    return (this.#baskets.get(method) ?? []).filter(({ minute }) => minute * 60_000 > now - WINDOW_MS);
  }
}
