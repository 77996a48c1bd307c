import { type SystemError, systemError } from './api-error.ts';

/**
 * A fault on demand: an error of the system, a page of the web server in place of JSON, an answer that breaks off, no answer
 * for a minute, or a portal that has moved.
 */
export type Fault =
  | { readonly kind: 'error'; readonly code: SystemError }
  | { readonly kind: 'html' | 'truncated' }
  | { readonly kind: 'stall'; readonly ms: number }
  | { readonly kind: 'moved'; readonly origin: string };

/** How long a method stays blocked, by the answer that says so. */
const BLOCKED_SECONDS = 4;

/** Answers a request at a time, epoch ms, in the way of a fault. */
export async function faultyAnswer(fault: Fault, url: URL, now: number): Promise<Response> {
  switch (fault.kind) {
    case 'error': {
      const { status, body } = systemError(fault.code);
      const reset = Math.ceil(now / 1000) + BLOCKED_SECONDS;
      const until = fault.code === 'OPERATION_TIME_LIMIT' ? { operating_reset_at: reset } : {};
      return Response.json({ ...body, ...until }, { status });
    }
    case 'html':
      return new Response(
        '<html><head><title>502 Bad Gateway</title></head><body><center>nginx</center></body></html>',
        {
          status: 502,
          headers: { 'content-type': 'text/html' },
        },
      );
    case 'truncated':
      return new Response('{"result":[{"ID":"1001","TITLE":"Кух', { headers: { 'content-type': 'application/json' } });
    case 'stall':
      await new Promise((resolve) => setTimeout(resolve, fault.ms));
      return new Response(null, { status: 504 });
    case 'moved':
      return new Response(null, { status: 302, headers: { location: `${fault.origin}${url.pathname}${url.search}` } });
  }
}
