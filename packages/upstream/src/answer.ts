import type { Result } from '@aisystant/mcp';
import type { BodyError } from './body.ts';
import type { FailureReason } from './failure.ts';
import type { MethodUsage } from './pace/pace-rules.ts';
import type { ErrorRule, UpstreamPolicy } from './policy.ts';

/** A response, read and classified. */
export interface Answer {
  /** Null for a usable success. */
  readonly failure: { readonly reason: FailureReason; readonly retry: boolean } | null;
  readonly status: number;
  readonly json: unknown;
  readonly upstreamCode: string | null;
  readonly upstreamMessage: string | null;
  readonly usage: readonly MethodUsage[];
}

/** What HTTP itself says, after the rules of a policy. */
const HTTP_ERRORS: readonly ErrorRule[] = [
  { status: 401, reason: 'key_dead' },
  { status: 403, reason: 'key_lacks_scope' },
  { status: 404, reason: 'not_found' },
  { status: 408, reason: 'unavailable' },
  { status: 429, reason: 'rate_limited' },
];

const RETRIED: ReadonlySet<FailureReason> = new Set(['rate_limited', 'unavailable', 'garbled']);

/** Whether a failure of this kind may pass by itself. */
export function isTransient(reason: FailureReason): boolean {
  return RETRIED.has(reason);
}

/** A response whose body was read. */
export interface ReadResponse {
  readonly status: number;
  readonly body: Result<unknown, BodyError>;
}

/** Says what a response means by the rules of a policy. */
export function answerOf({ status, body }: ReadResponse, policy: UpstreamPolicy, uses: readonly string[]): Answer {
  const json = body.ok ? body.value : undefined;
  const upstreamCode = fieldOf(json, policy.errorBody.code);
  const failed = status >= 400 || (policy.errorBody.inSuccess === true && upstreamCode !== null);
  const known = failed ? { upstreamCode, upstreamMessage: fieldOf(json, policy.errorBody.message) } : NO_ERROR;
  const usage = policy.usage?.(json, uses) ?? [];
  return {
    failure: failed ? failureOf(policy, status, upstreamCode) : unreadable(body),
    status,
    json,
    ...known,
    usage,
  };
}

const NO_ERROR = { upstreamCode: null, upstreamMessage: null };

function unreadable(body: ReadResponse['body']): Answer['failure'] {
  return body.ok ? null : { reason: body.error, retry: isTransient(body.error) };
}

function failureOf({ errors }: Pick<UpstreamPolicy, 'errors'>, status: number, code: string | null) {
  const matches = (rule: ErrorRule) =>
    (rule.status === undefined || rule.status === status) && (rule.code === undefined || rule.code === code);
  const rule = [...errors, ...HTTP_ERRORS].find(matches);
  const reason = rule?.reason ?? (status >= 500 ? 'unavailable' : 'rejected');
  return { reason, retry: isTransient(reason) && rule?.retry !== false };
}

/** A field of an object as text; null when it is absent. An empty text is present: some name an error so. */
function fieldOf(json: unknown, name: string): string | null {
  if (typeof json !== 'object' || json === null || !Object.hasOwn(json, name)) return null;
  const value: unknown = Reflect.get(json, name);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}
