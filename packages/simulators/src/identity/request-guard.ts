import type { Context, Next } from './context.ts';
import { sendErrorPage } from './error-page.ts';

/**
 * `localhost` and `127.0.0.1` are different places to a browser's cookies, so there is one spelling: a request that
 * came under another name is sent to the issuer's. It also leaves nothing to a foreign name that resolves to loopback.
 */
export function oneSpelling(issuer: string): (ctx: Context, next: Next) => Promise<unknown> {
  const { host } = new URL(issuer);
  return async (ctx, next) => {
    if (ctx.host === host) return next();
    ctx.redirect(issuer + ctx.url);
    ctx.status = 307;
  };
}

/** Turns what goes wrong before the library's own handlers into a page: an outdated sign-in, an unknown address. */
export async function readableErrors(ctx: Context, next: Next): Promise<void> {
  try {
    await next();
  } catch (error) {
    if (!isForTheUser(error)) throw error;
    sendErrorPage(ctx, error.status, describe(error));
    return;
  }
  if (ctx.status === 404 && !ctx.body) {
    sendErrorPage(ctx, 404, { error: 'not_found', error_description: 'there is no such page here' });
  }
}

interface ErrorForTheUser extends Error {
  readonly status: number;
}

function isForTheUser(error: unknown): error is ErrorForTheUser {
  return (
    error instanceof Error &&
    'expose' in error &&
    error.expose === true &&
    'status' in error &&
    typeof error.status === 'number'
  );
}

function describe(error: ErrorForTheUser) {
  const description = 'error_description' in error ? error.error_description : undefined;
  return { error: error.message, error_description: typeof description === 'string' ? description : undefined };
}
