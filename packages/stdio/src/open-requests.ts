import type { RequestId } from '@modelcontextprotocol/client';

/** The requests of a client that have no answer yet. */
export class OpenRequests {
  readonly #open = new Map<RequestId, AbortController>();
  #waiting: (() => void)[] = [];

  has(id: RequestId): boolean {
    return this.#open.has(id);
  }

  ids(): readonly RequestId[] {
    return [...this.#open.keys()];
  }

  /** Adds a request; gives the signal that ends it when it is cancelled. */
  add(id: RequestId): AbortSignal {
    const cancelled = new AbortController();
    this.#open.set(id, cancelled);
    return cancelled.signal;
  }

  /** Removes a request, and says whether it was open: an answer counts only when it was. */
  remove(id: RequestId): boolean {
    const wasOpen = this.#open.delete(id);
    if (this.#open.size === 0) {
      for (const resolve of this.#waiting) resolve();
      this.#waiting = [];
    }
    return wasOpen;
  }

  /** Removes a request and ends it; an id that is not open is ignored. */
  cancel(id: unknown): void {
    const request = this.#open.get(id as RequestId);
    if (!request) return;
    this.remove(id as RequestId);
    request.abort();
  }

  /** Settles when none is open. */
  idle(): Promise<void> {
    return this.#open.size === 0 ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve));
  }
}
