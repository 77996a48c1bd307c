import { ok } from '@aisystant/mcp';
import { type Answer, answerOf, isTransient, type ReadResponse } from './answer.ts';
import { readJson } from './body.ts';
import type { FailureReason } from './failure.ts';
import type { Endpoint } from './policy.ts';
import { redirectTarget } from './request.ts';
import { retryAfterMs } from './retry.ts';
import type { Upstream } from './upstream.ts';

/** A request that can be sent several times. */
export interface PreparedRequest {
  readonly endpoint: Endpoint;
  readonly url: URL;
  readonly body: string | null;
  readonly uses: readonly string[];
}

/** What one request came to. */
export interface Attempt extends Omit<Answer, 'status'> {
  readonly status: number | null;
  /** `Retry-After`, in ms. */
  readonly retryAfterMs: number | null;
  /** Host that the third party moved to. */
  readonly movedTo: string | null;
}

/** Sends a request once, or once more to where a redirect points. */
export async function attempt(upstream: Upstream, request: PreparedRequest, timeoutMs: number): Promise<Attempt> {
  const timeout = AbortSignal.timeout(Math.max(0, timeoutMs));
  const first = await exchange(upstream, request, request.url, timeout);
  if (first === null) return noAnswer('unavailable', null);
  if (!isRedirect(first)) return read(first, null);
  const target = redirectTarget(request.url, first.headers.get('location'), upstream.policy.redirectHosts);
  if (target === null) return noAnswer('redirected', first.status);
  const second = await exchange(upstream, request, target, timeout);
  if (second === null) return noAnswer('unavailable', null);
  return isRedirect(second) ? noAnswer('redirected', second.status) : read(second, target.hostname);

  function read(response: Exchanged, movedTo: string | null): Attempt {
    const answer = answerOf(response, upstream.policy, request.uses);
    const now = upstream.io.now();
    const wait = retryAfterMs(response.headers.get('retry-after'), now) ?? allowanceWait(answer, now);
    return { ...answer, retryAfterMs: wait, movedTo };
  }
}

/** A response with its body; that of a redirect is empty. */
interface Exchanged extends ReadResponse {
  readonly headers: Headers;
}

/** Sends a request and reads the whole response; null where the third party did not give one in time. What it means is not told here. */
async function exchange(
  upstream: Upstream,
  request: PreparedRequest,
  url: URL,
  signal: AbortSignal,
): Promise<Exchanged | null> {
  try {
    const response = await send(upstream, request, url, signal);
    const { status, headers } = response;
    if (!isRedirect(response)) return { status, headers, body: await readJson(response, upstream.policy.maxBodyBytes) };
    await response.body?.cancel();
    return { status, headers, body: ok(undefined) };
  } catch {
    // The error of a failed fetch may quote the URL.
    return null;
  }
}

/** Until the allowance of a method is full again, in ms. */
function allowanceWait({ failure, usage }: Answer, now: number): number | null {
  if (failure?.reason !== 'rate_limited') return null;
  const full = usage.filter(({ share }) => share >= 1).map(({ resetAtMs }) => Math.max(0, resetAtMs - now));
  return full.length > 0 ? Math.max(...full) : null;
}

function send({ io, target }: Upstream, { endpoint, body }: PreparedRequest, url: URL, signal: AbortSignal) {
  const headers = new Headers({ accept: 'application/json', 'user-agent': 'aisystant-mcp/1.0', ...target.headers });
  if (body !== null) headers.set('content-type', 'application/json');
  return io.fetch(new Request(url, { method: endpoint.method, headers, body, redirect: 'manual', signal }));
}

function isRedirect({ status }: Pick<Response, 'status'>): boolean {
  return status >= 300 && status < 400;
}

/** An attempt without a usable response; `status` is that of a redirect. */
export function noAnswer(reason: FailureReason, status: number | null): Attempt {
  return {
    failure: { reason, retry: isTransient(reason) },
    status,
    json: undefined,
    upstreamCode: null,
    upstreamMessage: null,
    usage: [],
    retryAfterMs: null,
    movedTo: null,
  };
}
