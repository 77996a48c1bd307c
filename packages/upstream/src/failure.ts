import { type ErrorCode, ToolError } from '@aisystant/mcp';

/**
 * Why a call failed: `rate_limited`, the third party asks to wait; `busy`, our own queue is longer than the caller may
 * wait; `unavailable`, no usable response; `circuit_open`, it has failed repeatedly and is left alone; `garbled`, a cut-off or
 * malformed body; `too_large`; `key_dead`, it does not know our key (401); `key_lacks_scope` (403); `not_found`;
 * `rejected`, it refuses the request as malformed; `redirected`, to a place that is not allowed.
 */
export type FailureReason =
  | 'rate_limited'
  | 'busy'
  | 'unavailable'
  | 'circuit_open'
  | 'garbled'
  | 'too_large'
  | 'key_dead'
  | 'key_lacks_scope'
  | 'not_found'
  | 'rejected'
  | 'redirected';

/** A failed call. Nothing in it is secret. */
export interface UpstreamFailure {
  readonly reason: FailureReason;
  /** Name of the endpoint. */
  readonly endpoint: string;
  /** HTTP status; null when there was no response. */
  readonly status: number | null;
  /** When the same call may succeed, in ms; null when not known. */
  readonly retryAfterMs: number | null;
  /** The third party's own code and sentence, without secrets and cut to 200 characters. */
  readonly upstreamCode: string | null;
  readonly upstreamMessage: string | null;
  /** Scope that our key needs. */
  readonly scope: string | null;
  /** Requests that were sent. */
  readonly attempts: number;
}

const CODES: { readonly [reason in FailureReason]: ErrorCode } = {
  rate_limited: 'RATE_LIMITED',
  busy: 'RATE_LIMITED',
  unavailable: 'UNAVAILABLE',
  circuit_open: 'UNAVAILABLE',
  garbled: 'UNAVAILABLE',
  too_large: 'INTERNAL',
  key_dead: 'INTERNAL',
  key_lacks_scope: 'INTERNAL',
  not_found: 'NOT_FOUND',
  rejected: 'INVALID_ARGUMENT',
  redirected: 'UNAVAILABLE',
};

/** The kit's code of a failure: the only place that maps one to the other. */
export function errorCodeOf(reason: FailureReason): ErrorCode {
  return CODES[reason];
}

/** What a caller of a tool is told. `title` names the third party; `notFound` is the tool's own sentence for an absent thing. */
export function toolErrorOf(failure: UpstreamFailure, title: string, notFound?: string): ToolError {
  const code = errorCodeOf(failure.reason);
  const seconds = failure.retryAfterMs === null ? null : Math.ceil(failure.retryAfterMs / 1_000);
  const again = seconds === null ? 'Повторите через минуту.' : `Повторите через ${Math.max(1, seconds)} с.`;
  const wait = { hint: again, ...(seconds !== null && { retryAfterSeconds: Math.max(1, seconds) }) };
  switch (code) {
    case 'RATE_LIMITED':
      return new ToolError(code, `${title}: слишком много запросов подряд.`, wait);
    case 'UNAVAILABLE':
      return new ToolError(code, `${title} сейчас не отвечает.`, wait);
    case 'NOT_FOUND':
      return new ToolError(code, notFound ?? `${title}: такого нет.`);
    case 'INVALID_ARGUMENT':
      return new ToolError(code, `${title} не принимает такой запрос. ${failure.upstreamMessage ?? ''}`.trim());
    default:
      return new ToolError('INTERNAL', `${title}: сервер не может получить ответ.`, {
        hint: 'Это на нашей стороне и записано в журнал. Напишите тому, кто ведёт сервер.',
      });
  }
}
