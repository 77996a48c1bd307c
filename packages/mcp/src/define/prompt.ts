import type * as z from 'zod';
import type { CallContext } from './call-context.ts';
import { type Complete, defineCompletion } from './completion.ts';
import { type Callable, handler } from './handler.ts';
import { type JsonSchema, jsonSchemaOf, parseInput } from './input.ts';
import { lazy } from './lazy.ts';

/** A prompt as its author writes it: a ready beginning of a conversation that a person picks from a menu. */
export interface PromptDefinition<Services, A extends z.ZodObject> {
  /** Name on the wire: `weekly_review`. */
  readonly name: string;
  readonly title: string;
  readonly purpose: string;
  readonly version: string;
  /** Date of the last change, `YYYY-MM-DD`; by default that of the server. */
  readonly updated?: string;
  /** The scope a caller needs. Default: none, for a text without data. */
  readonly scope?: string;
  /** Makes the schema of the arguments at its first use. They are strings on the wire. */
  arguments(): A;
  /** Completes arguments by name. Default: the values that the schema lists. */
  readonly complete?: { readonly [argument in keyof z.output<A>]?: Complete<Services> };
  /** The text that opens the conversation. Throws `ToolError` for every expected failure. */
  render(values: z.output<A>, context: CallContext<Services>): Promise<string> | string;
}

/** A defined prompt. */
export interface Prompt<Services = unknown> extends Callable<Services, string> {
  readonly facts: Pick<
    PromptDefinition<Services, z.ZodObject>,
    'name' | 'title' | 'purpose' | 'version' | 'updated' | 'scope'
  >;
  readonly argumentsSchema: JsonSchema;
  /** Completes the arguments. */
  readonly completion: Callable<Services, readonly string[]>;
}

/** Defines a prompt that needs no services; `definePrompt.for<Services>()` gives the same for prompts that read data. */
export const definePrompt = Object.assign(promptsOf<unknown>(), { for: promptsOf });

function promptsOf<Services>() {
  return <A extends z.ZodObject>(definition: PromptDefinition<Services, A>): Prompt<Services> => {
    const { arguments: makeSchema, render, complete, ...facts } = definition;
    const { name, scope = null } = facts;
    const schema = lazy(makeSchema);
    const argumentsSchema = lazy(() => jsonSchemaOf(schema(), 'input'));
    const readsRecords = complete !== undefined;
    const completion = defineCompletion<Services>({ name, scope, readsRecords }, (asked, context) => {
      const own = Object.entries(complete ?? {}).find(([argument]) => argument === asked.variable)?.[1];
      if (own) return (own as Complete<Services>)(asked, context);
      return listedValues(argumentsSchema(), asked.variable).filter((value) => value.startsWith(asked.written));
    });
    return {
      facts,
      completion,
      get argumentsSchema() {
        return argumentsSchema();
      },
      operation: { kind: 'prompt', name, scope, effect: 'read', needsConsent: scope !== null },
      [handler]: (values) => {
        const parsed = parseInput(schema(), values);
        return { run: async (context) => render(parsed, context) };
      },
    };
  };
}

/** The values that a schema lists for an argument. */
function listedValues({ properties }: JsonSchema, argument: string): readonly string[] {
  const [, schema] = Object.entries(Object(properties)).find(([name]) => name === argument) ?? [];
  const values: unknown = Object(schema).enum;
  return Array.isArray(values) ? values.map(String) : [];
}
