import { ProtocolError, ProtocolErrorCode, type Server } from '@modelcontextprotocol/server';
import { iconOf, listedIcon } from '../define/icon.ts';
import type { Prompt } from '../define/prompt.ts';
import { call } from './call.ts';
import { callerOf, type McpRequest } from './mcp-request.ts';
import { protocolError } from './protocol-error.ts';

/** Serves the list of prompts, and fills them in. */
export function servePrompts<S>(mcp: Server, { context, calls }: McpRequest<S>): void {
  mcp.setRequestHandler('prompts/list', () => ({
    prompts: context.server.prompts.map((each) => promptEntry(each, context.auth.config.baseUrl)),
  }));
  mcp.setRequestHandler('prompts/get', async ({ params }, message) => {
    const prompt = calls.prompt(params.name);
    if (!prompt)
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Prompt ${params.name} not found; see prompts/list.`);
    const result = await call(prompt, context, { input: params.arguments ?? {}, ...callerOf(message) });
    if (!result.ok) throw protocolError(result.error);
    const content = { type: 'text', text: result.value } as const;
    return { description: prompt.facts.purpose, messages: [{ role: 'user', content }] };
  });
}

function promptEntry<S>({ facts: { name, title, purpose }, argumentsSchema, operation }: Prompt<S>, baseUrl: string) {
  const { properties = {}, required = [] } = argumentsSchema as {
    readonly properties?: { readonly [name: string]: { readonly description?: string } };
    readonly required?: readonly string[];
  };
  const known = Object.entries(properties).map(([argument, { description }]) => ({
    name: argument,
    ...(description !== undefined && { description }),
    required: required.includes(argument),
  }));
  const icons = [listedIcon(baseUrl, iconOf(operation))];
  return { name, title, icons, description: purpose, arguments: known };
}
