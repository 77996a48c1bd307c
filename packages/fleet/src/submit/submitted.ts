import { createHash } from 'node:crypto';
import { isRecord } from '@aisystant/mcp/is-record';
import type { Host, Submission } from './submission.ts';

/** The facts that a submission stated, kept beside it: a later check compares them with the server. */
export interface SubmittedFacts {
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

/** The facts of listed tools, by name of the tool. */
export const factsByTool = (tools: readonly ListedTool[]): SubmittedFacts['tools'] =>
  Object.fromEntries(
    tools.map(({ name, title, description, annotations = {}, inputSchema, outputSchema }) => [
      name,
      { title, description, hints: annotations, schemas: digestOf([inputSchema, outputSchema]) },
    ]),
  );

/** The facts of a submission. */
export function submittedFactsOf({ host, server, url, instructions, identity, tools }: Submission): SubmittedFacts {
  const listed = tools.map(({ input_schema, output_schema, ...tool }) => ({
    ...tool,
    inputSchema: input_schema,
    outputSchema: output_schema,
  }));
  return { host, server, url, texts: { instructions, titles: identity.title }, tools: factsByTool(listed) };
}

/** Reads the facts that were kept beside a submission; null for a text that is nothing of the kind. */
export function parseSubmitted(text: string): SubmittedFacts | null {
  try {
    const made: unknown = JSON.parse(text);
    if (!isRecord(made) || !isRecord(made['texts']) || !isRecord(made['tools'])) return null;
    const hasNames = typeof made['server'] === 'string' && typeof made['url'] === 'string';
    return hasNames ? (made as unknown as SubmittedFacts) : null;
  } catch {
    return null;
  }
}

/** The differences of a running server from what was submitted, a sentence each. */
export function driftOf(submitted: SubmittedFacts, live: Pick<SubmittedFacts, 'texts' | 'tools'>): readonly string[] {
  const names = Object.keys({ ...submitted.texts, ...live.texts });
  const texts = names.filter((name) => submitted.texts[name] !== live.texts[name]);
  const gone = Object.keys(submitted.tools).filter((name) => !Object.hasOwn(live.tools, name));
  const added = Object.keys(live.tools).filter((name) => !Object.hasOwn(submitted.tools, name));
  const changed = Object.entries(submitted.tools).flatMap(([name, before]) => {
    const now = live.tools[name];
    return now ? changes(before, now).map((what) => `${name}: ${what}`) : [];
  });
  return [
    ...texts.map((name) => `the server has other ${name} than submitted`),
    ...gone.map((name) => `${name}: submitted, and the server does not list it`),
    ...added.map((name) => `${name}: the server lists it, and it was not submitted`),
    ...changed,
  ].map((difference) => `${submitted.server}: ${difference}`);
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
