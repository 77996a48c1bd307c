import type { ServerDefinition } from '@aisystant/mcp';
import type { TestPeople } from './person.ts';
import type { ToolCall } from './two-people.ts';

/** A field that makes an otherwise valid input of a tool wrong. */
export type WrongInput = readonly [
  title: string,
  tool: string,
  change: { readonly [field: string]: unknown },
  field: string,
];

/** What the tests need from a server that keeps data. People call at the time of `people`. */
export interface KeptDataOptions<Services> {
  readonly server: Pick<ServerDefinition<never, Services>, 'name' | 'tools' | 'ownData'>;
  readonly people: TestPeople<Services>;
  /** Saves what no tool saves, with `words` in every field of text. */
  fill(userId: string, words: string): Promise<unknown>;
  /** Calls that save a record of every kind, in order, with `words` in their fields of text. */
  saves(words: string): readonly ToolCall[];
  /** The fields of answers in which these words come back: paths by tool, `*` for an index. No other field may have them. */
  readonly wordsIn: { readonly [tool: string]: readonly string[] };
  /** Everything that is kept about a person, as text. */
  snapshot(userId: string): Promise<string>;
  /** Valid inputs at the time of the tests; by default a tool's first example. */
  readonly inputs?: { readonly [tool: string]: object };
  readonly wrongInputs: readonly WrongInput[];
}

/** The options, and what the tests derive from them. */
export interface KeptData<Services> extends KeptDataOptions<Services> {
  readonly reads: ServerDefinition<never, Services>['tools'];
  toolNamed(name: string): ServerDefinition<never, Services>['tools'][number];
  /** A valid input of a tool at the time of the tests. */
  inputOf(name: string): object;
}

/** Derives from the options what the tests need. */
export function keptDataOf<Services>(options: KeptDataOptions<Services>): KeptData<Services> {
  const { server, inputs = {} } = options;
  const toolNamed = (name: string) => {
    const tool = server.tools.find((each) => each.name === name);
    if (!tool) throw new Error(`no tool ${name}`);
    return tool;
  };
  return {
    ...options,
    reads: server.tools.filter(({ facts }) => facts.effect === 'read'),
    toolNamed,
    inputOf: (name) => inputs[name] ?? toolNamed(name).facts.examples[0].input,
  };
}

/** A new user id. */
export function newUserId(): string {
  return `person-${crypto.randomUUID()}`;
}
