import type * as z from 'zod';
import type { CallContext } from './call-context.ts';
import { type Callable, handler } from './handler.ts';
import { type JsonSchema, jsonSchemaOf, parseInput } from './input.ts';
import { lazy } from './lazy.ts';
import type { Effect } from './operation.ts';
import { checkedOutput } from './output-mismatch.ts';
import type { RenderHints } from './render-hints.ts';
import { type Summary, type ToolResultJson, toolResultJson } from './result-size.ts';
import type { ErrorCode } from './tool-error.ts';

/** Whether a contract may still change. */
export type Status = 'draft' | 'stable' | 'deprecated';

/** One worked example: a question, the call, and what the answer holds. */
export interface Example {
  /** What the person asked. */
  readonly question: string;
  /** The arguments of the call; they must validate (a test). */
  readonly input: { readonly [field: string]: unknown };
  /** What comes back, in one sentence. */
  readonly answer: string;
}

/** The documented facts of a tool; its contract, hints and description are derived from them. */
export interface ToolFacts {
  /** Documented id, `dt.get_week_summary`; the wire name has `_` for every dot. */
  readonly id: string;
  /** Version of the contract: MAJOR breaks, MINOR adds, PATCH fixes. */
  readonly version: string;
  readonly status: Status;
  /** Date of the last change, `YYYY-MM-DD`; by default that of the server. */
  readonly updated?: string;
  /** Short name for a person, in Russian. */
  readonly title: string;
  /** The one question of a person that the tool answers. */
  readonly intent: string;
  readonly useWhen: readonly [string, ...string[]];
  readonly doNotUseWhen: readonly { readonly case: string; readonly use?: string }[];
  /** The scope a caller needs, or `SIGNED_IN`; `null` makes the tool open: no token needed. */
  readonly scope: string | null;
  readonly effect: Effect;
  /** Whether it reads or changes something outside this server. Default: false. */
  readonly openWorld: boolean;
  /** What the data mean, in one line; the model reads it. */
  readonly semantics: string;
  /** Ids of the metrics it reports. Default: none. */
  readonly metrics: readonly string[];
  /** Whose data it touches and what it never returns. */
  readonly privacy: string;
  /** Codes a caller must expect besides `CONSENT_REQUIRED`, `INTERNAL`, `RATE_LIMITED` and `UNAVAILABLE`. */
  readonly errors: readonly ErrorCode[];
  readonly examples: readonly [Example, Example, ...Example[]];
  /** How a host shows it. Default: as text, and only the model calls it. */
  readonly ui?: RenderHints;
}

type Defaulted = 'openWorld' | 'metrics';

/** A tool as its author writes it. */
export interface ToolDefinition<Services, I extends z.ZodObject, O extends z.ZodObject>
  extends Omit<ToolFacts, Defaulted>,
    Partial<Pick<ToolFacts, Defaulted>> {
  /** Whether a withdrawn consent refuses it. Default: true. */
  readonly needsConsent?: boolean;
  /** Makes the schema of the arguments at their first use. A strict object: an unknown field is refused. */
  input(): I;
  /** Makes the schema of the answer at its first use. */
  output(): O;
  /**
   * Answers the question. Throws `ToolError` for every expected failure. Returning the same object again means the same
   * answer to the same question: it is validated and rendered once.
   */
  run(input: z.output<I>, context: CallContext<Services>): Promise<z.input<O>> | z.input<O>;
  /**
   * The answer in a few Russian lines, with ids and cursors, for a client that shows only text. Further texts stand below it
   * on their own: a client that cuts a long answer keeps a warning. `input` is what was asked: an empty first page of a
   * list says that there is nothing, a later one does not.
   */
  summarize(output: z.output<O>, input: z.output<I>): Summary;
}

/** A defined tool: its facts and what is derived from them. */
export interface Tool<Services> extends Callable<Services, ToolResultJson> {
  readonly facts: ToolFacts;
  /** Name on the wire: `dt_get_week_summary`. */
  readonly name: string;
  /** What a model reads: intent, when to use, when not, what the data mean. */
  readonly description: string;
  /** Schemas are made at their first use: most isolates never need those of most tools. */
  readonly input: z.ZodObject;
  readonly output: z.ZodObject;
  readonly inputSchema: JsonSchema;
  readonly outputSchema: JsonSchema;
}

/** Name on the wire of a documented id: one dotted name hides a whole connector in some clients. */
export function wireName(id: string): string {
  return id.replaceAll('.', '_');
}

/** Whether a name means this tool: the wire name, or the documented id that people and texts use. */
export function matchesName<S>(tool: Tool<S>, name: string | undefined): boolean {
  return tool.name === name || tool.facts.id === name;
}

/** `const tool = defineTool.for<Services>()`: the tools of one server share the type of its services. */
export const defineTool = {
  for:
    <Services>() =>
    <I extends z.ZodObject, O extends z.ZodObject>(
      definition: ToolDefinition<Services, I, O>,
    ): Tool<Services> & { readonly output: O } => {
      const { input: makeInput, output: makeOutput, run, summarize, needsConsent = true, ...documented } = definition;
      const facts: ToolFacts = { openWorld: false, metrics: [], ...documented };
      const [input, output] = [lazy(makeInput), lazy(makeOutput)];
      const inputSchema = lazy(() => jsonSchemaOf(input(), 'input'));
      const outputSchema = lazy(() => jsonSchemaOf(output(), 'output'));
      const render = memoizeByObject((result: object, asked: z.output<I>): ToolResultJson => {
        const data = checkedOutput(facts.id, output(), result);
        return toolResultJson(facts, { data, summary: summarize(data, asked) });
      });
      return {
        facts,
        name: wireName(facts.id),
        description: describeTool(facts),
        operation: { kind: 'tool', name: facts.id, scope: facts.scope, effect: facts.effect, needsConsent },
        get input() {
          return input();
        },
        get output() {
          return output();
        },
        get inputSchema() {
          return inputSchema();
        },
        get outputSchema() {
          return outputSchema();
        },
        [handler]: (raw) => {
          const parsed = parseInput(input(), raw);
          return { run: async (context) => render(await run(parsed, context), parsed) };
        },
      };
    },
};

function memoizeByObject<A, V>(compute: (key: object, argument: A) => V): (key: object, argument: A) => V {
  const known = new WeakMap<object, V>();
  return (key, argument) => {
    const kept = known.get(key);
    if (kept !== undefined) return kept;
    const value = compute(key, argument);
    known.set(key, value);
    return value;
  };
}

function describeTool({ intent, useWhen, doNotUseWhen, semantics }: ToolFacts): string {
  const otherwise = doNotUseWhen.map(({ case: situation, use }) =>
    use ? `${situation} → ${wireName(use)}` : situation,
  );
  return [
    intent,
    `Когда подходит: ${useWhen.join('; ')}.`,
    ...(otherwise.length > 0 ? [`Когда не подходит: ${otherwise.join('; ')}.`] : []),
    semantics,
  ].join('\n');
}
