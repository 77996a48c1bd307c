import { createHash } from 'node:crypto';
import type { Host, Submission } from './submission.ts';

/** What a submission said, as it is kept beside it: by this one sees later whether it is still true. */
export interface Made {
  readonly host: Host;
  readonly server: string;
  readonly url: string;
  /** What the server says of itself. */
  readonly texts: { readonly [name: string]: string };
  readonly tools: { readonly [name: string]: ToolFacts };
}

/** The facts of a tool that a reviewer approved. */
export interface ToolFacts {
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly hints: { readonly [hint: string]: unknown };
  /** SHA-256 of both schemas. */
  readonly schemas: string;
}

/** A tool as `tools/list` gives it. */
export interface ListedTool {
  readonly name: string;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly annotations?: { readonly [hint: string]: unknown } | undefined;
  readonly inputSchema?: unknown;
  readonly outputSchema?: unknown;
}

/** The facts of listed tools by name. */
export const factsOf = (tools: readonly ListedTool[]): Made['tools'] =>
  Object.fromEntries(
    tools.map(({ name, title, description, annotations = {}, inputSchema, outputSchema }) => [
      name,
      { title, description, hints: annotations, schemas: digestOf([inputSchema, outputSchema]) },
    ]),
  );

/** What is kept of a submission. */
export function madeOf({ host, server, url, instructions, identity, tools }: Submission): Made {
  const listed = tools.map(({ input_schema, output_schema, ...tool }) => ({
    ...tool,
    inputSchema: input_schema,
    outputSchema: output_schema,
  }));
  return { host, server, url, texts: { instructions, titles: identity.title }, tools: factsOf(listed) };
}

/** How a server that answers now differs from what was submitted of it, a sentence each; none when it does not. */
export function driftOf(made: Made, live: Pick<Made, 'texts' | 'tools'>): readonly string[] {
  const texts = Object.keys({ ...made.texts, ...live.texts }).filter((name) => made.texts[name] !== live.texts[name]);
  const gone = Object.keys(made.tools).filter((name) => !Object.hasOwn(live.tools, name));
  const added = Object.keys(live.tools).filter((name) => !Object.hasOwn(made.tools, name));
  const changed = Object.entries(made.tools).flatMap(([name, before]) => {
    const now = live.tools[name];
    return now ? changes(before, now).map((what) => `${name}: ${what}`) : [];
  });
  return [
    ...texts.map((name) => `the server has other ${name} than submitted`),
    ...gone.map((name) => `${name}: submitted, and the server does not list it`),
    ...added.map((name) => `${name}: the server lists it, and it was not submitted`),
    ...changed,
  ].map((difference) => `${made.server}: ${difference}`);
}

function changes(before: ToolFacts, now: ToolFacts): readonly string[] {
  const hints = Object.keys({ ...before.hints, ...now.hints }).filter((hint) => before.hints[hint] !== now.hints[hint]);
  return [
    ...(before.title === now.title ? [] : [`its title is “${now.title}” and was “${before.title}”`]),
    ...(before.description === now.description ? [] : ['its description is another one']),
    ...hints.map((hint) => `${hint} is ${String(now.hints[hint])} and was ${String(before.hints[hint])}`),
    ...(before.schemas === now.schemas ? [] : ['its input or its answer has another schema']),
  ];
}

/** Independent of the order of fields, which the way over the wire may change. */
function digestOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(value)))
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
