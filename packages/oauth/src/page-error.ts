import { AuthorizationError, CimdFetchError } from '@cloudflare/workers-oauth-provider';
import type { MiddlewareHandler } from 'hono';
import { addressKey } from './address-key.ts';
import { REGISTRATION_PATH, TOKEN_PATH } from './authorization-server.ts';
import { type BodyError, readBody } from './body.ts';
import type { SignInEnv } from './config.ts';
import { IdentityError } from './identity.ts';
import { createSampledLog } from './log.ts';
import type { Done } from './pages/account.ts';
import { errorPage, PAGE_ERRORS, type PageErrorCode } from './pages/error.ts';
import { languageOf } from './pages/language.ts';
import type { PageContext, SignInDeps } from './sign-in-deps.ts';
import { silentReturn } from './silent.ts';

const MAX_BODY_BYTES = 16 * 1024;

const sampled = createSampledLog();

/** Ends a request to a page with one of the error pages. */
export class PageError extends Error {
  override readonly name = 'PageError';
  readonly code: PageErrorCode;

  constructor(code: PageErrorCode) {
    super(code);
    this.code = code;
  }
}

const PAGE_OF_BODY_ERROR = {
  encoded: 'unreadable',
  too_large: 'tooLarge',
  too_slow: 'tooSlow',
  cut_off: 'cutOff',
  not_utf8: 'unreadable',
} as const satisfies Record<BodyError, PageErrorCode>;

/** Middleware that limits requests per client address, and reads bodies: 16 KB of UTF-8 within a deadline. */
export function rateLimitAndBodyLimit(
  deps: SignInDeps,
  limit: 'SIGN_IN_LIMIT' | 'TOKEN_LIMIT',
): readonly [MiddlewareHandler<{ Bindings: SignInEnv }>, MiddlewareHandler<{ Bindings: SignInEnv }>] {
  return [
    async (c, next) => {
      const address = addressKey(c.req.header('cf-connecting-ip') ?? 'unknown');
      // The account pages share a counter; each endpoint of the authorization server has its own.
      const path = c.req.path.startsWith('/account/') ? '/account' : c.req.path;
      const { success } = await c.env[limit].limit({ key: `${path} ${address}` });
      return success ? next() : errorResponse(c, deps, new PageError('tooMany'));
    },
    async (c, next) => {
      if (!c.req.raw.body) return next();
      const body = await readBody(c.req.raw, MAX_BODY_BYTES);
      if (!body.ok) return errorResponse(c, deps, new PageError(PAGE_OF_BODY_ERROR[body.error.reason]));
      if (isForm(c.req.raw) && !isUtf8Form(body.value)) return errorResponse(c, deps, new PageError('unreadable'));
      c.req.raw = new Request(c.req.raw, { body: body.value });
      return next();
    },
  ];
}

/** A `%A0` in JSON is text, not an encoded byte. */
function isForm({ headers }: Request): boolean {
  return headers.get('content-type')?.includes('application/x-www-form-urlencoded') ?? false;
}

/** Whether the percent-encoded bytes of a form are UTF-8; in another encoding its text would become question marks. */
function isUtf8Form(text: string): boolean {
  try {
    return [...text.matchAll(/(?:%[0-9a-f]{2})+/gi)].every(([bytes]) => decodeURIComponent(bytes) !== '');
  } catch {
    return false;
  }
}

/**
 * Logs an error and responds: a page for people, an OAuth error (RFC 6749, section 5.2) at the endpoints for clients, and to a silent
 * sign-in the way back to the page that began it. The page offers `wayBack`, the client's address with the error, which the person may
 * follow.
 */
export async function errorResponse(
  c: PageContext,
  { server, config, log }: SignInDeps,
  error: Error,
  wayBack?: string,
): Promise<Response> {
  const code = errorCode(error, c.req);
  const oauthCode = UNAVAILABLE.has(code) ? 'temporarily_unavailable' : 'server_error';
  const location = silentReturn(c.req.raw, config, oauthCode);
  const detail = error instanceof IdentityError ? error.message : error.name;
  const record = {
    event: 'sign_in',
    server: server.name,
    step: c.req.path,
    code: location ? oauthCode : code,
    detail,
  };
  if (UNBOUNDED.has(code)) sampled(log, `${server.name} ${code}`, record);
  else log(record);
  return location ? c.redirect(wayBack ?? location, 302) : respond(c, code, wayBack);
}

/** Leads back to the account page, which says what was done. */
export function redirectToAccount(c: PageContext, done: Done): Response {
  c.header('cache-control', 'no-store');
  return c.redirect(`/account?done=${done}`, 303);
}

/** Errors of others, or of a limit, which may be gone when the same is asked again. */
const UNAVAILABLE: ReadonlySet<PageErrorCode> = new Set(['tooMany', 'identityDown', 'identityRefused', 'unknownApp']);

/** Refusals whose log lines no rate limit bounds: those of a reached limit, and those of the callback, which has no limit. */
const UNBOUNDED: ReadonlySet<PageErrorCode> = new Set(['tooMany', 'expired', 'signInExpired']);

/** Responds to an unknown path, without a log line. */
export function notFound(c: PageContext): Promise<Response> {
  return respond(c, 'notFound');
}

async function respond(c: PageContext, code: PageErrorCode, wayBack?: string): Promise<Response> {
  if (c.req.path === TOKEN_PATH || c.req.path === REGISTRATION_PATH) return oauthError(code);
  return errorPage(code, languageOf(c.req.header('accept-language')), wayBack);
}

function errorCode(error: Error, { method, path }: PageContext['req']): PageErrorCode {
  if (error instanceof PageError) return error.code;
  if (error instanceof CimdFetchError) return 'unknownApp';
  if (error instanceof IdentityError) return error.refused ? 'identityRefused' : 'identityDown';
  if (!(error instanceof AuthorizationError)) return 'unexpected';
  // The client's request was valid when the consent page was shown, so the page is expired, used, or of another browser.
  return path === '/callback' || method === 'POST' ? 'expired' : 'refusedRequest';
}

function oauthError(code: PageErrorCode): Response {
  const { status, title } = PAGE_ERRORS[code];
  if (Object.values<PageErrorCode>(PAGE_OF_BODY_ERROR).includes(code)) {
    const error_description = `${title.en}. A body is uncompressed UTF-8 of at most ${MAX_BODY_BYTES} bytes.`;
    return Response.json({ error: 'invalid_request', error_description }, { status });
  }
  const headers = { 'retry-after': code === 'tooMany' ? '60' : '5', 'cache-control': 'no-store' };
  const body = { error: 'temporarily_unavailable', error_description: `${title.en}; ask again later.` };
  return Response.json(body, { status: code === 'tooMany' ? 429 : 503, headers });
}
