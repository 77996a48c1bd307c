import { createSampledLog, type EndedCall, type Principal } from '@aisystant/oauth';
import type { CallContext } from '../define/call-context.ts';
import { type DataObject, unavailable } from '../define/data-object.ts';
import { type Callable, handler } from '../define/handler.ts';
import { type Operation, SIGNED_IN } from '../define/operation.ts';
import { OutputMismatch } from '../define/output-mismatch.ts';
import { err, ok, type Result } from '../define/result.ts';
import { type ErrorFacts, ToolError } from '../define/tool-error.ts';
import type { Limits, RequestContext } from './request-context.ts';
import { inSpan } from './trace.ts';

/** What `call` needs of a request. */
export type CallerContext<Services> = Pick<
  RequestContext<unknown, Services>,
  | 'user'
  | 'address'
  | 'requestId'
  | 'deadlineMs'
  | 'log'
  | 'services'
  | 'dataObject'
  | 'revokeAllAccess'
  | 'recordCall'
  | 'onCall'
> & {
  readonly server: Pick<RequestContext<unknown, Services>['server'], 'name' | 'requireConsent' | 'callerFor'>;
  readonly env: Limits;
};

/** The raw input of a call, and what its message says about the caller. */
export interface CallRequest {
  readonly input: unknown;
  /** The chat's pseudonym of the person; rate limits only. */
  readonly subject?: string | undefined;
  /** The client's trace; the log and the spans only. */
  readonly traceId?: string | undefined;
}

/**
 * The one way to a handler: scope → rate limit → input → consent → handler under a deadline → error mapping → one log
 * line, which is the audit event. The line says who called what with which result, and never an argument.
 */
export async function call<Services, T>(
  callable: Callable<Services, T>,
  context: CallerContext<Services>,
  { input, subject, traceId }: CallRequest,
): Promise<Result<T, ErrorFacts>> {
  const { operation } = callable;
  context.onCall?.();
  const started = Date.now();
  let isAdmitted = false;
  const attempt = await withErrorFacts(
    () =>
      inSpan(operation.name, traceId, async () => {
        requireScope(operation, context.user);
        await requireCapacity(operation, context, subject);
        isAdmitted = true;
        return underDeadline(context.deadlineMs, () => {
          const run = { input, now: started };
          const user = callerSeenBy(operation, context);
          const object = user && context.dataObject(operation);
          return object
            ? runByObject<T>(object, operation, { ...context, user }, run)
            : runHere(callable, { ...context, user }, run);
        });
      }),
    context,
  );
  const result = attempt.ok ? attempt.value : attempt;
  const code = result.ok ? 'OK' : result.error.code;
  const ended: EndedCall = { at_ms: started, kind: operation.kind, name: operation.name, code };
  logCall(context, ended, { traceId, isAdmitted });
  // Not recorded: calls that the rate limit did not admit (nothing would limit the writes), and calls of people who erased their
  // data or withdrew consent.
  if (isAdmitted && code !== 'CONSENT_REQUIRED' && isActivity(operation)) context.recordCall(operation, ended);
  return result;
}

/** Writes the one line of a call. */
function logCall<S>(
  { server, user, address, requestId, log }: CallerContext<S>,
  { at_ms, kind, name, code }: EndedCall,
  { traceId, isAdmitted }: { readonly traceId: string | undefined; readonly isAdmitted: boolean },
): void {
  const line = {
    event: kind,
    server: server.name,
    name,
    who: user?.userId ?? null,
    client: user?.clientId ?? null,
    code,
    ms: Date.now() - at_ms,
    requestId,
    ...(traceId !== undefined && { traceId }),
  };
  // No limit bounds what was not admitted.
  if (isAdmitted) log(line);
  else sampled(log, `${line.server} ${line.who ?? address} ${code}`, line);
}

/** What a person sees among their calls: not the messages of the protocol, and no file that everyone may read. */
function isActivity({ kind, scope }: Operation): boolean {
  return kind === 'tool' || kind === 'prompt' || kind === 'route' || (kind === 'resource' && scope !== null);
}

const sampled = createSampledLog();

/** What runs an operation once it may be called. */
export type Runtime<Services> = Pick<CallerContext<Services>, 'server' | 'user' | 'log' | 'services' | 'requestId'>;

type Run = Pick<CallContext<unknown>, 'now'> & { readonly input: unknown };

/** Runs an operation in this isolate: input → consent → handler. */
export function runHere<Services, T>(
  { operation, [handler]: prepare }: Callable<Services, T>,
  runtime: Runtime<Services>,
  { input, now }: Run,
): Promise<Result<T, ErrorFacts>> {
  return withErrorFacts(async () => {
    const { server, user, log, services } = runtime;
    const invocation = prepare(input);
    const context = { user, services: services(operation), now, log };
    if (operation.needsConsent && operation.scope !== null) await server.requireConsent?.(operation, context);
    return invocation.run(context);
  }, runtime);
}

/** The caller as the operation sees them. */
function callerSeenBy<S>(operation: Operation, { server, user }: CallerContext<S>): Principal | null {
  return user && server.callerFor ? server.callerFor(operation, user) : user;
}

/** Runs an operation in the object that holds the caller's data. */
async function runByObject<T>(
  object: DataObject,
  operation: Operation,
  {
    user,
    requestId,
    revokeAllAccess,
  }: { readonly user: Principal } & Pick<CallerContext<never>, 'requestId' | 'revokeAllAccess'>,
  { input, now }: Run,
): Promise<Result<T, ErrorFacts>> {
  const { kind, name } = operation;
  const { result, revokesAccess } = await object.run({ kind, name, input, user, now, requestId }).catch(unavailable);
  if (revokesAccess) await revokeAllAccess(operation);
  return result as Result<T, ErrorFacts>;
}

async function withErrorFacts<T>(
  attempt: () => Promise<T>,
  { log, server, requestId }: Pick<Runtime<unknown>, 'log' | 'server' | 'requestId'>,
): Promise<Result<T, ErrorFacts>> {
  try {
    return ok(await attempt());
  } catch (error) {
    if (error instanceof ToolError) return err(error.facts);
    const detail = error instanceof Error ? `${kindOf(error)} ${stackFrames(error)}` : typeof error;
    log({ event: 'unexpected', server: server.name, requestId, detail });
    const hint = 'Это на нашей стороне и записано в журнал. Повторите; если не пройдёт, напишите в поддержку школы.';
    return err({ code: 'INTERNAL', message: 'На сервере что-то сломалось.', hint, retryable: true });
  }
}

/** What an error is. Not its message: that of a library may quote what a person wrote, and a mismatch names fields alone. */
function kindOf(error: Error): string {
  return error instanceof OutputMismatch ? `${error.name} (${error.message})` : error.name;
}

/** The first frames of a stack without the message, whose lines may look like frames. */
function stackFrames(error: Error): string {
  const stack = (error.stack ?? '').replace(error.message, '');
  const frames = stack.split('\n').filter((line) => /^\s+at .+:\d+:\d+\)?$/.test(line));
  return frames
    .slice(0, 4)
    .map((line) => line.trim())
    .join(' < ');
}

/** Defence in depth: the endpoint has already answered a missing scope with an HTTP challenge. */
function requireScope({ scope }: Operation, user: Principal | null): void {
  if (scope === null || user?.scopes.includes(scope) || (scope === SIGNED_IN && user)) return;
  throw new ToolError('FORBIDDEN', `Нужно разрешение ${scope}.`, {
    hint: 'Подключите сервер заново и дайте это разрешение на странице согласия.',
  });
}

/** Characters of a chat's pseudonym that tell its people apart: a key of the limits has no room for more. */
const SUBJECT_LENGTH = 200;

async function requireCapacity<S>({ effect }: Operation, context: CallerContext<S>, subject = ''): Promise<void> {
  const { READ_LIMIT, WRITE_LIMIT, ADDRESS_LIMIT } = context.env;
  const limit = effect === 'read' ? READ_LIMIT : WRITE_LIMIT;
  const outcomes = await Promise.all(
    context.user
      ? [limit.limit({ key: context.user.userId })]
      : [
          limit.limit({ key: `${context.address} ${subject.slice(0, SUBJECT_LENGTH)}` }),
          ADDRESS_LIMIT.limit({ key: context.address }),
        ],
  );
  if (outcomes.every(({ success }) => success)) return;
  throw new ToolError('RATE_LIMITED', 'Слишком много вызовов за минуту.', {
    hint: 'Подождите минуту и повторите вызов.',
    retryAfterSeconds: 60,
  });
}

async function underDeadline<T>(deadlineMs: number, attempt: () => Promise<T>): Promise<T> {
  const outcome = attempt();
  if (await settlesAtOnce(outcome)) return outcome;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        new ToolError('UNAVAILABLE', 'Ответ занял слишком много времени.', {
          hint: 'Повторите вызов через несколько секунд.',
        }),
      );
    }, deadlineMs);
  });
  try {
    return await Promise.race([outcome, late]);
  } finally {
    if (timer !== null) clearTimeout(timer);
  }
}

/** More turns of the queue of microtasks than a handler that waits for nothing outside takes. */
const TURNS = 40;

/** Whether a promise settles without I/O: then no timer could end it earlier, and a timer costs as much as a short call. */
async function settlesAtOnce(outcome: Promise<unknown>): Promise<boolean> {
  let settled = false;
  const settle = () => {
    settled = true;
  };
  outcome.then(settle, settle);
  for (let turn = 0; turn < TURNS && !settled; turn += 1) await null;
  return settled;
}
