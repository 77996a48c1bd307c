import type { z } from 'zod';
import { type JsonSchema, jsonSchemaOf, parseInput } from './input.ts';
import type { CallContext } from './tool.ts';

/** Facts of a plain HTTP route below `/mcp`, for programs that are not MCP clients. It shares the door and the limits. */
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
  readonly input: I;
  readonly output: O;
  run(input: z.output<I>, context: CallContext<Services>): Promise<z.input<O>>;
}

/** A defined route: one POST of JSON, one answer of JSON. */
export interface Route<Services> {
  readonly facts: RouteFacts;
  readonly inputSchema: JsonSchema;
  readonly outputSchema: JsonSchema;
  /** Validates the input, runs, validates the output. */
  answer(input: unknown, context: CallContext<Services>): Promise<unknown>;
}

/** `const route = defineRoute.for<Services>()`. */
export const defineRoute = {
  for:
    <Services>() =>
    <I extends z.ZodType, O extends z.ZodType>(definition: RouteDefinition<Services, I, O>): Route<Services> => {
      const { input, output, run, ...facts } = definition;
      return {
        facts,
        inputSchema: jsonSchemaOf(input, 'input'),
        outputSchema: jsonSchemaOf(output, 'output'),
        answer: async (raw, context) => output.parse(await run(parseInput(input, raw), context)),
      };
    },
};
