import type { Localized } from '@aisystant/oauth';
import type * as z from 'zod';
import type { CallContext } from './call-context.ts';
import { type Callable, handler } from './handler.ts';
import { type JsonSchema, jsonSchemaOf, parseInput } from './input.ts';
import { lazy } from './lazy.ts';
import type { Effect } from './operation.ts';
import { checkedOutput } from './output-mismatch.ts';
import { readToolResult } from './result-size.ts';
import type { Tool } from './tool.ts';

/** Method of a REST route. */
export type RestMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Facts of a REST route, for programs that are not MCP clients. Same sign-in, scopes, limits and log lines as tools. */
export interface RestFacts {
  readonly method: RestMethod;
  /** Path below the base, with variables as RFC 6570 writes them: `/epics/{epic_id}`. Each is a field of the input. */
  readonly path: `/${string}`;
  /** What it does, in English: a line of the OpenAPI document. */
  readonly title: string;
  /** The scope a caller needs, or `SIGNED_IN`. */
  readonly scope: string;
  readonly effect: Effect;
  /** HTTP status of a success; 204 has no body. */
  readonly status: 200 | 201 | 204;
}

/** A REST route as its author writes it. */
export interface RestDefinition<Services, I extends z.ZodObject, O extends z.ZodType>
  extends Omit<RestFacts, 'status'>,
    Partial<Pick<RestFacts, 'status'>> {
  /** Makes the schema of the path's variables and the fields of the query or of the body, all in one strict object. */
  input(): I;
  /** Makes the schema of the answer; what a status of 204 answers is dropped. */
  output(): O;
  run(input: z.output<I>, context: CallContext<Services>): Promise<z.input<O>>;
}

/** A route that asks the question of a tool, as its author writes it. */
export interface ToolRouteDefinition<Services, I extends z.ZodObject, T extends z.ZodObject, O extends z.ZodType>
  extends Pick<RestFacts, 'method' | 'path' | 'title'>,
    Partial<Pick<RestFacts, 'status'>> {
  readonly tool: Tool<Services> & { readonly output: T };
  /** The fields of the route where they are not those of the tool. Default: the tool's. */
  input?(): I;
  /** The arguments of the tool. Default: the fields as they are. */
  toArguments?(input: z.output<I>): object;
  /** Runs before the tool; throws `ToolError` for what this address does not have. */
  before?(input: z.output<I>, context: CallContext<Services>): Promise<void>;
  output(): O;
  /** What the route answers, from what the tool answers. */
  show(answer: z.output<T>, context: CallContext<Services>): Promise<z.input<O>> | z.input<O>;
}

/** A defined REST route. */
export interface RestRoute<Services> extends Callable<Services, unknown> {
  readonly facts: RestFacts;
  /** Schemas are made at their first use. */
  readonly inputSchema: JsonSchema;
  readonly outputSchema: JsonSchema;
}

/** The REST interface of a server. */
export interface Rest<Services> {
  /** Begins every path: `/api/v1`. Below it are also `/mcp`, `/pats` and `/openapi.json`, which the kit has. */
  readonly base: `/${string}`;
  readonly title: Localized;
  readonly routes: readonly RestRoute<Services>[];
  /** What a client of the document that it follows may miss; told in the OpenAPI document. */
  readonly leftOut?: readonly LeftOut[];
}

/** Routes or fields that are left out on purpose. */
export interface LeftOut {
  readonly what: string;
  readonly why: string;
}

/** Defines REST routes whose handlers share the type of their services. */
export function restRoutesFor<Services>() {
  function route<I extends z.ZodObject, O extends z.ZodType>(
    definition: RestDefinition<Services, I, O>,
  ): RestRoute<Services> {
    const { input: makeInput, output: makeOutput, run, ...facts } = definition;
    const [input, output] = [lazy(makeInput), lazy(makeOutput)];
    return routeOf(facts, input, output, (raw) => {
      const parsed = parseInput(input(), raw);
      return { run: async (context) => checkedOutput(nameOf(facts), output(), await run(parsed, context)) };
    });
  }

  /** The tool's own validation, scope and effect; one call, one limit and one log line under the name of the route. */
  function ofTool<I extends z.ZodObject, T extends z.ZodObject, O extends z.ZodType>(
    definition: ToolRouteDefinition<Services, I, T, O>,
  ): RestRoute<Services> {
    const { tool, input: makeInput, toArguments, before, output: makeOutput, show, ...facts } = definition;
    const [input, output] = [lazy(() => makeInput?.() ?? (tool.input as I)), lazy(makeOutput)];
    const { scope, effect } = tool.facts;
    if (scope === null) throw new TypeError(`${tool.name} is open: a route needs a scope`);
    return routeOf({ ...facts, scope, effect }, input, output, (raw) => {
      const parsed = parseInput(input(), raw);
      const call = tool[handler](toArguments?.(parsed) ?? parsed);
      return {
        async run(context) {
          await before?.(parsed, context);
          const { structuredContent } = readToolResult(await call.run(context));
          const shown = await show(structuredContent as z.output<T>, context);
          return checkedOutput(nameOf(facts), output(), shown);
        },
      };
    });
  }

  return { route, ofTool };
}

function routeOf<Services>(
  { status = 200, ...rest }: Omit<RestFacts, 'status'> & Partial<Pick<RestFacts, 'status'>>,
  input: () => z.ZodObject,
  output: () => z.ZodType,
  prepare: RestRoute<Services>[typeof handler],
): RestRoute<Services> {
  const facts = { ...rest, status };
  const { scope, effect } = facts;
  const [inputSchema, outputSchema] = [
    lazy(() => jsonSchemaOf(input(), 'input')),
    lazy(() => jsonSchemaOf(output(), 'output')),
  ];
  return {
    facts,
    operation: { kind: 'route', name: nameOf(facts), scope, effect, needsConsent: true },
    get inputSchema() {
      return inputSchema();
    },
    get outputSchema() {
      return outputSchema();
    },
    [handler]: prepare,
  };
}

const nameOf = ({ method, path }: Pick<RestFacts, 'method' | 'path'>) => `${method} ${path}`;

/** Names of the variables of a path. */
export function pathVariables(path: string): readonly string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}

/** Whether a request has a body with its fields; else they are in the query. */
export const hasBody = (method: RestMethod): boolean => method !== 'GET' && method !== 'DELETE';
