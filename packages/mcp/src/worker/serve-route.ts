import type { Principal } from '@aisystant/oauth';
import { isJsonContentType } from '@modelcontextprotocol/server';
import type { Route } from '../define/route.ts';
import { call } from './call.ts';
import { stepUpChallenge } from './challenge.ts';
import { parseJson, readBody } from './json-rpc.ts';
import { metadataUrlOf, scopeOf, type Visit } from './request-context.ts';

/** Serves the plain HTTP routes below `/mcp`, with the same pipeline as a tool. */
export async function plainRoute<Env, S>(
  request: Request,
  visit: Visit<Env, S>,
  user: Principal | null,
): Promise<Response> {
  const { server, url } = visit;
  const found: Route<S> | undefined = server.routes.find(({ facts }) => facts.path === url.pathname);
  if (!found)
    return Response.json({ error: { code: 'NOT_FOUND', message: 'There is nothing here.' } }, { status: 404 });
  const { facts } = found;
  if (request.method !== 'POST') return refusal(405, 'INVALID_ARGUMENT', 'Send a POST.', { allow: 'POST' });
  if (!isJsonContentType(request.headers.get('content-type'))) {
    return refusal(415, 'INVALID_ARGUMENT', 'Send the body as application/json.');
  }
  const text = await readBody(request, facts.maxBytes);
  if (text === null) return refusal(413, 'INVALID_ARGUMENT', `The body is larger than ${facts.maxBytes} bytes.`);
  const body = parseJson(text);
  if (body === undefined) return refusal(400, 'INVALID_ARGUMENT', 'The body is not valid JSON.');
  const callee = { kind: 'route', name: facts.path, scope: facts.scope, effect: facts.effect } as const;
  const scope = scopeOf(request, visit, user);
  const outcome = await call(callee, scope, { signal: request.signal }, (context) => found.answer(body, context));
  if (outcome.ok) return Response.json(outcome.value);
  const { error } = outcome;
  const headers = new Headers();
  if (error.code === 'FORBIDDEN')
    headers.set('www-authenticate', stepUpChallenge(metadataUrlOf(visit), facts.scope, user?.scopes));
  return Response.json({ error }, { status: STATUS_OF[error.code], headers });
}

const STATUS_OF = {
  INVALID_ARGUMENT: 400,
  FORBIDDEN: 403,
  CONSENT_REQUIRED: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
} as const;

function refusal(status: number, code: string, message: string, headers: Record<string, string> = {}): Response {
  return Response.json({ error: { code, message, retryable: false } }, { status, headers });
}
