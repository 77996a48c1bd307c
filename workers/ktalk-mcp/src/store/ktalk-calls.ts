import { ToolError } from '@aisystant/mcp';
import {
  type BodySchema,
  callUpstream,
  type FailureReason,
  type QueryValue,
  toolErrorOf,
  type Upstream,
  type UpstreamFailure,
} from '@aisystant/upstream';
import type { EndpointName } from './ktalk-policy.ts';

/** One call of KTalk. */
export interface KTalkCall<T> {
  readonly params?: { readonly [name: string]: string };
  readonly query?: { readonly [name: string]: QueryValue };
  readonly schema: BodySchema<T>;
}

/** Calls KTalk: the body of a success, `null` where KTalk has nothing that the path names. Throws `ToolError`. */
export type CallKTalk = <T>(endpoint: EndpointName, call: KTalkCall<T>) => Promise<T | null>;

/** A call that KTalk did not answer, with the reason. */
export class KTalkError extends ToolError {
  override readonly name = 'KTalkError';
  readonly reason: FailureReason;
  /** Scope that the key lacks; null where that is not the reason. */
  readonly scope: string | null;

  constructor(failure: UpstreamFailure, title: string) {
    const { code, message, hint, retry_after_seconds: retryAfterSeconds } = toolErrorOf(failure, title).facts;
    super(code, message, {
      ...(hint !== undefined && { hint }),
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    });
    this.reason = failure.reason;
    this.scope = failure.scope;
  }
}

/** Failures that say nothing of what was asked for: nothing was sent, or every call with the key ends so. */
const GENERAL: ReadonlySet<FailureReason> = new Set(['busy', 'circuit_open', 'key_dead']);

/** Whether an error may come from the one recording that was asked for, so that others can be read. */
export function mayBeOfRecording(error: unknown): boolean {
  return !(error instanceof KTalkError && GENERAL.has(error.reason));
}

/** Calls through a third party's policy, pace and key. */
export function ktalkCalls(upstream: Upstream<EndpointName>): CallKTalk {
  return async (endpoint, call) => {
    const result = await callUpstream(upstream, { endpoint, ...call });
    if (result.ok) return result.value;
    if (result.error.reason !== 'not_found') throw new KTalkError(result.error, upstream.policy.title);
    if (call.params !== undefined) return null;
    // A list that is not there is a KTalk that is out of order, and must not be taken for an empty one.
    throw new KTalkError({ ...result.error, reason: 'unavailable' }, upstream.policy.title);
  };
}

/**
 * All items of a list that is paged by `skip` and ends with a short page; null where KTalk has no such thing. Throws `UNAVAILABLE`
 * for one without an end, which would keep a step of the synchronization for ever.
 */
export async function allPages<T>(
  page: (skip: number, top: number) => Promise<readonly T[] | null>,
): Promise<readonly T[] | null> {
  const all: T[] = [];
  while (all.length < MOST_ITEMS) {
    const items = await page(all.length, PAGE);
    if (items === null) return null;
    all.push(...items);
    if (items.length < PAGE) return all;
  }
  throw endless();
}

/** A list of KTalk that has no end. */
export function endless(): ToolError {
  return new ToolError('UNAVAILABLE', 'Контур.Толк отдаёт список без конца.');
}

/** More people than any meeting has. */
const MOST_ITEMS = 20_000;

/** Most items that KTalk gives at once. */
export const PAGE = 100;
