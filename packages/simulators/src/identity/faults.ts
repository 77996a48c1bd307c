import type { Context, Next } from './context.ts';

/**
 * How the provider misbehaves, for tests of those who depend on it: `down` answers 503 to everything, `token_error`
 * answers the token endpoint with status 500 and HTML where JSON is due.
 */
export type Fault = 'none' | 'down' | 'token_error';

/** Stands before everything else and plays the fault that `current` names at the time of the request. */
export function faultGate(current: () => Fault): (ctx: Context, next: Next) => Promise<unknown> {
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
