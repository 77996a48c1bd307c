import { isRecord } from '../define/is-record.ts';
import { err, ok, type Result } from '../define/result.ts';
import type { ServerDefinition } from '../define/server.ts';
import { inAcceptedForm, messagesOf, readAccept } from './accept.ts';
import { createDirectAnswer } from './direct-answer.ts';
import { withInitializeMembers } from './initialize-members.ts';
import { readCalls, rpcError } from './json-rpc.ts';
import type { McpRequest } from './mcp-request.ts';
import { hasLongEnvelope, NAME_LIMIT, withoutCancellations, withoutNullParams } from './message-params.ts';
import { meterMessages, meterRefused } from './meter-messages.ts';
import { repeatsName } from './name-header.ts';
import { refuseScope } from './refuse-scope.ts';
import { hasRefusedEnvelope } from './refused-envelope.ts';
import { BODY_LIMIT, type BodyRefusal, readJsonBody } from './request-body.ts';
import type { RequestContext } from './request-context.ts';
import { requiredScopes, requiresSignIn } from './required-scopes.ts';
import { type ResolvedCalls, resolveCalls } from './resolve-calls.ts';
import { createSdkAnswer } from './sdk-answer.ts';
import { listedTools } from './toolset.ts';

/** The SDK's own limit, which it checks only for the messages that it answers. */
const MAX_BATCH = 100;
/** For callers without a token: an open answer may be hundreds of times larger than its request. */
const MAX_OPEN_BATCH = 10;

/** Headers of the protocol, which the SDK repeats where they differ from the body. */
const NAMING_HEADERS = ['mcp-method', 'mcp-name', 'mcp-protocol-version'];

/** Answers a request to `/mcp` whose caller, if any, is authenticated. */
export type McpEndpoint<Env, S> = (context: RequestContext<Env, S>) => Promise<Response>;

/** The MCP endpoint of a server: both eras, without sessions. */
export function createMcpEndpoint<Env, S>(server: ServerDefinition<Env, S>): McpEndpoint<Env, S> {
  const bySdk = createSdkAnswer<S>();
  const answerDirectly = createDirectAnswer(server, bySdk);
  return async (context) => {
    if (context.request.method !== 'POST') return methodNotAllowed();
    const accepted = readAccept(context.request.headers.get('accept'));
    if (!accepted.json && !accepted.eventStream) return notAcceptable();
    const listed = listedTools(server, context.url);
    if (!listed.ok) return rpcError(400, -32602, `INVALID_ARGUMENT: ${listed.error}`);
    const body = await jsonBody(context);
    if (!body.ok) return body.error;
    const json = body.value;
    const calls = resolveCalls(server, readCalls(json));
    const refusal =
      refuseBatch(context, calls) ??
      (await authChallenge(context, calls)) ??
      (await meterMessages(context, calls, json));
    if (refusal) return refusal;
    const answered = await refusalsMetered({ context, calls, listedTools: listed.value }, async (request) => {
      const answer = (messages: unknown) => bySdk(request, withoutCancellations(messages));
      const direct = await answerDirectly(request, json);
      return direct ?? withInitializeMembers(await answerValid(context.request, json, calls, answer), request);
    });
    return inAcceptedForm(answered, accepted);
  };
}

/** Meters what is refused before a handler could, such as calls whose headers name another call. */
async function refusalsMetered<S>(
  request: McpRequest<S>,
  answer: (request: McpRequest<S>) => Promise<Response>,
): Promise<Response> {
  let isCalled = false;
  const onCall = () => {
    isCalled = true;
  };
  const answered = await answer({ ...request, context: { ...request.context, onCall } });
  const limited = answered.ok || isCalled ? null : await meterRefused(request.context, request.calls);
  return limited ?? answered;
}

/** Answers messages with wrong parameters itself, since the SDK calls most of them an internal error, and the rest by the SDK. */
async function answerValid<S>(
  request: Request,
  body: unknown,
  { calls }: ResolvedCalls<S>,
  answer: (json: unknown) => Promise<Response>,
): Promise<Response> {
  const wrong = calls.filter(({ error }) => error !== null);
  const [first] = wrong;
  if (!first) return answer(body);
  if (!Array.isArray(body)) return hasRefusedEnvelope(request, first) ? answer(body) : Response.json(first.error);
  const refused = new Set(wrong.map(({ input }) => input));
  const valid = body.filter((message) => !refused.has(message));
  const answered = valid.length > 0 ? await answer(valid) : null;
  if (answered && !answered.ok) return answered;
  const texts = [...(answered ? await messagesOf(answered) : []), ...wrong.map(({ error }) => JSON.stringify(error))];
  return new Response(`[${texts.join(',')}]`, { headers: { 'content-type': 'application/json' } });
}

/**
 * Refuses a batch that only multiplies its answer, since a list is a thousand times larger than its request, and one in which an answer
 * could be that of two requests.
 */
function refuseBatch<Env, S>({ user }: RequestContext<Env, S>, { calls }: ResolvedCalls<S>): Response | null {
  const lists = calls.map(({ method }) => method).filter((method) => method.endsWith('/list'));
  if (hasTwice(lists)) return rpcError(400, -32600, 'A batch may ask for each list once.');
  const ids = calls.flatMap(({ input }) => Object(input).id ?? []);
  if (hasTwice(ids)) return rpcError(400, -32600, 'Each request of a batch needs an id of its own.');
  if (user || calls.length <= MAX_OPEN_BATCH) return null;
  return rpcError(400, -32600, `Without a token a batch may have at most ${MAX_OPEN_BATCH} messages.`);
}

const hasTwice = (values: readonly unknown[]) => new Set(values).size < values.length;

/** Without sessions there is no stream to open and none to end. */
function methodNotAllowed(): Response {
  const refusal = rpcError(405, -32000, 'Method not allowed; send a POST.');
  refusal.headers.set('allow', 'POST, OPTIONS');
  return refusal;
}

/** The messages of a body, or the answer that refuses it. */
async function jsonBody<Env, S>(context: RequestContext<Env, S>): Promise<Result<unknown, Response>> {
  const { request } = context;
  const body = await readJsonBody(context, BODY_LIMIT);
  if (!body.ok) return err(bodyRefusal(body.error));
  const json = body.value;
  if (Array.isArray(json) && json.length > MAX_BATCH) {
    return err(rpcError(400, -32600, `A batch may have at most ${MAX_BATCH} messages.`));
  }
  // The address of a resource may be longer; a header that repeats it exactly is in no error.
  const repeated = isRecord(json) && isRecord(json['params']) ? json['params']['uri'] : undefined;
  const isLong = (header: string) => {
    const value = request.headers.get(header) ?? '';
    return value.length > NAME_LIMIT && !repeatsName(value, repeated);
  };
  if (NAMING_HEADERS.some(isLong) || [json].flat().some((message) => hasLongEnvelope(Object(message)))) {
    return err(rpcError(400, -32600, `A method, a name and a protocol version have at most ${NAME_LIMIT} characters.`));
  }
  return ok(withoutNullParams(json));
}

/** A refused body as a JSON-RPC error. */
function bodyRefusal({ reason, status, message, field }: BodyRefusal): Response {
  const place = reason === 'too_deep' ? 'params' : field;
  if (place !== null) return rpcError(status, -32602, `INVALID_ARGUMENT (${place}): ${message}`);
  return rpcError(status, reason === 'not_json' ? -32700 : -32000, message);
}

/** The HTTP challenge to a caller who may not do everything that the body asks for; null when they may. */
async function authChallenge<Env, S>(
  context: RequestContext<Env, S>,
  calls: ResolvedCalls<S>,
): Promise<Response | null> {
  const { auth, request, requestId, server, user } = context;
  if (user) {
    const missing = requiredScopes(calls).filter((scope) => !user.scopes.includes(scope));
    const without = calls.calls.find(({ operation }) => operation && operation.scope === missing[0]);
    return missing.length > 0 && without?.operation
      ? refuseScope(context, without.operation, missing, without.traceId)
      : null;
  }
  if (!requiresSignIn(server, calls)) return null;
  const authentication = await auth.authenticate(request, requestId);
  return authentication.ok ? null : authentication.error;
}

function notAcceptable(): Response {
  return rpcError(406, -32000, 'Not acceptable: take application/json or text/event-stream.');
}
