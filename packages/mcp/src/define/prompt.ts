import type * as z from 'zod';
import { type Callable, handler } from './handler.ts';
import { type JsonSchema, jsonSchemaOf, parseInput } from './input.ts';
import { lazy } from './lazy.ts';

/** A prompt as its author writes it: a ready beginning of a conversation that a person picks from a menu. */
export interface PromptDefinition<A extends z.ZodObject> {
  /** Name on the wire: `weekly_review`. */
  readonly name: string;
  readonly title: string;
  readonly purpose: string;
  readonly version: string;
  /** Date of the last change, `YYYY-MM-DD`; by default that of the server. */
  readonly updated?: string;
  /** Makes the schema of the arguments at its first use. They are strings on the wire. */
  arguments(): A;
  /** The text that opens the conversation. */
  render(values: z.output<A>): string;
}

/** A defined prompt. */
export interface Prompt extends Callable<unknown, string> {
  readonly facts: Omit<PromptDefinition<z.ZodObject>, 'arguments' | 'render'>;
  readonly argumentsSchema: JsonSchema;
}

/** Defines a prompt. */
export function definePrompt<A extends z.ZodObject>(definition: PromptDefinition<A>): Prompt {
  const { arguments: makeSchema, render, ...facts } = definition;
  const schema = lazy(makeSchema);
  const argumentsSchema = lazy(() => jsonSchemaOf(schema(), 'input'));
  return {
    facts,
    get argumentsSchema() {
      return argumentsSchema();
    },
    operation: { kind: 'prompt', name: facts.name, scope: null, effect: 'read', needsConsent: false },
    [handler]: (values) => {
      const parsed = parseInput(schema(), values);
      return { run: async () => render(parsed) };
    },
  };
}
