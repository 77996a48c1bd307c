import type { MethodUsage, PaceRules, TurnOutcome, TurnRequest } from './pace-rules.ts';

/** A turn under way. */
interface Lease {
  readonly lane: string | null;
  /** Epoch ms. */
  readonly expiresAt: number;
}

/** What must outlive the isolate: without it every restart would allow another burst. */
export interface PaceState {
  readonly tokens: number;
  /** When `tokens` was counted, epoch ms. */
  readonly countedAt: number;
  /** Epoch ms. */
  readonly pausedUntil: number;
  readonly failures: number;
  /** Epoch ms; while it is set the breaker is open, and from this time on one call may try. */
  readonly openUntil: number | null;
  readonly leases: { readonly [id: string]: Lease };
  /** `nextAt`: when a slowed method may be called again, epoch ms. */
  readonly methods: { readonly [method: string]: MethodUsage & { readonly nextAt: number } };
}

/** `granted`; `wait`: ask again after `waitMs`; `open`: the circuit breaker refuses. */
export type Verdict =
  | { readonly kind: 'granted'; readonly state: PaceState }
  | { readonly kind: 'wait'; readonly waitMs: number; readonly holdsOthers: boolean }
  | { readonly kind: 'open'; readonly retryAfterMs: number };

/** The state before the first call. */
export function initialState(now: number): PaceState {
  return {
    tokens: Number.POSITIVE_INFINITY,
    countedAt: now,
    pausedUntil: 0,
    failures: 0,
    openUntil: null,
    leases: {},
    methods: {},
  };
}

/** Whether a caller gets a turn now. */
export function admit(before: PaceState, request: TurnRequest, id: string, now: number): Verdict {
  const state = refreshed(before, request.rules, now);
  const leases = Object.values(state.leases);
  if (state.openUntil !== null) {
    if (now < state.openUntil) return { kind: 'open', retryAfterMs: state.openUntil - now };
    // Half-open: one call tries, the others do not wait for a third party that is probably down.
    if (leases.length > 0)
      return { kind: 'open', retryAfterMs: Math.max(...leases.map((each) => each.expiresAt)) - now };
  }
  const waitMs = waitOf(state, request, now);
  if (waitMs > 0) return { kind: 'wait', waitMs, holdsOthers: waitMs !== methodWait(state, request, now) };
  const sameLane = leases.filter(({ lane }) => lane !== null && lane === request.lane);
  const isFull = leases.length >= request.rules.parallel;
  if (isFull || sameLane.length > 0) {
    const first = Math.min(...(isFull ? leases : sameLane).map(({ expiresAt }) => expiresAt));
    return { kind: 'wait', waitMs: first - now, holdsOthers: isFull };
  }
  return { kind: 'granted', state: granted(state, request, id, now) };
}

/** The state once a turn has ended. */
export function release(before: PaceState, id: string, outcome: TurnOutcome, rules: PaceRules, now: number): PaceState {
  if (!(id in before.leases)) return before;
  const { [id]: _, ...leases } = before.leases;
  const methods = { ...before.methods };
  for (const usage of outcome.usage ?? []) {
    methods[usage.method] = { ...usage, nextAt: methods[usage.method]?.nextAt ?? 0 };
  }
  const pausedUntil = Math.max(before.pausedUntil, now + (outcome.pauseMs ?? 0));
  return { ...before, leases, methods, pausedUntil, ...breaker(before, outcome, rules, now) };
}

function breaker(
  { failures, openUntil }: PaceState,
  { result }: TurnOutcome,
  rules: PaceRules,
  now: number,
): Pick<PaceState, 'failures' | 'openUntil'> {
  if (result === 'answered') return { failures: 0, openUntil: null };
  const opens = openUntil !== null || failures + 1 >= rules.breaker.failures;
  return { failures: failures + 1, openUntil: opens ? now + rules.breaker.openMs : null };
}

/** Adds the tokens of the time that has passed, and drops what has expired. */
function refreshed(state: PaceState, { perSecond, burst }: PaceRules, now: number): PaceState {
  const elapsed = Math.max(0, now - state.countedAt);
  return {
    ...state,
    tokens: Math.min(burst, state.tokens + (elapsed * perSecond) / 1_000),
    countedAt: now,
    leases: keep(state.leases, ({ expiresAt }) => expiresAt > now),
    methods: keep(state.methods, ({ resetAtMs, nextAt }) => Math.max(resetAtMs, nextAt) > now),
  };
}

function waitOf(state: PaceState, request: TurnRequest, now: number): number {
  const missing = 1 - state.tokens;
  // Tolerates rounding errors.
  const forToken = missing > 1e-9 ? Math.ceil((missing * 1_000) / request.rules.perSecond) : 0;
  return Math.max(forToken, state.pausedUntil - now, methodWait(state, request, now));
}

function methodWait({ methods }: PaceState, { uses, rules }: TurnRequest, now: number): number {
  const waits = uses.map((method) => {
    const used = methods[method];
    if (!used || used.resetAtMs <= now) return 0;
    if (used.share >= 1) return used.resetAtMs - now;
    return rules.slow && used.share >= rules.slow.fromShare ? used.nextAt - now : 0;
  });
  return Math.max(0, ...waits);
}

function granted(state: PaceState, { uses, rules, lane, leaseMs }: TurnRequest, id: string, now: number): PaceState {
  const methods = { ...state.methods };
  for (const method of uses) {
    const used = methods[method];
    if (used) methods[method] = { ...used, nextAt: now + (rules.slow?.gapMs ?? 0) };
  }
  const leases = { ...state.leases, [id]: { lane, expiresAt: now + leaseMs } };
  return { ...state, tokens: Math.max(0, state.tokens - 1), leases, methods };
}

function keep<T>(all: { readonly [name: string]: T }, wanted: (each: T) => boolean): { readonly [name: string]: T } {
  return Object.fromEntries(Object.entries(all).filter(([, each]) => wanted(each)));
}
