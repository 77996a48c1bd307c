import type { Log, Principal } from '@aisystant/oauth';
import type { z } from 'zod';
import { type JsonSchema, jsonSchemaOf, parseInput } from './input.ts';
import type { ErrorCode } from './tool-error.ts';

/** Whether a contract may still change. */
export type Status = 'draft' | 'stable' | 'deprecated';

/** In place of a scope: whoever signed in may call, with whatever permissions. For what is everybody's right. */
export const SIGNED_IN = 'signed-in';

/** What a call does to the data: nothing, add or change, or remove for good. */
export type Effect = 'read' | 'write' | 'destructive';

/** What a tool works with. A tool never sees a binding, a request or a token. */
export interface CallContext<Services> {
  /** Who calls; `null` only in an open tool called without a token. */
  readonly user: Principal | null;
  /** The server's data and functions in the domain's words, already bound to the caller. */
  readonly services: Services;
  /** The time of the call, epoch milliseconds; the only clock a tool has. */
  readonly now: number;
  /** Structured log of the call; never arguments, never a person's text. */
  readonly log: Log;
  /** Aborted when the caller left or the deadline passed. */
  readonly signal: AbortSignal;
}

/** One worked example: a question, the call, and what the answer holds. */
export interface Example {
  /** What the person asked. */
  readonly question: string;
  /** The arguments of the call; they must validate (a test). */
  readonly input: { readonly [field: string]: unknown };
  /** What comes back, in one sentence. */
  readonly answer: string;
}

/** Everything that is written down about a tool; what can be derived from it is derived in one place. */
export interface ToolFacts {
  /** Documented id, `dt.get_week_summary`; the wire name has `_` for every dot. */
  readonly id: string;
  /** Version of the contract: MAJOR breaks, MINOR adds, PATCH mends. */
  readonly version: string;
  readonly status: Status;
  /** Date of the last change of the contract, `YYYY-MM-DD`. */
  readonly updated: string;
  /** Short name for a person, in Russian. */
  readonly title: string;
  /** The one question of a person that the tool answers. */
  readonly intent: string;
  readonly useWhen: readonly [string, ...string[]];
  readonly doNotUseWhen: readonly { readonly case: string; readonly use?: string }[];
  /** The scope a caller needs, or {@link SIGNED_IN}; `null` makes the tool open: no token needed. */
  readonly scope: string | null;
  readonly effect: Effect;
  /** Whether it changes or reads something outside this server. */
  readonly openWorld: boolean;
  /** What the data mean, in one line; the model reads it. */
  readonly semantics: string;
  /** Ids of the metrics it reports. */
  readonly metrics: readonly string[];
  /** Stores and services it reads or writes. */
  readonly dependsOn: readonly string[];
  /** Whose data it touches and what it never returns. */
  readonly privacy: string;
  /** Codes a caller must expect besides `INTERNAL`, `RATE_LIMITED` and `UNAVAILABLE`. */
  readonly errors: readonly ErrorCode[];
  readonly examples: readonly [Example, Example, ...Example[]];
}

/** A tool as its author writes it. */
export interface ToolDefinition<Services, I extends z.ZodObject, O extends z.ZodObject> extends ToolFacts {
  /** A strict object: an unknown field is refused. */
  readonly input: I;
  readonly output: O;
  /**
   * Answers the question. Throws `ToolError` for every failure it knows. An object that it gave before is taken as unchanged
   * and not checked again, so a tool that keeps what it made pays for the check once.
   */
  run(input: z.output<I>, context: CallContext<Services>): Promise<z.input<O>> | z.input<O>;
  /** The answer in a few Russian lines, with ids and cursors, for a client that shows only text. */
  summarize(output: z.output<O>): string;
}

/** The answer of a tool that did not fail. */
export interface Answer {
  readonly data: { readonly [field: string]: unknown };
  readonly summary: string;
}

/** A defined tool: its facts, what is derived from them, and one way to call it. */
export interface Tool<Services> {
  readonly facts: ToolFacts;
  /** Name on the wire: `dt_get_week_summary`. */
  readonly name: string;
  /** What a model reads: intent, when to use, when not, what the data mean. */
  readonly description: string;
  readonly input: z.ZodObject;
  readonly output: z.ZodObject;
  readonly inputSchema: JsonSchema;
  readonly outputSchema: JsonSchema;
  /** Validates the input, runs, validates the output. Throws `ToolError` or, for a fault of ours, anything else. */
  answer(input: unknown, context: CallContext<Services>): Promise<Answer>;
}

/** The output of a tool did not match its own schema: a fault of ours, never the caller's. */
export class OutputMismatch extends Error {
  override readonly name = 'OutputMismatch';
}

/** Name on the wire of a documented id: dots hide a whole connector in some clients. */
export function wireName(id: string): string {
  return id.replaceAll('.', '_');
}

/** Whether a caller means this tool: clients call the wire name, people and texts know the documented id. */
export function isNamed<S>(tool: Tool<S>, name: string | undefined): boolean {
  return tool.name === name || tool.facts.id === name;
}

/** `const tool = defineTool.for<Services>()`: the tools of one server share the type of its services. */
export const defineTool = {
  for: <Services>() => {
    return <I extends z.ZodObject, O extends z.ZodObject>(
      definition: ToolDefinition<Services, I, O>,
    ): Tool<Services> => {
      const { input, output, run, summarize, ...facts } = definition;
      // Made when first asked for: an isolate that starts to answer one call needs the schemas of one tool.
      const inputSchema = once(() => jsonSchemaOf(input, 'input'));
      const outputSchema = once(() => jsonSchemaOf(output, 'output'));
      const answers = new WeakMap<object, Answer>();
      const answerOf = (result: object): Answer => {
        const checked = output.safeParse(result);
        if (!checked.success) throw new OutputMismatch(`${facts.id}: ${paths(checked.error)}`);
        return { data: checked.data, summary: summarize(checked.data) };
      };
      return {
        facts,
        name: wireName(facts.id),
        description: describeTool(facts),
        input,
        output,
        get inputSchema() {
          return inputSchema();
        },
        get outputSchema() {
          return outputSchema();
        },
        async answer(raw, context) {
          const result: object = await run(parseInput(input, raw), context);
          const answer = answers.get(result) ?? answerOf(result);
          answers.set(result, answer);
          return answer;
        },
      };
    };
  },
};

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Paths of the fields that do not match; never their values. */
function paths(error: z.ZodError): string {
  return error.issues.map((issue) => issue.path.join('.')).join(', ');
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
