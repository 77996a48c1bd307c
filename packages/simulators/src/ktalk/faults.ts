import type { Operation } from './routes.ts';

/**
 * A fault on demand: a status without a usable body, with HTML or with `Retry-After`; a body that is cut in the middle; no
 * answer for a time; a redirect; or the transcript of another recording.
 */
export type Fault =
  | { readonly kind: 'status'; readonly status: number; readonly html?: boolean; readonly retryAfter?: string }
  | { readonly kind: 'truncated' }
  | { readonly kind: 'stall'; readonly ms: number }
  | { readonly kind: 'redirect'; readonly location: string }
  | { readonly kind: 'swap'; readonly key?: string };

/** Where and how often a fault happens. */
export interface FaultPlan {
  /** Default: every operation. */
  readonly operation?: Operation;
  /** Requests that get it; default one. */
  readonly times?: number;
}

/** The faults that are planned, in order. */
export class Faults {
  #planned: { readonly fault: Fault; readonly operation: Operation | null; left: number }[] = [];

  /** Plans a fault. */
  add(fault: Fault, { operation, times = 1 }: FaultPlan): void {
    this.#planned.push({ fault, operation: operation ?? null, left: times });
  }

  /** Forgets what is planned. */
  clear(): void {
    this.#planned = [];
  }

  /** The fault of a request, if one is planned for it. */
  next(operation: Operation): Fault | null {
    const due = this.#planned.find((each) => each.operation === null || each.operation === operation);
    if (!due) return null;
    due.left -= 1;
    if (due.left <= 0) this.#planned = this.#planned.filter((each) => each !== due);
    return due.fault;
  }
}
