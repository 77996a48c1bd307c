import type * as z from 'zod';
import type { CallContext } from './call-context.ts';
import { type Callable, handler } from './handler.ts';
import { type JsonSchema, jsonSchemaOf, parseBySchema, parseInput } from './input.ts';
import { lazy } from './lazy.ts';
import { checkedOutput } from './output-mismatch.ts';

/** Facts of a plain HTTP route below `/mcp`, for programs that are not MCP clients. Same sign-in and limits. */
export interface RouteFacts {
  /** Path below the origin; must start with `/mcp/`. */
  readonly path: `/mcp/${string}`;
  readonly title: string;
  /** The scope a caller needs. */
  readonly scope: string;
  readonly effect: 'read' | 'write';
  /** Largest accepted body, bytes. */
  readonly maxBytes: number;
}

/** A route as its author writes it. */
export interface RouteDefinition<Services, I extends z.ZodType, O extends z.ZodType> extends RouteFacts {
  /** Makes the schema of the body at its first use. */
  input(): I;
  /** Makes the schema of the answer at its first use. */
  output(): O;
  /**
   * Whether `run` checks the texts itself, item by item, so that one malformed text does not refuse a whole batch.
   * Default: the kit refuses the body.
   */
  readonly checksTexts?: true;
  run(input: z.output<I>, context: CallContext<Services>): Promise<z.input<O>>;
}

/** A defined route: one POST of JSON, one answer of JSON. */
export interface Route<Services> extends Callable<Services, unknown> {
  readonly facts: RouteFacts;
  /** Derived at each use, which is in the documentation only. */
  readonly inputSchema: JsonSchema;
  readonly outputSchema: JsonSchema;
}

/** `const route = defineRoute.for<Services>()`. */
export const defineRoute = {
  for:
    <Services>() =>
    <I extends z.ZodType, O extends z.ZodType>(definition: RouteDefinition<Services, I, O>): Route<Services> => {
      const { input: makeInput, output: makeOutput, run, checksTexts, ...facts } = definition;
      const [input, output] = [lazy(makeInput), lazy(makeOutput)];
      return {
        facts,
        operation: { kind: 'route', name: facts.path, scope: facts.scope, effect: facts.effect, needsConsent: true },
        get inputSchema() {
          return jsonSchemaOf(input(), 'input');
        },
        get outputSchema() {
          return jsonSchemaOf(output(), 'output');
        },
        [handler]: (raw) => {
          const parsed = (checksTexts ? parseBySchema : parseInput)(input(), raw);
          return { run: async (context) => checkedOutput(facts.path, output(), await run(parsed, context)) };
        },
      };
    },
};
