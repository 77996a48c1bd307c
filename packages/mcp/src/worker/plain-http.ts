import * as z from 'zod';
import { type Callable, handler } from '../define/handler.ts';
import { parseInput } from '../define/input.ts';
import { type Operation, SIGNED_IN } from '../define/operation.ts';
import { isTemplate, type Resource, resourceAt } from '../define/resource.ts';
import { err, ok, type Result } from '../define/result.ts';
import { readToolResult } from '../define/result-size.ts';
import type { ServerDefinition } from '../define/server.ts';
import { matchesName, type Tool } from '../define/tool.ts';
import { type ErrorFacts, ToolError } from '../define/tool-error.ts';
import { call } from './call.ts';
import { checkDependencies } from './check-dependencies.ts';
import { ERROR_META_KEY } from './protocol-error.ts';
import { refuseScope } from './refuse-scope.ts';
import { BODY_LIMIT, readJsonBody } from './request-body.ts';
import type { RequestContext } from './request-context.ts';
import { refusal, refusalOf } from './serve-route.ts';
import { callTool } from './serve-tools.ts';
import { listedTools } from './toolset.ts';

/** Plain HTTP as a part of a Worker. */
export interface PlainHttp {
  routeAt: typeof routeAt;
  serve: typeof serve;
}

/** Answers a request of a person who signed in, with the parsed body of a POST. */
type PlainHttpRoute = {
  readonly method: 'GET' | 'POST';
  serve<Env, S>(context: RequestContext<Env, S>, body: unknown): Promise<Response>;
};

/** Plain HTTP for programs that are not MCP clients: the same tools and resources, sign-in, limits and log lines. */
const ROUTES: { readonly [path: string]: PlainHttpRoute } = {
  '/mcp/index': { method: 'GET', serve: index },
  '/mcp/health': { method: 'GET', serve: (context) => answered(context, '/mcp/health', () => HEALTH) },
  '/mcp/tool/call': { method: 'POST', serve: toolCall },
  '/mcp/resource/query': { method: 'POST', serve: resourceQuery },
};

const HEALTH = { status: 'ok', message: 'MCP endpoint is alive' };

/** How the third parties are that a server declares; for the doctor, with or without `plainHttp`. */
const DEPENDENCIES: PlainHttpRoute = {
  method: 'GET',
  serve: (context) =>
    answered(context, DEPENDENCIES_PATH, async () => ({
      dependencies: await checkDependencies(context.server, context.env, Date.now()),
    })),
};
const DEPENDENCIES_PATH = '/mcp/dependencies';

/** The route of a path at a server that declares `plainHttp`, or dependencies. */
function routeAt<Env, S>(
  { plainHttp, dependencies }: ServerDefinition<Env, S>,
  path: string,
): PlainHttpRoute | undefined {
  if (path === DEPENDENCIES_PATH) return dependencies && DEPENDENCIES;
  return plainHttp && Object.hasOwn(ROUTES, path) ? ROUTES[path] : undefined;
}

/** Serves one of these routes. */
async function serve<Env, S>(context: RequestContext<Env, S>, route: PlainHttpRoute): Promise<Response> {
  const { request } = context;
  if (request.method !== route.method) {
    return refusal(405, 'INVALID_ARGUMENT', `Send a ${route.method}.`, { allow: route.method });
  }
  if (route.method === 'GET') return route.serve(context, undefined);
  const body = await readJsonBody(context, BODY_LIMIT);
  if (!body.ok) return refusal(body.error.status, 'INVALID_ARGUMENT', body.error.message);
  return route.serve(context, body.value);
}

/** An answer that needs a sign-in and no scope or data of the person, with the limits and the log line of any call. */
async function answered<Env, S>(
  context: RequestContext<Env, S>,
  name: string,
  answer: () => object | Promise<object>,
): Promise<Response> {
  const result = await callMessage(context, name, answer);
  return result.ok ? Response.json(result.value) : refusalOf(result.error);
}

/** A refusal of what reaches no tool and no resource, with the limits and the log line of a call with wrong arguments. */
async function metered<Env, S>(context: RequestContext<Env, S>, name: string, refused: Response): Promise<Response> {
  const result = await callMessage(context, name, () => {
    throw new ToolError('INVALID_ARGUMENT', 'Refused.');
  });
  return result.ok || result.error.code === 'INVALID_ARGUMENT' ? refused : refusalOf(result.error);
}

function callMessage<Env, S>(
  context: RequestContext<Env, S>,
  name: string,
  answer: () => object | Promise<object>,
): Promise<Result<object, ErrorFacts>> {
  const operation: Operation = { kind: 'message', name, scope: SIGNED_IN, effect: 'read', needsConsent: false };
  const callable: Callable<null, object> = { operation, [handler]: () => ({ run: async () => answer() }) };
  return call(callable, { ...context, services: () => null, dataObject: () => null }, { input: undefined });
}

async function index<Env, S>(context: RequestContext<Env, S>): Promise<Response> {
  const { server, url } = context;
  const listed = listedTools(server, url);
  if (!listed.ok) return refusal(400, 'INVALID_ARGUMENT', listed.error);
  return answered(context, '/mcp/index', () => ({
    resources: server.resources.map((resource) => ({
      uri: isTemplate(resource) ? resource.template : resource.uri,
      name: resource.name,
      description: resource.purpose,
    })),
    tools: listed.value.map(({ name, description, inputSchema }) => ({ name, description, inputSchema })),
  }));
}

const Fields = z.record(z.string(), z.unknown());
const ToolCall = z.strictObject({ tool: z.string().max(200), params: Fields.optional() });
const ResourceQuery = z.strictObject({
  resource: z.string().max(200),
  params: Fields.optional(),
  cursor: z.string().max(512).nullable().optional(),
});

/** A tool's `CallToolResult`, bare; a refusal by the tool is a result too. */
async function toolCall<Env, S>(context: RequestContext<Env, S>, body: unknown): Promise<Response> {
  const read = readBody(ToolCall, body);
  if (!read.ok) return metered(context, '/mcp/tool/call', read.error);
  const { tool: name, params = {} } = read.value;
  const tool = context.server.tools.find((each) => matchesName(each, name));
  if (!tool) {
    return metered(context, '/mcp/tool/call', unknown('tool_not_found', `Tool '${name}' is not registered.`));
  }
  return runTool(context, tool, params, (result) => result);
}

/** Runs a tool; `show` gives what a success is answered with. */
async function runTool<Env, S>(
  context: RequestContext<Env, S>,
  tool: Tool<S>,
  input: object,
  show: (result: ReturnType<typeof readToolResult>) => object,
): Promise<Response> {
  const missing = await missingScope(context, tool.operation);
  if (missing) return missing;
  const result = await callTool(tool, context, { input });
  if (result.ok) return Response.json(show(readToolResult(result.value)));
  const refused = Response.json(result.error);
  const facts = result.error._meta?.[ERROR_META_KEY] as ErrorFacts | undefined;
  const after = facts?.retry_after_seconds;
  if (after !== undefined) refused.headers.set('retry-after', String(after));
  return refused;
}

async function missingScope<Env, S>(context: RequestContext<Env, S>, operation: Operation): Promise<Response | null> {
  const { scope } = operation;
  if (scope === null || scope === SIGNED_IN || context.user?.scopes.includes(scope)) return null;
  return refuseScope(context, operation, [scope]);
}

/** The data of a resource; with parameters or a cursor, those of the tool that answers the same question. */
async function resourceQuery<Env, S>(context: RequestContext<Env, S>, body: unknown): Promise<Response> {
  const read = readBody(ResourceQuery, body);
  if (!read.ok) return metered(context, '/mcp/resource/query', read.error);
  const { resource: name, params = {}, cursor } = read.value;
  const { resources, tools } = context.server;
  const found = resourceAt(resources, name) ?? byShortName(resources, name);
  if (!found) {
    const refused = unknown('resource_not_found', `Resource '${name}' is not registered.`);
    return metered(context, '/mcp/resource/query', refused);
  }
  const { resource, member } = found;
  const { query } = resource;
  const tool = query && tools.find(({ facts }) => facts.id === query.tool);
  if (query && tool) {
    const input = { ...params, ...(typeof cursor === 'string' && { cursor }) };
    return runTool(context, tool, input, ({ structuredContent }) => query.page(structuredContent));
  }
  if (Object.keys(params).length > 0 || typeof cursor === 'string') {
    const refused = refusal(400, 'INVALID_ARGUMENT', 'This resource takes neither parameters nor a cursor.');
    return metered(context, '/mcp/resource/query', refused);
  }
  const missing = await missingScope(context, resource.operation);
  if (missing) return missing;
  const result = await call(resource, context, { input: member });
  if (!result.ok) return refusalOf(result.error);
  const data = resource.mime === 'application/json' ? JSON.parse(result.value) : result.value;
  const rows = Array.isArray(data) ? data : [data];
  const metadata = { provider: context.server.name, resource: name };
  return Response.json({ metadata, data: rows, next_cursor: null, total: rows.length });
}

/** A resource by its name, or by its address without the scheme: `crm/leads`. */
function byShortName<S>(resources: readonly Resource<S>[], name: string) {
  const resource = resources.find(
    (each) => !isTemplate(each) && (each.name === name || each.uri.replace(/^[^:]+:\/\//, '') === name),
  );
  return resource && { resource, member: '' };
}

function readBody<T>(schema: z.ZodType<T>, body: unknown): Result<T, Response> {
  try {
    return ok(parseInput(schema, body));
  } catch (error) {
    if (error instanceof ToolError) return err(refusalOf(error.facts));
    throw error;
  }
}

function unknown(type: string, message: string): Response {
  return Response.json({ detail: { type, message } }, { status: 404 });
}

/** Plain HTTP to the tools and resources of a server that declares `plainHttp`, and the state of declared `dependencies`. */
export const plainHttp: PlainHttp = { routeAt, serve };
