import { annotationsOf } from './annotations.ts';
import { handler } from './handler.ts';
import type { JsonSchema } from './input.ts';
import { SIGNED_IN } from './operation.ts';
import { isTemplate, type Resource } from './resource.ts';
import type { ServerDefinition } from './server.ts';
import type { Tool, ToolFacts } from './tool.ts';
import { ERROR_CODES, type ErrorCode } from './tool-error.ts';

/** The contract of one tool, as the documentation and other parts of the fleet read it. */
export interface ToolContract extends ToolFacts {
  readonly updated: string;
  readonly name: string;
  readonly description: string;
  readonly annotations: ReturnType<typeof annotationsOf>;
  readonly input_schema: JsonSchema;
  readonly output_schema: JsonSchema;
}

/** The contract of one server. Other servers may read this and nothing else of it. */
export interface ServerContract {
  readonly server: string;
  readonly version: string;
  readonly title: { readonly ru: string; readonly en: string };
  readonly owner: string;
  readonly instructions: string;
  readonly scopes: { readonly [scope: string]: { readonly ru: string; readonly en: string } };
  readonly tools: readonly ToolContract[];
  /** Tool ids by name of the set; the first set is listed by default. Absent if all tools are always listed. */
  readonly toolsets?: { readonly [name: string]: readonly string[] };
  readonly resources: readonly { readonly [field: string]: unknown }[];
  readonly prompts: readonly { readonly [field: string]: unknown }[];
  readonly routes: readonly { readonly [field: string]: unknown }[];
  /** Absent if it has none. */
  readonly skills?: readonly {
    readonly name: string;
    readonly description: string;
    readonly files: readonly string[];
  }[];
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
      updated: tool.facts.updated ?? server.updated,
      errors: errorsOf(server, tool),
      name: tool.name,
      description: tool.description,
      annotations: annotationsOf(tool),
      input_schema: tool.inputSchema,
      output_schema: tool.outputSchema,
    })),
    ...(server.toolsets && { toolsets: server.toolsets }),
    resources: server.resources.map((resource) => resourceOf(server, resource)),
    prompts: server.prompts.map((prompt) => ({
      ...prompt.facts,
      updated: prompt.facts.updated ?? server.updated,
      arguments_schema: prompt.argumentsSchema,
    })),
    routes: server.routes.map((route) => ({
      ...route.facts,
      input_schema: route.inputSchema,
      output_schema: route.outputSchema,
    })),
    ...(server.skills && {
      skills: server.skills.map(({ entry: { frontmatter, resources } }) => ({
        name: frontmatter.name,
        description: frontmatter.description,
        files: resources.map(({ uri }) => uri),
      })),
    }),
  };
}

/** Documented ids of the tools that a client sees at the plain address: the first toolset, or all. */
export function shownByDefault({
  tools,
  toolsets = {},
}: Pick<ServerContract, 'tools' | 'toolsets'>): readonly string[] {
  const [first] = Object.values(toolsets);
  return first ?? tools.map(({ id }) => id);
}

/** The facts of a resource; of a template also the values that are documented, or a sample of what a store has. */
function resourceOf<S>(server: { readonly updated: string }, resource: Resource<S>) {
  const { operation: _, [handler]: __, ...definition } = resource;
  const facts = { ...definition, updated: resource.updated ?? server.updated };
  if (!isTemplate(resource)) return facts;
  const { values } = resource;
  const { completion: ___, ...documented } = { ...facts, completion: null };
  return {
    ...documented,
    ...(typeof values === 'function' ? { values: values() } : { values: null, sample: values.sample }),
  };
}

/** The error codes of a tool, with `CONSENT_REQUIRED` if the server checks consent and the tool needs it. */
function errorsOf<Env, S>(
  { requireConsent }: Pick<ServerDefinition<Env, S>, 'requireConsent'>,
  { facts: { errors }, operation: { scope, needsConsent } }: Tool<S>,
): readonly ErrorCode[] {
  const refusable = requireConsent !== undefined && needsConsent && scope !== null && scope !== SIGNED_IN;
  return ERROR_CODES.filter((code) => errors.includes(code) || (refusable && code === 'CONSENT_REQUIRED'));
}
