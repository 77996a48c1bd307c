import { ProtocolError, ProtocolErrorCode, type Server } from '@modelcontextprotocol/server';
import type { Prompt } from './prompt.ts';
import { renderError, ToolError } from './tool-error.ts';

/** Serves the list of prompts, and fills them in. */
export function servePrompts(mcp: Server, prompts: readonly Prompt[]): void {
  mcp.setRequestHandler('prompts/list', () => ({ prompts: prompts.map(listed) }));
  mcp.setRequestHandler('prompts/get', ({ params }) => {
    const prompt = prompts.find(({ facts }) => facts.name === params.name);
    if (!prompt) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Prompt ${params.name} not found`);
    const text = rendered(prompt, params.arguments ?? {});
    return { description: prompt.facts.purpose, messages: [{ role: 'user', content: { type: 'text', text } }] };
  });
}

function listed({ facts: { name, title, purpose }, argumentsSchema }: Prompt) {
  const { properties = {}, required = [] } = argumentsSchema as {
    readonly properties?: { readonly [name: string]: { readonly description?: string } };
    readonly required?: readonly string[];
  };
  const known = Object.entries(properties).map(([argument, { description }]) => ({
    name: argument,
    ...(description !== undefined && { description }),
    required: required.includes(argument),
  }));
  return { name, title, description: purpose, arguments: known };
}

function rendered(prompt: Prompt, values: unknown): string {
  try {
    return prompt.render(values);
  } catch (error) {
    if (error instanceof ToolError) {
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, renderError(error.facts));
    }
    throw error;
  }
}
