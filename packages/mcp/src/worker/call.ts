import type { Log, Principal } from '@aisystant/oauth';
import { type CallContext, type Effect, SIGNED_IN } from '../define/tool.ts';
import { type ErrorFacts, ToolError } from '../define/tool-error.ts';

/** A call that takes longer is answered as unavailable. */
export const DEADLINE_MS = 20_000;

/** Rate limits of a server, Workers rate-limit bindings. */
export interface Limits {
  /** 600 reads a minute, keyed by the learner; for open tools by address and the chat's pseudonym of the person. */
  readonly READ_LIMIT: RateLimit;
  /** 120 writes a minute, keyed by the learner. */
  readonly WRITE_LIMIT: RateLimit;
  /** A high ceiling for everything one address calls without a token. */
  readonly ADDRESS_LIMIT: RateLimit;
}

/** Everything one HTTP request brings to the calls inside it. Made anew for each request, shared with no other. */
export interface CallScope<Services> {
  readonly server: string;
  readonly user: Principal | null;
  readonly services: Services;
  readonly limits: Limits;
  /** Key of the caller's address, of its /64 where it is IPv6; limits only, never logged. */
  readonly address: string;
  /** Correlation id, in the log and in the response header. */
  readonly trace: string;
  readonly deadlineMs: number;
  readonly log: Log;
}

/** What is called, as the pipeline needs to know it. */
export interface Callee {
  readonly kind: 'tool' | 'resource' | 'prompt' | 'completion' | 'route' | 'download';
  readonly name: string;
  readonly scope: string | null;
  readonly effect: Effect;
}

/** How a call ended. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorFacts };

/**
 * The one way into a tool: scope → rate limit → input → run under a deadline → output → error mapping → one log line,
 * which is the audit event. The line says who called what with which result, and never what was said.
 */
export async function call<Services, T>(
  callee: Callee,
  scope: CallScope<Services>,
  options: { readonly subject?: string; readonly signal?: AbortSignal },
  run: (context: CallContext<Services>) => Promise<T>,
): Promise<Outcome<T>> {
  const started = Date.now();
  const outcome = await attempt(async () => {
    requireScope(callee, scope.user);
    await requireCapacity(callee, scope, options.subject);
    return underDeadline(scope, options.signal, (signal) =>
      run({ user: scope.user, services: scope.services, now: started, log: scope.log, signal }),
    );
  }, scope);
  scope.log({
    event: callee.kind,
    server: scope.server,
    name: callee.name,
    who: scope.user?.userId ?? null,
    client: scope.user?.clientId ?? null,
    code: outcome.ok ? 'OK' : outcome.error.code,
    ms: Date.now() - started,
    trace: scope.trace,
  });
  return outcome;
}

async function attempt<T>(run: () => Promise<T>, scope: CallScope<unknown>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await run() };
  } catch (error) {
    if (error instanceof ToolError) return { ok: false, error: error.facts };
    // The name and our own message only: a foreign message may quote what a person wrote.
    const detail = error instanceof Error ? `${error.name} ${ownFrames(error)}` : typeof error;
    scope.log({ event: 'unexpected', server: scope.server, trace: scope.trace, detail });
    const hint = 'The fault is on our side and logged; try again, and if it stays, tell the operators.';
    return { ok: false, error: { code: 'INTERNAL', message: 'Something broke on the server.', hint, retryable: true } };
  }
}

/** The first frames of a stack: where it broke, without the message, some lines of which may look like frames. */
function ownFrames(error: Error): string {
  const stack = (error.stack ?? '').replace(error.message, '');
  const frames = stack.split('\n').filter((line) => /^\s+at .+:\d+:\d+\)?$/.test(line));
  return frames
    .slice(0, 4)
    .map((line) => line.trim())
    .join(' < ');
}

/** The Worker has already challenged over HTTP; this stands behind it, so that nothing goes around. */
function requireScope({ scope }: Callee, user: Principal | null): void {
  if (scope === null || user?.scopes.includes(scope) || (scope === SIGNED_IN && user)) return;
  throw new ToolError('FORBIDDEN', `This needs the permission ${scope}.`, {
    hint: 'Connect the server again and allow it on the consent page.',
  });
}

async function requireCapacity<S>(callee: Callee, scope: CallScope<S>, subject = ''): Promise<void> {
  const { READ_LIMIT, WRITE_LIMIT, ADDRESS_LIMIT } = scope.limits;
  const limit = callee.effect === 'read' ? READ_LIMIT : WRITE_LIMIT;
  const checks = scope.user
    ? [limit.limit({ key: scope.user.userId })]
    : [limit.limit({ key: `${scope.address} ${subject}` }), ADDRESS_LIMIT.limit({ key: scope.address })];
  const verdicts = await Promise.all(checks);
  if (verdicts.every(({ success }) => success)) return;
  throw new ToolError('RATE_LIMITED', 'Too many calls within a minute.', {
    hint: 'Wait a minute and repeat the call.',
  });
}

async function underDeadline<S, T>(
  { deadlineMs }: CallScope<S>,
  caller: AbortSignal | undefined,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = new AbortController();
  const signal = caller ? AbortSignal.any([caller, deadline.signal]) : deadline.signal;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      deadline.abort();
      reject(new ToolError('UNAVAILABLE', 'The answer took too long.', { hint: 'Repeat the call in a few seconds.' }));
    }, deadlineMs);
  });
  try {
    return await Promise.race([run(signal), late]);
  } finally {
    if (timer !== null) clearTimeout(timer);
  }
}
