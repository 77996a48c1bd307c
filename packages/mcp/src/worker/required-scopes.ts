import { resourceAt } from '../define/resource.ts';
import type { ServerDefinition } from '../define/server.ts';
import { isNamed, SIGNED_IN } from '../define/tool.ts';
import type { Asked } from './json-rpc.ts';

/** The scopes needed by what a body asks for, each once. */
export function neededScopes<Env, S>(server: ServerDefinition<Env, S>, asked: readonly Asked[]): readonly string[] {
  const scopes = asked.map((one) => scopeNeeded(server, one));
  return [...new Set(scopes.filter((scope) => scope !== null))].filter((scope) => scope !== SIGNED_IN);
}

/**
 * Whether a stranger must sign in for what a body asks for. Where something is behind a door, a tool nobody knows is kept
 * from strangers too: what there is is not theirs to probe, and the directories of apps check exactly that. Where all is
 * open, there is nothing to sign in for.
 */
export function needsPerson<Env, S>(server: ServerDefinition<Env, S>, asked: readonly Asked[]): boolean {
  const unknownTool = ({ method, name }: Asked) =>
    method === 'tools/call' && name !== undefined && !server.tools.some((tool) => isNamed(tool, name));
  return asked.some((one) => scopeNeeded(server, one) !== null || (unknownTool(one) && hasDoor(server)));
}

function hasDoor<Env, S>({ tools, resources }: ServerDefinition<Env, S>): boolean {
  return tools.some(({ facts }) => facts.scope !== null) || resources.some(({ scope }) => scope !== null);
}

function scopeNeeded<Env, S>({ tools, resources }: ServerDefinition<Env, S>, { method, name }: Asked): string | null {
  if (name === undefined) return null;
  if (method === 'tools/call') return tools.find((tool) => isNamed(tool, name))?.facts.scope ?? null;
  if (method === 'resources/read') return resourceAt(resources, name)?.resource.scope ?? null;
  return null;
}
