import { err, ok, type Result, shorten } from '@aisystant/mcp';
import { type Attempt, attempt, noAnswer, type PreparedRequest } from './attempt.ts';
import { errorCodeOf, type UpstreamFailure } from './failure.ts';
import type { Turn, TurnOutcome } from './pace/pace-rules.ts';
import type { UpstreamPolicy } from './policy.ts';
import { redact } from './redact.ts';
import { type QueryValue, urlOf } from './request.ts';
import { backoffMs } from './retry.ts';
import type { Upstream } from './upstream.ts';

/** A shape that bodies are checked against, such as a schema of zod. */
export interface BodySchema<T> {
  safeParse(value: unknown): { readonly success: true; readonly data: T } | { readonly success: false };
}

/** A call of a third party. */
export interface UpstreamCall<Name extends string, T> {
  readonly endpoint: Name;
  /** Parameters of the path, as they are: each becomes one encoded segment. */
  readonly params?: { readonly [name: string]: string };
  readonly query?: { readonly [name: string]: QueryValue };
  /** Sent as JSON. */
  readonly body?: unknown;
  /** What a success must look like; anything else is `garbled`. */
  readonly schema: BodySchema<T>;
  /** Methods whose allowance the call spends; the endpoint itself when absent. */
  readonly uses?: readonly string[];
}

/**
 * Turns that a call asks for while nothing was sent, even where a request is never repeated: the object that gives turns may be
 * moving at the moment.
 */
const LEAST_TURNS = 3;

/**
 * Calls a third party: waits for a turn, sends, reads the whole body, and repeats an idempotent call that failed in a way that may
 * pass. A failure is logged once, without a secret or an argument.
 */
export async function callUpstream<Name extends string, T>(
  upstream: Upstream<Name>,
  call: UpstreamCall<Name, T>,
): Promise<Result<T, UpstreamFailure>> {
  const { policy, io } = upstream;
  const request = prepare(upstream, call);
  const started = io.now();
  const deadline = started + policy.totalMs;
  let [tries, sent] = [0, 0];
  let last = null as Failed | null;
  for (;;) {
    const outcome = await tryOnce(upstream, request, deadline);
    const checked = checkedBy(call.schema, outcome);
    if (checked.ok) return checked;
    const failed = checked.error;
    tries += 1;
    if (failed.wasSent) sent += 1;
    // When a retry gets no turn, report the failure of the request that was sent, not of the turn.
    last = last?.wasSent && !failed.wasSent ? { ...last, retryAfterMs: failed.retryAfterMs } : failed;
    const waitMs = failed.retryAfterMs ?? backoffMs(tries, policy.retry, io.random);
    const isBounded = sent < policy.retry.attempts && tries < Math.max(policy.retry.attempts, LEAST_TURNS);
    const mayRetry = mayRepeat(request, failed) && isBounded && io.now() + waitMs < latestStart(policy, deadline);
    if (!mayRetry) return err(report(upstream, call.endpoint, last, sent, io.now() - started));
    await io.sleep(waitMs);
  }
}

function prepare<Name extends string, T>(
  { policy, target }: Upstream<Name>,
  { endpoint: name, params, query, body, uses }: UpstreamCall<Name, T>,
): PreparedRequest {
  const endpoint = policy.endpoints[name];
  return {
    endpoint,
    url: urlOf(target, endpoint, params, query),
    body: body === undefined ? null : JSON.stringify(body),
    uses: uses ?? [name],
  };
}

/** Whether a failure may pass and repeating the call changes nothing; what was never sent has changed nothing. */
function mayRepeat({ endpoint }: PreparedRequest, { failure, wasSent }: Failed): boolean {
  return failure.retry && (!wasSent || (endpoint.idempotent ?? endpoint.method === 'GET'));
}

function checkedBy<T>(schema: BodySchema<T>, outcome: Outcome): Result<T, Failed> {
  const { failure } = outcome;
  if (failure) return err({ ...outcome, failure });
  const parsed = schema.safeParse(outcome.json);
  return parsed.success ? ok(parsed.data) : err({ ...outcome, failure: { reason: 'garbled', retry: false } });
}

/**
 * When an attempt may begin at the latest. With less than a third of its time it would often fail for want of it, and that would count
 * against the third party for all callers.
 */
function latestStart({ timeoutMs }: UpstreamPolicy, deadline: number): number {
  return deadline - timeoutMs / 3;
}

/** An attempt, or a turn that was not given. */
type Outcome = Attempt & { readonly wasSent: boolean };

type Failed = Outcome & { readonly failure: NonNullable<Attempt['failure']> };

async function tryOnce(upstream: Upstream, request: PreparedRequest, deadline: number): Promise<Outcome> {
  const { policy, pace, io, log, server } = upstream;
  const turn = await pace
    .enter({
      rules: policy.pace,
      uses: request.uses,
      lane: request.endpoint.lane ?? null,
      // A redirect is followed within the same time; the margin is for the way to the object.
      leaseMs: policy.timeoutMs + 2_000,
      maxWaitMs: latestStart(policy, deadline) - io.now(),
    })
    .catch(() => null);
  if (!turn?.granted) return notSent(turn);
  const leave = (outcome: TurnOutcome) => pace.leave(turn.id, outcome, policy.pace).catch(() => {});
  const answer = await attempt(upstream, request, Math.min(policy.timeoutMs, deadline - io.now())).catch(
    async (error) => {
      // A bug in our reading of the answer: the third party has answered, so the breaker must not count it.
      await leave({ result: 'answered' });
      throw error;
    },
  );
  if (answer.movedTo !== null) log({ event: 'upstream_moved', server, upstream: policy.name, to: answer.movedTo });
  // A turn that could not be ended ends by itself.
  await leave(outcomeOf(answer));
  return { ...answer, wasSent: true };
}

/** A turn was refused; `null`: the object that gives turns did not answer. */
function notSent(turn: Extract<Turn, { granted: false }> | null): Outcome {
  return {
    ...noAnswer(turn?.reason ?? 'unavailable', null),
    retryAfterMs: turn?.retryAfterMs ?? null,
    wasSent: false,
  };
}

/** Shortest pause for everybody once one caller was asked to wait, in ms. */
const PAUSE_MS = 1_000;

function outcomeOf({ failure, usage, retryAfterMs }: Attempt): TurnOutcome {
  const reason = failure?.reason;
  const failed = reason === 'unavailable' || reason === 'garbled' || reason === 'redirected';
  // Where one method has used up its allowance, the others need not wait.
  const isGeneral = reason === 'rate_limited' && !usage.some(({ share }) => share >= 1);
  return {
    result: failed ? 'failed' : 'answered',
    usage,
    ...(isGeneral && { pauseMs: retryAfterMs ?? PAUSE_MS }),
  };
}

function report(
  upstream: Upstream,
  name: string,
  { failure: { reason }, status, retryAfterMs, upstreamCode, upstreamMessage }: Failed,
  attempts: number,
  ms: number,
): UpstreamFailure {
  const scope = reason === 'key_lacks_scope' ? (upstream.policy.endpoints[name]?.scope ?? null) : null;
  const told = { status, retryAfterMs, upstreamCode, upstreamMessage };
  return reportFailure(upstream, { reason, endpoint: name, ...told, scope, attempts }, ms);
}

/**
 * Logs a failure, and gives it as its type promises: without secrets, in few words. Also one within an answer that was a success,
 * where only who reads the answer sees it.
 */
export function reportFailure(
  { policy, target, log, server }: Upstream,
  failure: UpstreamFailure,
  ms: number,
): UpstreamFailure {
  const clean = (text: string | null) => (text === null ? null : shorten(redact(text, target.secrets), 200));
  const { reason, endpoint, status, scope, attempts } = failure;
  const [upstreamCode, upstreamMessage] = [clean(failure.upstreamCode), clean(failure.upstreamMessage)];
  // Without the third party's sentence, which may quote what a person wrote.
  log({
    event: 'upstream',
    server,
    upstream: policy.name,
    name: endpoint,
    code: errorCodeOf(reason),
    reason,
    status,
    ...(upstreamCode !== null && { upstreamCode }),
    ...(scope !== null && { scope }),
    attempts,
    ms,
  });
  return { ...failure, upstreamCode, upstreamMessage };
}
