import { tracing } from 'cloudflare:workers';

/** `traceparent` of version 00, whose ids are not zero (W3C Trace Context). */
const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The trace that a message belongs to, by the `traceparent` of its `_meta` (SEP-414); undefined for none that is valid. */
export function traceIdOf(meta: { readonly [key: string]: unknown } | undefined): string | undefined {
  const value = meta?.['traceparent'];
  return typeof value === 'string' ? TRACEPARENT.exec(value)?.[1] : undefined;
}

/** Runs a call of a traced message in a span of its own, which names the client's trace; any other call as it is. */
export function inSpan<T>(name: string, traceId: string | undefined, run: () => Promise<T>): Promise<T> {
  if (traceId === undefined) return run();
  return tracing.enterSpan(name, (span) => {
    span.setAttribute('mcp.trace_id', traceId);
    return run();
  });
}
