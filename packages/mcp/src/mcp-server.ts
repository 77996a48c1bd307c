import {
  type CallToolResult,
  McpServer,
  ProtocolError,
  ProtocolErrorCode,
  type ReadResourceResult,
  ResourceNotFoundError,
  ResourceTemplate,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { type CallScope, call } from './call.ts';
import { stepUpChallenge } from './challenge.ts';
import { challengeFor, listedTool } from './listed-tool.ts';
import type { Prompt } from './prompt.ts';
import { isTemplate, type Resource } from './resource.ts';
import { fits } from './result-size.ts';
import type { ServerDefinition } from './server.ts';
import type { Answer, Tool } from './tool.ts';
import { type ErrorFacts, renderError, ToolError } from './tool-error.ts';

const LIST_LIFETIME_MS = 5 * 60 * 1000;

/** Where a program finds the facts of a failed call; `structuredContent` stays free for the declared output. */
const ERROR_META_KEY = 'aisystant/error';

/** What one request needs of a server. */
export interface Needed<Services> {
  /** The tools that `tools/list` shows. */
  readonly shown: readonly Tool<Services>[];
  /** The tools it calls, when it does nothing else; then nothing else is made. */
  readonly called: readonly Tool<Services>[] | null;
}

/**
 * Builds the MCP server of one request. It is never shared: an instance that serves two requests can answer one
 * person with the other's data.
 */
export function buildMcpServer<Env, Services>(
  server: ServerDefinition<Env, Services>,
  scope: CallScope<Services>,
  resourceMetadataUrl: string,
  needed: Needed<Services>,
): McpServer {
  const list = { ttlMs: LIST_LIFETIME_MS, cacheScope: 'private' } as const;
  const mcp = new McpServer(
    { name: server.name, version: server.version, title: server.title.ru },
    {
      instructions: server.instructions,
      cacheHints: { 'tools/list': list, 'resources/list': list, 'prompts/list': list },
    },
  );
  announceFixedLists(mcp, server);
  for (const tool of needed.called ?? server.tools) registerTool(mcp, tool, scope, resourceMetadataUrl);
  if (needed.called) return mcp;
  for (const resource of server.resources) registerResource(mcp, resource, scope);
  for (const prompt of server.prompts) registerPrompt(mcp, prompt);
  if (server.tools.length > 0) listTools(mcp, needed.shown);
  return mcp;
}

/** Lists change only with a deployment; a client that is told otherwise keeps a stream open that never says a word. */
function announceFixedLists<Env, S>(mcp: McpServer, { tools, resources, prompts }: ServerDefinition<Env, S>): void {
  const fixed = { listChanged: false };
  mcp.server.registerCapabilities({
    ...(tools.length > 0 && { tools: fixed }),
    ...(resources.length > 0 && { resources: fixed }),
    ...(prompts.length > 0 && { prompts: fixed }),
  });
}

function registerTool<S>(mcp: McpServer, tool: Tool<S>, scope: CallScope<S>, resourceMetadataUrl: string): void {
  const { facts, name } = tool;
  mcp.registerTool(name, listedTool(tool).config, async (input: unknown, context: ServerContext) => {
    const callee = { kind: 'tool', name: facts.id, scope: facts.scope, effect: facts.effect } as const;
    const outcome = await call(callee, scope, optionsOf(context), async (callContext) =>
      success(await tool.answer(input, callContext)),
    );
    return outcome.ok ? outcome.value : failure(outcome.error, facts.scope, resourceMetadataUrl);
  });
}

function success({ data, summary }: Answer): CallToolResult {
  const result: CallToolResult = {
    content: [{ type: 'text', text: summary }],
    structuredContent: data,
    isError: false,
  };
  if (fits(data, summary)) return result;
  throw new ToolError('INVALID_ARGUMENT', 'The answer is too large.', {
    hint: 'Ask for a shorter period or a smaller limit.',
  });
}

function failure(error: ErrorFacts, scope: string | null, resourceMetadataUrl: string): CallToolResult {
  const needsStepUp = error.code === 'FORBIDDEN' && scope !== null;
  return {
    content: [{ type: 'text', text: renderError(error) }],
    isError: true,
    _meta: {
      [ERROR_META_KEY]: error,
      ...(needsStepUp && { 'mcp/www_authenticate': [stepUpChallenge(resourceMetadataUrl, scope)] }),
    },
  };
}

/** The list is ours and not the SDK's, see {@link listedTool}. */
function listTools<S>(mcp: McpServer, tools: readonly Tool<S>[]): void {
  mcp.server.setRequestHandler('tools/list', () => ({ tools: tools.map((tool) => listedTool(tool).entry) }));
}

function registerResource<S>(mcp: McpServer, resource: Resource<S>, scope: CallScope<S>): void {
  const { name, title, purpose, mime, scope: needed } = resource;
  const config = {
    title,
    description: purpose,
    mimeType: mime,
    ...(needed !== null && { scopeChallenge: challengeFor(needed) }),
  };
  const read = async (uri: URL, context: ServerContext, give: Parameters<typeof call<S, string | null>>[3]) => {
    const callee = { kind: 'resource', name, scope: needed, effect: 'read' } as const;
    const outcome = await call(callee, scope, optionsOf(context), give);
    if (!outcome.ok) throw new ProtocolError(ProtocolErrorCode.InternalError, renderError(outcome.error));
    if (outcome.value === null) throw new ResourceNotFoundError(uri.href);
    return { contents: [{ uri: uri.href, mimeType: mime, text: outcome.value }] } satisfies ReadResourceResult;
  };
  if (!isTemplate(resource)) {
    mcp.registerResource(name, resource.uri, config, (uri, context) =>
      read(uri, context, async (c) => resource.read(c)),
    );
    return;
  }
  const [variable = ''] = resource.template.match(/(?<=\{)[^}]+(?=\})/) ?? [];
  const complete = { [variable]: (typed: string) => resource.values().filter((value) => value.startsWith(typed)) };
  const template = new ResourceTemplate(resource.template, { list: undefined, complete });
  mcp.registerResource(name, template, config, (uri, variables, context) =>
    read(uri, context, async (c) => resource.read(String(variables[variable]), c)),
  );
}

function registerPrompt(mcp: McpServer, prompt: Prompt): void {
  const { name, title, purpose } = prompt.facts;
  mcp.registerPrompt(name, { title, description: purpose, argsSchema: prompt.arguments }, (values) => ({
    messages: [{ role: 'user', content: { type: 'text', text: prompt.render(values) } }],
  }));
}

/** What of the SDK's context a call needs: who the chat says it talks to (limits only), and the caller's signal. */
function optionsOf(context: ServerContext): { subject?: string; signal?: AbortSignal } {
  const subject = context.mcpReq._meta?.['openai/subject'];
  return { ...(typeof subject === 'string' && { subject }), signal: context.mcpReq.signal };
}
