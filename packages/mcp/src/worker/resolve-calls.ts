import type { Callable } from '../define/handler.ts';
import { lazy } from '../define/lazy.ts';
import type { Operation } from '../define/operation.ts';
import type { Prompt } from '../define/prompt.ts';
import { type FoundResource, resourceAt, templateAt } from '../define/resource.ts';
import type { ServerDefinition } from '../define/server.ts';
import { skillFileAt } from '../define/skill.ts';
import { matchesName, type Tool } from '../define/tool.ts';
import type { RpcCall } from './json-rpc.ts';

/** One call with its operation; undefined when the server has nothing of that name, or the method calls nothing. */
export interface ResolvedCall extends RpcCall {
  readonly operation: Operation | undefined;
}

/** What the messages of one request body call, each distinct name looked up once. */
export interface ResolvedCalls<S> {
  readonly calls: readonly ResolvedCall[];
  tool(name: string): Tool<S> | undefined;
  resource(uri: string): FoundResource<S> | undefined;
  prompt(name: string): Prompt<S> | undefined;
  /** What completes the arguments of a prompt, or the variables of a template. */
  completion(nameOrTemplate: string): Callable<S, readonly string[]> | undefined;
}

/** Looks up what a body calls. The challenge, the SDK and the handlers share the result: what was authorized is what runs. */
export function resolveCalls<Env, S>(server: ServerDefinition<Env, S>, calls: readonly RpcCall[]): ResolvedCalls<S> {
  const tool = memoize((name) => server.tools.find((each) => matchesName(each, name)));
  const resource = memoize((uri) => {
    const file = skillFileAt(server.skills ?? [], uri);
    return file ? { resource: file, member: '' } : resourceAt(server.resources, uri);
  });
  const prompt = memoize((name) => server.prompts.find(({ facts }) => facts.name === name));
  const completion = memoize((name) => (prompt(name) ?? templateAt(server.resources, name))?.completion);
  const operationOf = ({ method, name }: RpcCall): Operation | undefined => {
    if (name === undefined) return undefined;
    if (method === 'tools/call') return tool(name)?.operation;
    if (method === 'resources/read') return resource(name)?.resource.operation;
    if (method === 'completion/complete') return completion(name)?.operation;
    return method === 'prompts/get' ? prompt(name)?.operation : undefined;
  };
  return {
    calls: calls.map((call) => ({ ...call, operation: operationOf(call) })),
    tool,
    resource,
    prompt,
    completion,
  };
}

function memoize<T>(find: (name: string) => T): (name: string) => T {
  // Most requests look up one name of one kind.
  const found = lazy(() => new Map<string, T>());
  return (name) => {
    const result = found().has(name) ? (found().get(name) as T) : find(name);
    found().set(name, result);
    return result;
  };
}
