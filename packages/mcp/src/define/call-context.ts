import type { Log, Principal } from '@aisystant/oauth';

/** What a handler works with. It never sees a binding, a request or a token. */
export interface CallContext<Services> {
  /** The caller; `null` where an open operation is called without a token. */
  readonly user: Principal | null;
  /** The server's data and functions in the domain's words, already bound to the caller. */
  readonly services: Services;
  /** Time of the call, epoch milliseconds; the only clock a handler has. */
  readonly now: number;
  /** Structured log of the call; never arguments, never personal text. */
  readonly log: Log;
}
