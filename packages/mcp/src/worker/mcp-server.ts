import { McpServer, type ServerCapabilities } from '@modelcontextprotocol/server';
import type { ServerDefinition } from '../define/server.ts';
import { isNamed, type Tool } from '../define/tool.ts';
import type { Served } from '../served.ts';
import { servePrompts } from './serve-prompts.ts';
import { serveCompletion, serveResources } from './serve-resources.ts';
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
 * Builds the MCP server of one request. It is never shared: an instance that serves two requests can answer one
 * person with the other's data. The definitions are the registry, so nothing is registered again for each request: the
 * handlers look a tool, a resource or a prompt up where it is defined.
 */
export function buildMcpServer<Env, Services>(
  definition: ServerDefinition<Env, Services>,
  served: Served<Services>,
): McpServer {
  const { tools, resources, prompts } = definition;
  const mcp = new DefinedServer(definition);
  if (tools.length > 0) serveTools(mcp.server, tools, served);
  if (resources.length > 0) serveResources(mcp.server, resources, served.scope);
  if (prompts.length > 0) servePrompts(mcp.server, prompts, served.scope);
  if (resources.length + prompts.length > 0) serveCompletion(mcp.server, resources, served.scope);
  return mcp;
}

/** The SDK's server, which keeps its own registry of tools, told to look into our definitions instead. */
class DefinedServer<Env, S> extends McpServer {
  readonly #tools: readonly Tool<S>[];

  constructor(definition: ServerDefinition<Env, S>) {
    const { name, version, title, instructions, tools } = definition;
    super({ name, version, title: title.ru }, { instructions, cacheHints: CACHE_HINTS });
    // Given to the constructor, capabilities would make the SDK set up the handlers of its own registry.
    this.server.registerCapabilities(capabilitiesOf(definition));
    this.#tools = tools;
  }

  /** The schema of a called tool, with which the SDK compares the headers that repeat arguments (SEP-2243). */
  override toolInputSchemaJson(name: string): Record<string, unknown> | undefined {
    return this.#tools.find((tool) => isNamed(tool, name))?.inputSchema;
  }
}

/** Lists change only with a deployment; a client that is told otherwise keeps a stream open that never says a word. */
function capabilitiesOf<Env, S>({ tools, resources, prompts }: ServerDefinition<Env, S>): ServerCapabilities {
  const fixed = { listChanged: false };
  return {
    ...(tools.length > 0 && { tools: fixed }),
    ...(resources.length > 0 && { resources: fixed }),
    ...(prompts.length > 0 && { prompts: fixed }),
    ...(resources.length + prompts.length > 0 && { completions: {} }),
  };
}
