import type { ScopeChallengeHandler, StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import { annotationsOf, securitySchemesOf } from './annotations.ts';
import { stepUpScopes } from './challenge.ts';
import type { JsonSchema } from './input.ts';
import type { Tool } from './tool.ts';

/** What is derived from a tool for the wire; it depends on no request, so it is made once for each isolate. */
export interface ListedTool {
  /** The entry of `tools/list`. The SDK's own has no place for `securitySchemes`, which ChatGPT reads beside the schema. */
  readonly entry: ReturnType<typeof entryOf>;
  /** What the SDK is told when the tool is registered. */
  readonly config: ReturnType<typeof configOf>;
}

const listed = new WeakMap<object, ListedTool>();

/** Gives what is derived from a tool. */
export function listedTool<S>(tool: Tool<S>): ListedTool {
  const known = listed.get(tool);
  if (known) return known;
  const made = { entry: entryOf(tool), config: configOf(tool) };
  listed.set(tool, made);
  return made;
}

function entryOf<S>(tool: Tool<S>) {
  const securitySchemes = securitySchemesOf(tool);
  return {
    name: tool.name,
    title: tool.facts.title,
    description: tool.description,
    inputSchema: tool.inputSchema as { type: 'object' },
    outputSchema: tool.outputSchema as { type: 'object' },
    annotations: annotationsOf(tool),
    securitySchemes,
    _meta: { securitySchemes },
  };
}

function configOf<S>(tool: Tool<S>) {
  const { scope } = tool.facts;
  return {
    title: tool.facts.title,
    description: tool.description,
    inputSchema: passThrough(tool.inputSchema),
    outputSchema: passThrough(tool.outputSchema),
    annotations: annotationsOf(tool),
    _meta: { securitySchemes: securitySchemesOf(tool) },
    ...(scope !== null && { scopeChallenge: challengeFor(scope) }),
  };
}

/** The challenge of the SDK, an HTTP 403 in both eras. */
export function challengeFor(needed: string): ScopeChallengeHandler {
  return ({ authInfo }) => {
    const granted = authInfo?.scopes ?? [];
    if (granted.includes(needed)) return undefined;
    return { scopes: stepUpScopes(needed, granted), errorDescription: `This needs the permission ${needed}` };
  };
}

/** A schema that shows its JSON form and lets every value through: validation is ours, with errors that name the field. */
function passThrough(json: JsonSchema): StandardSchemaWithJSON {
  const form = () => json as { [keyword: string]: unknown };
  return {
    '~standard': {
      version: 1,
      vendor: 'aisystant',
      validate: (value) => ({ value }),
      jsonSchema: { input: form, output: form },
    },
  };
}
