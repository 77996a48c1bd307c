import { type Implementation, McpServer, type ServerCapabilities } from '@modelcontextprotocol/server';
import type { ServerDefinition } from '../define/server.ts';
import type { McpRequest } from './mcp-request.ts';
import type { ResolvedCalls } from './resolve-calls.ts';
import { serveCompletion } from './serve-completion.ts';
import { servePrompts } from './serve-prompts.ts';
import { serveResources } from './serve-resources.ts';
import { SKILLS_CAPABILITY, serveSkills } from './serve-skills.ts';
import { serveTools } from './serve-tools.ts';

const LIST_LIFETIME_MS = 5 * 60 * 1000;
const LIST = { ttlMs: LIST_LIFETIME_MS, cacheScope: 'private' } as const;
const CACHE_HINTS = {
  'tools/list': LIST,
  'resources/list': LIST,
  'resources/templates/list': LIST,
  'prompts/list': LIST,
} as const;

/**
 * Builds the MCP server of one request. It is never shared: an instance that serves two requests can answer one user with
 * another's data. Nothing is registered a second time: the handlers look definitions up where they are.
 */
export function buildMcpServer<S>(request: McpRequest<S>): McpServer {
  const { tools, resources, prompts, skills = [] } = request.context.server;
  const mcp = new DefinedServer(request);
  if (tools.length > 0) serveTools(mcp.server, request);
  if (resources.length + skills.length > 0) serveResources(mcp.server, request);
  if (prompts.length > 0) servePrompts(mcp.server, request);
  if (resources.length + prompts.length > 0) serveCompletion(mcp.server, request);
  if (skills.length > 0) serveSkills(mcp.server, skills, LIST);
  return mcp;
}

/** What a server says of itself. */
export function implementationOf<Env, S>({ name, version, title }: ServerDefinition<Env, S>): Implementation {
  return { name, version, title: title.ru };
}

/** The SDK's server without its tool registry: the definitions are looked up instead. */
class DefinedServer<S> extends McpServer {
  readonly #calls: ResolvedCalls<S>;

  constructor({ context: { server }, calls }: McpRequest<S>) {
    super(implementationOf(server), { instructions: server.instructions, cacheHints: CACHE_HINTS });
    // Passed to the constructor, capabilities would make the SDK set up the handlers of its own registry.
    this.server.registerCapabilities(capabilitiesOf(server));
    this.#calls = calls;
  }

  /** The SDK compares the headers that repeat arguments with the schema of the called tool (SEP-2243). */
  override toolInputSchemaJson(name: string): Record<string, unknown> | undefined {
    return this.#calls.tool(name)?.inputSchema;
  }
}

/** Lists change only with a deployment; `listChanged: true` would make clients keep an idle stream open. */
function capabilitiesOf<Env, S>({
  tools,
  resources,
  prompts,
  skills = [],
}: ServerDefinition<Env, S>): ServerCapabilities {
  const fixed = { listChanged: false };
  return {
    ...(tools.length > 0 && { tools: fixed }),
    ...(resources.length + skills.length > 0 && { resources: fixed }),
    ...(prompts.length > 0 && { prompts: fixed }),
    ...(resources.length + prompts.length > 0 && { completions: {} }),
    ...(skills.length > 0 && SKILLS_CAPABILITY),
  };
}
