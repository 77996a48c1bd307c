import type { Route } from '../define/route.ts';
import type { ErrorFacts } from '../define/tool-error.ts';
import { call } from './call.ts';
import { stepUpChallenge } from './challenge.ts';
import { type BodyRefusal, readJsonBody } from './request-body.ts';
import { metadataUrlOf, type RequestContext } from './request-context.ts';

/** The answer at an address below `/mcp` that has no route. */
export function nothingHere(): Response {
  return Response.json({ error: { code: 'NOT_FOUND', message: 'There is nothing here.' } }, { status: 404 });
}

/** Serves a plain HTTP route below `/mcp`, through the same pipeline as a tool. */
export async function serveRoute<Env, S>(context: RequestContext<Env, S>, found: Route<S>): Promise<Response> {
  const { request } = context;
  const { maxBytes } = found.facts;
  if (request.method !== 'POST') return refusal(405, 'INVALID_ARGUMENT', 'Send a POST.', { allow: 'POST' });
  // An intake of many records says which of them has the key.
  const body = await readJsonBody(context, maxBytes, { allowsPrototypeKey: true });
  if (!body.ok) return bodyRefusal(body.error);
  const result = await call(found, context, { input: body.value });
  if (result.ok) return Response.json(result.value);
  const { error } = result;
  const headers = new Headers();
  if (error.code === 'FORBIDDEN')
    headers.set('www-authenticate', stepUpChallenge(metadataUrlOf(context), [found.facts.scope], context.user?.scopes));
  return refusalOf(error, headers);
}

/** The answer to a call that failed, with the headers given and when to try again. */
export function refusalOf(error: ErrorFacts, headers = new Headers()): Response {
  if (error.retry_after_seconds !== undefined) headers.set('retry-after', String(error.retry_after_seconds));
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

/** The answer to a request that is no call. */
export function refusal(status: number, code: string, message: string, headers: Record<string, string> = {}): Response {
  return Response.json({ error: { code, message, retryable: false } }, { status, headers });
}

function bodyRefusal({ status, message, field }: BodyRefusal): Response {
  const error = { code: 'INVALID_ARGUMENT', message, ...(field !== null && { field }), retryable: false };
  return Response.json({ error }, { status });
}
