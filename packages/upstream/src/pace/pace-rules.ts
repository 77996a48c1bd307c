/** How fast a third party may be called with one key, by all isolates together. */
export interface PaceRules {
  /** Calls a second in the long run. */
  readonly perSecond: number;
  /** Calls at once after a pause. */
  readonly burst: number;
  /** Calls under way at once. */
  readonly parallel: number;
  /** Longest wait for a turn, in ms. */
  readonly maxWaitMs: number;
  /** The circuit breaker: after so many failures in a row nothing is sent for `openMs`, then one call tries. */
  readonly breaker: { readonly failures: number; readonly openMs: number };
  /** From this share of a method's allowance on, its calls keep `gapMs` apart. */
  readonly slow?: { readonly fromShare: number; readonly gapMs: number };
}

/** How much of its allowance a method has used at the third party. */
export interface MethodUsage {
  readonly method: string;
  /** 0 to 1; from 1 on the method is not called until `resetAtMs`. */
  readonly share: number;
  /** When the allowance is full again, epoch ms. */
  readonly resetAtMs: number;
}

/** A caller that wants to make a call. */
export interface TurnRequest {
  readonly rules: PaceRules;
  /** Methods whose allowances the call spends. */
  readonly uses: readonly string[];
  /** Calls of one lane run one at a time. */
  readonly lane: string | null;
  /** The turn ends by itself after this time, in ms: its caller is gone. */
  readonly leaseMs: number;
  /** Longest wait of this caller, in ms; the rules' own bound holds too. */
  readonly maxWaitMs: number;
}

/** Leave to make a call, which {@link Pace.leave} ends; or when to ask again. */
export type Turn =
  | { readonly granted: true; readonly id: string }
  | { readonly granted: false; readonly reason: 'busy' | 'circuit_open'; readonly retryAfterMs: number };

/** What became of a call. */
export interface TurnOutcome {
  /** `answered` closes the breaker, `failed` counts towards opening it. */
  readonly result: 'answered' | 'failed';
  /** The third party asked everybody with this key to wait, in ms. */
  readonly pauseMs?: number;
  readonly usage?: readonly MethodUsage[];
}

/** Gives turns to the callers of one key. */
export interface Pace {
  enter(request: TurnRequest): Promise<Turn>;
  /** Ends a turn; an unknown or expired one is ignored. */
  leave(id: string, outcome: TurnOutcome, rules: PaceRules): Promise<void>;
}
