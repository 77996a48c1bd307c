import { annotationsOf } from './annotations.ts';
import type { JsonSchema } from './input.ts';
import { isTemplate } from './resource.ts';
import type { ServerDefinition } from './server.ts';
import type { ToolFacts } from './tool.ts';

/** The promise of one tool, as other parts of the fleet and its documentation read it. */
export interface ToolContract extends ToolFacts {
  readonly name: string;
  readonly description: string;
  readonly annotations: ReturnType<typeof annotationsOf>;
  readonly input_schema: JsonSchema;
  readonly output_schema: JsonSchema;
}

/** The promises of one server; the only thing one server may know of another. */
export interface ServerContract {
  readonly server: string;
  readonly version: string;
  readonly title: { readonly ru: string; readonly en: string };
  readonly owner: string;
  readonly instructions: string;
  readonly scopes: { readonly [scope: string]: { readonly ru: string; readonly en: string } };
  readonly tools: readonly ToolContract[];
  /** Named parts of the tools, the first shown by default; absent where all are shown. */
  readonly toolsets?: { readonly [name: string]: readonly string[] };
  readonly resources: readonly { readonly [field: string]: unknown }[];
  readonly prompts: readonly { readonly [field: string]: unknown }[];
  readonly routes: readonly { readonly [field: string]: unknown }[];
}

/** Derives the contract of a server from its declaration. */
export function contractOf<Env, S>(server: ServerDefinition<Env, S>): ServerContract {
  return {
    server: server.name,
    version: server.version,
    title: server.title,
    owner: server.owner,
    instructions: server.instructions,
    scopes: server.scopes,
    tools: server.tools.map((tool) => ({
      ...tool.facts,
      name: tool.name,
      description: tool.description,
      annotations: annotationsOf(tool),
      input_schema: tool.inputSchema,
      output_schema: tool.outputSchema,
    })),
    ...(server.toolsets && { toolsets: server.toolsets }),
    resources: server.resources.map((resource) => {
      const { read: _, ...facts } = resource;
      if (!isTemplate(resource)) return facts;
      return { ...facts, values: resource.values() };
    }),
    prompts: server.prompts.map((prompt) => ({ ...prompt.facts, arguments_schema: prompt.argumentsSchema })),
    routes: server.routes.map((route) => ({
      ...route.facts,
      input_schema: route.inputSchema,
      output_schema: route.outputSchema,
    })),
  };
}
