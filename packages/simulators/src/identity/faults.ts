import type { Context, Next } from './context.ts';

/**
 * An injected fault, for tests of the provider's clients: `down` answers every request with 503, `token_error` answers
 * token requests with status 500 and HTML.
 */
export type Fault = 'none' | 'down' | 'token_error';

/** First middleware: injects the current fault. */
export function faultInjection(current: () => Fault): (ctx: Context, next: Next) => Promise<unknown> {
  return async (ctx, next) => {
    const fault = current();
    if (fault === 'down') {
      ctx.status = 503;
      ctx.body = 'Service Unavailable';
    } else if (fault === 'token_error' && ctx.path === '/token') {
      ctx.status = 500;
      ctx.type = 'html';
      ctx.body = '<!doctype html><title>500</title><h1>Internal Server Error</h1>';
    } else {
      await next();
    }
  };
}
