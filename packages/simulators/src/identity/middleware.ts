import type { Context, Next } from './context.ts';
import { sendErrorPage } from './error-page.ts';

/**
 * Redirects requests with another Host to the origin of their path: `localhost` and `127.0.0.1` do not share cookies.
 * This also prevents DNS rebinding.
 */
export function redirectToOwnHost(originOf: (path: string) => string): (ctx: Context, next: Next) => Promise<unknown> {
  return async (ctx, next) => {
    const origin = originOf(ctx.path);
    if (ctx.host === new URL(origin).host) return next();
    ctx.redirect(origin + ctx.url);
    ctx.status = 307;
  };
}

/** Renders errors outside the library's handlers as pages: an expired interaction, an unknown path. */
export async function errorPages(ctx: Context, next: Next): Promise<void> {
  try {
    await next();
  } catch (error) {
    if (!isExposed(error)) throw error;
    sendErrorPage(ctx, error.status, describe(error));
    return;
  }
  if (ctx.status === 404 && !ctx.body) {
    sendErrorPage(ctx, 404, { error: 'not_found', error_description: 'there is no such page here' });
  }
}

/** An error of http-errors whose message may be shown. */
interface ExposedError extends Error {
  readonly status: number;
}

function isExposed(error: unknown): error is ExposedError {
  return (
    error instanceof Error &&
    'expose' in error &&
    error.expose === true &&
    'status' in error &&
    typeof error.status === 'number'
  );
}

function describe(error: ExposedError) {
  const description = 'error_description' in error ? error.error_description : undefined;
  return { error: error.message, error_description: typeof description === 'string' ? description : undefined };
}
