import { createMcpHandler, isJsonContentType } from '@modelcontextprotocol/server';
import type { ServerDefinition } from '../define/server.ts';
import { inAcceptedForm, messagesOf, readAccept } from './accept.ts';
import { stepUpRefusal } from './challenge.ts';
import { hasPrototypeKey, parseJson, readBody, readCalls, rpcError } from './json-rpc.ts';
import type { McpRequest } from './mcp-request.ts';
import { buildMcpServer } from './mcp-server.ts';
import { paramsError } from './message-params.ts';
import { metadataUrlOf, type RequestContext } from './request-context.ts';
import { requiredScopes, requiresSignIn } from './required-scopes.ts';
import { type ResolvedCalls, resolveCalls } from './resolve-calls.ts';
import { listedTools } from './toolset.ts';

const MCP_BODY_LIMIT = 256 * 1024;

/** Answers a request to `/mcp` whose caller, if any, is authenticated. */
export type McpEndpoint<Env, S> = (context: RequestContext<Env, S>) => Promise<Response>;

/** The MCP endpoint of a server: both eras, without sessions. */
export function createMcpEndpoint<Env, S>(server: ServerDefinition<Env, S>): McpEndpoint<Env, S> {
  // The SDK hands `authInfo` to the factory unchanged; it carries the request, and the SDK's own scope check is not used.
  const handler = createMcpHandler(({ authInfo }) => {
    const request = authInfo?.extra?.['request'] as McpRequest<S> | undefined;
    if (!request) throw new TypeError('a request reached the MCP server without its context');
    return buildMcpServer(request);
  });
  return async (context) => {
    if (context.request.method !== 'POST') return methodNotAllowed();
    const accepted = readAccept(context.request.headers.get('accept'));
    if (!accepted.json && !accepted.eventStream) return notAcceptable();
    const listed = listedTools(server, context.url.searchParams);
    if (!listed.ok) return rpcError(400, -32602, `INVALID_ARGUMENT: ${listed.error}`);
    const body = await jsonBody(context.request);
    if (body instanceof Response) return body;
    const calls = resolveCalls(server, readCalls(body.json));
    const refusal = await refuse(context, calls);
    if (refusal) return refusal;
    const request: McpRequest<S> = { context, calls, listedTools: listed.value };
    const clientId = context.user?.clientId ?? 'anonymous';
    const authInfo = { token: '', clientId, scopes: [], extra: { request } };
    const answer = (json: unknown) => handler.fetch(acceptingBoth(context.request), { authInfo, parsedBody: json });
    return inAcceptedForm(await answerValid(body.json, answer), accepted);
  };
}

/** Answers messages with wrong parameters itself, since the SDK calls most of them an internal error, and the rest by the SDK. */
async function answerValid(body: unknown, answer: (json: unknown) => Promise<Response>): Promise<Response> {
  if (!Array.isArray(body)) {
    const error = paramsError(body);
    return error ? Response.json(error) : answer(body);
  }
  const errors = body.map(paramsError).filter((error) => error !== null);
  if (errors.length === 0) return answer(body);
  const valid = body.filter((message) => paramsError(message) === null);
  const answered = valid.length > 0 ? await answer(valid) : null;
  if (answered && !answered.ok) return answered;
  const texts = [...(answered ? await messagesOf(answered) : []), ...errors.map((error) => JSON.stringify(error))];
  return new Response(`[${texts.join(',')}]`, { headers: { 'content-type': 'application/json' } });
}

/** Without sessions there is no stream to open and none to end. */
function methodNotAllowed(): Response {
  const refusal = rpcError(405, -32000, 'Method not allowed; send a POST.');
  refusal.headers.set('allow', 'POST, OPTIONS');
  return refusal;
}

async function jsonBody(request: Request): Promise<{ readonly json: unknown } | Response> {
  if (!isJsonContentType(request.headers.get('content-type'))) {
    return rpcError(415, -32000, 'Unsupported Media Type: Content-Type must be application/json');
  }
  const text = await readBody(request, MCP_BODY_LIMIT);
  if (text === null) return rpcError(413, -32000, `The body is larger than ${MCP_BODY_LIMIT} bytes.`);
  const json = parseJson(text);
  if (json === undefined) return rpcError(400, -32700, 'The body is not valid JSON.');
  if (hasPrototypeKey(text, json))
    return rpcError(400, -32602, 'INVALID_ARGUMENT (__proto__): Unknown field; remove it.');
  return { json };
}

/** The HTTP challenge to a caller who may not do everything that the body asks for; null when they may. */
async function refuse<Env, S>(context: RequestContext<Env, S>, calls: ResolvedCalls<S>): Promise<Response | null> {
  const { auth, request, requestId, server, user } = context;
  if (user) {
    const missing = requiredScopes(calls).find((scope) => !user.scopes.includes(scope));
    return missing === undefined ? null : stepUpRefusal(metadataUrlOf(context), missing, user.scopes);
  }
  if (!requiresSignIn(server, calls)) return null;
  const authentication = await auth.authenticate(request, requestId);
  return 'refusal' in authentication ? authentication.refusal : null;
}

function notAcceptable(): Response {
  return rpcError(406, -32000, 'Not acceptable: take application/json or text/event-stream.');
}

/** The SDK wants both media types by name; what the client takes was read before and decides the form of the answer. */
function acceptingBoth(request: Request): Request {
  const headers = new Headers(request.headers);
  headers.set('accept', 'application/json, text/event-stream');
  return new Request(request.url, { method: request.method, headers, signal: request.signal });
}
