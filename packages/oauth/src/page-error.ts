import { AuthorizationError, CimdFetchError } from '@cloudflare/workers-oauth-provider';
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { addressKey } from './address-key.ts';
import { REGISTRATION_PATH, TOKEN_PATH } from './authorization-server.ts';
import type { SignInEnv } from './config.ts';
import { IdentityError } from './identity.ts';
import { errorPage, type PageErrorCode } from './pages/error.ts';
import { languageOf } from './pages/language.ts';
import type { PageContext, SignInDeps } from './sign-in-deps.ts';

const PAGE_BODY_LIMIT = 16 * 1024;

/** A page of ours stops here, for a reason that has a name. */
export class PageError extends Error {
  override readonly name = 'PageError';
  readonly fault: PageErrorCode;

  constructor(fault: PageErrorCode) {
    super(fault);
    this.fault = fault;
  }
}

/** Holds a path to a limit for each address, and its bodies to 16 KB. */
export function rateLimitAndBodyLimit(
  deps: SignInDeps,
  limit: 'SIGN_IN_LIMIT' | 'TOKEN_LIMIT',
): readonly [MiddlewareHandler<{ Bindings: SignInEnv }>, MiddlewareHandler<{ Bindings: SignInEnv }>] {
  return [
    async (c, next) => {
      const address = addressKey(c.req.header('cf-connecting-ip') ?? 'unknown');
      const [, first = ''] = c.req.path.split('/');
      // The pages of an account count together, the endpoints of the authorization server apart.
      const counted = first === 'account' ? '/account' : c.req.path;
      const { success } = await c.env[limit].limit({ key: `${counted} ${address}` });
      return success ? next() : stop(c, deps, new PageError('tooMany'));
    },
    bodyLimit({ maxSize: PAGE_BODY_LIMIT, onError: (c) => stop(c, deps, new PageError('tooLarge')) }),
  ];
}

/** Logs what stopped a request and answers with a page for a person, JSON (RFC 6749) for a program. */
export function stop(c: PageContext, { server, log }: SignInDeps, error: Error): Promise<Response> {
  const name = faultOf(error, c.req);
  const detail = error instanceof IdentityError ? error.message : error.name;
  log({ event: 'sign_in', server: server.name, step: c.req.path, code: name, detail });
  return answer(c, name);
}

/** The answer of an address nobody serves; it writes no log line. */
export function notFound(c: PageContext): Promise<Response> {
  return answer(c, 'notFound');
}

async function answer(c: PageContext, name: PageErrorCode): Promise<Response> {
  if (c.req.path === TOKEN_PATH || c.req.path === REGISTRATION_PATH) return programFault(name);
  return errorPage(name, languageOf(c.req.header('accept-language')));
}

function faultOf(error: Error, { method, path }: PageContext['req']): PageErrorCode {
  if (error instanceof PageError) return error.fault;
  if (error instanceof CimdFetchError) return 'unknownApp';
  if (error instanceof IdentityError) return error.refused ? 'identityRefused' : 'identityDown';
  if (!(error instanceof AuthorizationError)) return 'unexpected';
  // After the consent page was shown, only the page itself can be at fault: too old, used, or of another browser.
  return path === '/callback' || method === 'POST' ? 'expired' : 'refusedRequest';
}

function programFault(name: PageErrorCode): Response {
  if (name === 'tooLarge') return Response.json({ error: 'invalid_request' }, { status: 413 });
  const headers = { 'retry-after': name === 'tooMany' ? '60' : '5', 'cache-control': 'no-store' };
  return Response.json({ error: 'temporarily_unavailable' }, { status: name === 'tooMany' ? 429 : 503, headers });
}
