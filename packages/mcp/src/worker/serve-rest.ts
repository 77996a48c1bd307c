import { type Callable, handler } from '../define/handler.ts';
import { isRecord } from '../define/is-record.ts';
import { openApiOf } from '../define/openapi.ts';
import { SIGNED_IN } from '../define/operation.ts';
import { personalTokenRoutes, type TokenServices } from '../define/personal-token-routes.ts';
import { hasBody, type Rest, type RestFacts, type RestRoute } from '../define/rest.ts';
import { err, ok, type Result } from '../define/result.ts';
import type { ServerDefinition } from '../define/server.ts';
import { type CallerContext, call } from './call.ts';
import { stepUpChallenge } from './challenge.ts';
import { BODY_LIMIT, type BodyContext, readJsonBody } from './request-body.ts';
import { metadataUrlOf, type RequestContext, requestContext } from './request-context.ts';
import { inputOf } from './rest-input.ts';
import { nothingHere, refusal, refusalOf } from './serve-route.ts';

/** The REST interface as a part of a Worker. */
export type ServeRest = typeof serveRest;

/** Serves a request below the base of a server's REST interface: the part of a Worker whose server declares `rest`. */
export async function serveRest<Env, S>(context: RequestContext<Env, S>, rest: Rest<S>): Promise<Response> {
  const { request, auth, url, requestId, server } = context;
  const path = url.pathname.slice(rest.base.length);
  // The runtime leaves the body out (RFC 9110, section 9.3.2).
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  if (path === '/openapi.json' && method === 'GET') return openApi(server);
  const own = matchesOf(rest.routes, path);
  const tokens = matchesOf(personalTokenRoutes, path);
  const allowed = [...own, ...tokens].flatMap(({ route: { facts } }) =>
    facts.method === 'GET' ? ['GET', 'HEAD'] : [facts.method],
  );
  if (allowed.length === 0) return nothingHere();
  // The library knows its resource by the address of /mcp, and tokens are for that.
  const caller = await auth.authenticate(new Request(auth.config.resource, { headers: request.headers }), requestId);
  if (!caller.ok) return inDialect(caller.error);
  const authenticated = requestContext(context, caller.value);
  const isMeant = ({ route }: Matched<never>) => route.facts.method === method;
  const route = own.find(isMeant);
  if (route) return runRoute(route, authenticated);
  const tokenRoute = tokens.find(isMeant);
  if (tokenRoute) {
    const services = (): TokenServices => ({ tokens: auth.personalTokens });
    // No consent of a server is about its tokens.
    return runRoute(tokenRoute, { ...authenticated, server: { name: server.name }, services, dataObject: () => null });
  }
  const allow = allowed.join(', ');
  return refusal(405, 'INVALID_ARGUMENT', `Send one of: ${allow}.`, { allow });
}

const documents = new WeakMap<object, string>();

/** The OpenAPI document of a server, written once in an isolate: anyone may ask for it, and it takes milliseconds. */
function openApi<Env, S>(server: ServerDefinition<Env, S>): Response {
  const document = documents.get(server) ?? JSON.stringify(openApiOf(server));
  documents.set(server, document);
  return new Response(document, {
    headers: { 'content-type': 'application/json', 'cache-control': 'public, max-age=3600' },
  });
}

/** A route that a path fits, with the variables of the path. */
interface Matched<S> {
  readonly route: RestRoute<S>;
  readonly variables: { readonly [name: string]: string };
}

/** The routes that a path fits; of several patterns the ones with the fewest variables: `/requirements/search` is no id. */
function matchesOf<S>(routes: readonly RestRoute<S>[], path: string): readonly Matched<S>[] {
  const found = routes.flatMap((route) => {
    const variables = variablesIn(route.facts.path, path);
    return variables === null ? [] : [{ route, variables }];
  });
  const count = ({ variables }: Matched<S>) => Object.keys(variables).length;
  const fewest = Math.min(...found.map(count));
  return found.filter((each) => count(each) === fewest);
}

/** The values of a pattern's variables in a path; null for a path that does not fit. */
function variablesIn(pattern: string, path: string): { readonly [name: string]: string } | null {
  const [expected, given] = [pattern.split('/'), path.split('/')];
  if (expected.length !== given.length) return null;
  const variables: { [name: string]: string } = {};
  for (const [index, part] of expected.entries()) {
    const value = given[index] ?? '';
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined ? value !== part : value === '') return null;
    if (name !== undefined) variables[name] = value;
  }
  return variables;
}

/** What a route needs of a request. */
type RestCaller<S> = CallerContext<S> & BodyContext & Pick<RequestContext<never, never>, 'url' | 'auth'>;

async function runRoute<S>({ route, variables }: Matched<S>, context: RestCaller<S>): Promise<Response> {
  const { url } = context;
  const fields = hasBody(route.facts.method) ? await bodyOf(context) : ok({});
  if (!fields.ok) return fields.error;
  const { operation } = route;
  // In the place of the handler, so that a malformed address is limited and logged like any other wrong input.
  const callable: Callable<S, unknown> = {
    operation,
    [handler]: () => route[handler](inputOf(route, variables, url.searchParams, fields.value)),
  };
  const result = await call(callable, context, { input: undefined });
  if (result.ok) return answerOf(route.facts, result.value);
  const { error } = result;
  const headers = new Headers();
  const { user } = context;
  const { scope } = route.facts;
  if (error.code === 'FORBIDDEN' && scope !== SIGNED_IN && !user?.scopes.includes(scope)) {
    headers.set('www-authenticate', stepUpChallenge(metadataUrlOf(context), [scope], user?.scopes));
  }
  return refusalOf(error, headers);
}

function answerOf({ status }: RestFacts, value: unknown): Response {
  return status === 204 ? new Response(null, { status }) : Response.json(value, { status });
}

/** The fields of a body; an empty body has none. */
async function bodyOf(context: BodyContext): Promise<Result<object, Response>> {
  const body = await readJsonBody(context, BODY_LIMIT, { isOptional: true });
  if (!body.ok) return err(refusal(body.error.status, 'INVALID_ARGUMENT', body.error.message));
  return isRecord(body.value) ? ok(body.value) : err(refusal(400, 'INVALID_ARGUMENT', 'The body must be an object.'));
}

/** A refusal of the token in the one dialect of errors; the challenge in its headers stays. */
async function inDialect(refused: Response): Promise<Response> {
  const body = await refused.json<{ readonly error_description?: string }>().catch(() => null);
  const headers = new Headers(refused.headers);
  headers.delete('content-length');
  const isDown = refused.status === 503;
  const message = body?.error_description ?? 'This needs a valid token.';
  const error = { code: isDown ? 'UNAVAILABLE' : 'UNAUTHENTICATED', message, retryable: isDown };
  return Response.json({ error }, { status: refused.status, headers });
}
