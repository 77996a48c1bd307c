import type { CallToolResult } from '@modelcontextprotocol/server';
import { handler } from '../define/handler.ts';
import { RESOURCE_CHARACTERS } from '../define/limits.ts';
import type { Prompt } from '../define/prompt.ts';
import { type Resource, resourceAt } from '../define/resource.ts';
import type { ServerDefinition } from '../define/server.ts';
import { matchesName, type Tool } from '../define/tool.ts';
import { ToolError } from '../define/tool-error.ts';
import type { Callable } from './call.ts';
import type { RpcCall } from './json-rpc.ts';
import { toolResult } from './tool-result.ts';

/** A called tool; it gives the result as the protocol has it. */
export interface ToolOperation<S> extends Callable<S, CallToolResult> {
  readonly kind: 'tool';
  readonly tool: Tool<S>;
}

/** A resource that is read; it gives the text. */
export interface ResourceOperation<S> extends Callable<S, string> {
  readonly kind: 'resource';
  readonly resource: Resource<S>;
}

/** A prompt that is filled in; it gives the text. */
export interface PromptOperation<S> extends Callable<S, string> {
  readonly kind: 'prompt';
  readonly prompt: Prompt;
}

/** What one message calls; undefined when the server has nothing of that name. */
export type ResolvedOperation<S> = ToolOperation<S> | ResourceOperation<S> | PromptOperation<S>;

/** The calls of one request body, each distinct one looked up once. */
export interface ResolvedCalls<S> {
  readonly calls: readonly (RpcCall & { readonly operation: ResolvedOperation<S> | undefined })[];
  /** The operation of a call of this body. */
  find(method: string, name: string): ResolvedOperation<S> | undefined;
}

/**
 * Looks up what the messages of a body call. The challenge, the SDK and the handlers share the result, so that what was
 * authorized is what runs.
 */
export function resolveCalls<Env, S>(server: ServerDefinition<Env, S>, calls: readonly RpcCall[]): ResolvedCalls<S> {
  const known = new Map<string, ResolvedOperation<S> | undefined>();
  const find = (method: string, name: string) => {
    const key = `${method} ${name}`;
    if (!known.has(key)) known.set(key, resolve(server, method, name));
    return known.get(key);
  };
  return {
    calls: calls.map((call) => ({
      ...call,
      operation: call.name === undefined ? undefined : find(call.method, call.name),
    })),
    find,
  };
}

function resolve<Env, S>(
  { tools, resources, prompts }: ServerDefinition<Env, S>,
  method: string,
  name: string,
): ResolvedOperation<S> | undefined {
  if (method === 'tools/call') {
    const tool = tools.find((each) => matchesName(each, name));
    return tool && toolOperation(tool);
  }
  if (method === 'resources/read') {
    const found = resourceAt(resources, name);
    return found ? resourceOperation(found.resource, found.member) : undefined;
  }
  if (method === 'prompts/get') {
    const prompt = prompts.find(({ facts }) => facts.name === name);
    return prompt && promptOperation(prompt);
  }
  return undefined;
}

function toolOperation<S>(tool: Tool<S>): ToolOperation<S> {
  const { facts, needsConsent } = tool;
  return {
    kind: 'tool',
    name: facts.id,
    scope: facts.scope,
    effect: facts.effect,
    needsConsent,
    tool,
    handler: (input) => {
      const invocation = tool[handler](input);
      return { run: async (context) => toolResult(facts, await invocation.run(context)) };
    },
  };
}

function resourceOperation<S>(resource: Resource<S>, member: string): ResourceOperation<S> {
  const { name, scope } = resource;
  return {
    kind: 'resource',
    name,
    scope,
    effect: 'read',
    needsConsent: true,
    resource,
    handler: () => ({
      run: async (context) => fittingText(await resource[handler](member).run(context)),
    }),
  };
}

function fittingText(text: string | null): string {
  if (text === null) throw new ToolError('NOT_FOUND', 'There is no such member of the family.');
  if (text.length <= RESOURCE_CHARACTERS) return text;
  throw new ToolError('INVALID_ARGUMENT', `The resource is larger than ${RESOURCE_CHARACTERS} characters.`, {
    hint: 'Ask the server for another way to it.',
  });
}

function promptOperation<S>(prompt: Prompt): PromptOperation<S> {
  const { name } = prompt.facts;
  return {
    kind: 'prompt',
    name,
    scope: null,
    effect: 'read',
    needsConsent: false,
    prompt,
    handler: prompt[handler],
  };
}
