import { ProtocolError, ProtocolErrorCode, type Server } from '@modelcontextprotocol/server';
import type { Prompt } from '../define/prompt.ts';
import { callOptions } from '../served.ts';
import { type CallScope, call } from './call.ts';
import { protocolError } from './protocol-error.ts';

/** Serves the list of prompts, and fills them in. */
export function servePrompts<S>(mcp: Server, prompts: readonly Prompt[], scope: CallScope<S>): void {
  mcp.setRequestHandler('prompts/list', () => ({ prompts: prompts.map(listed) }));
  mcp.setRequestHandler('prompts/get', async ({ params }, context) => {
    const prompt = prompts.find(({ facts }) => facts.name === params.name);
    if (!prompt) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Prompt ${params.name} not found`);
    const { name, purpose } = prompt.facts;
    const callee = { kind: 'prompt', name, scope: null, effect: 'read' } as const;
    const outcome = await call(callee, scope, callOptions(context), async () => prompt.render(params.arguments ?? {}));
    if (!outcome.ok) throw protocolError(outcome.error);
    const content = { type: 'text', text: outcome.value } as const;
    return { description: purpose, messages: [{ role: 'user', content }] };
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
