import * as z from 'zod';
import { describeIssue, issueText, mostHelpfulIssue, pathOf } from './input-issues.ts';
import { err, ok, type Result } from './result.ts';
import { cut, MALFORMED, malformedField } from './text.ts';
import { ToolError } from './tool-error.ts';

/** Most characters of a field's path in an error: an unknown field may have any name. */
export const FIELD_LIMIT = 100;

/** Unions report their nulls one by one; beyond these rounds the rest is refused. */
const NULL_ROUNDS = 8;

/**
 * Reads input by its schema; its texts must be well-formed Unicode. A field that is null where the schema has no null
 * counts as absent, since some clients send every optional argument. Throws `INVALID_ARGUMENT` that names the first wrong
 * field and what is allowed there.
 */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const malformed = malformedField(input);
  if (malformed !== null) throw new ToolError('INVALID_ARGUMENT', MALFORMED, { field: fieldAt(malformed) });
  return parseBySchema(schema, input);
}

/** What is wrong with a field. */
export interface InputProblem {
  /** Dotted path; empty for the whole value. */
  readonly field: string;
  readonly problem: string;
}

/** Checks one of many values, of which each has to be reported: all that is wrong with it, where {@link parseInput} throws. */
export function checkInput<S extends z.ZodType>(
  schema: S,
  input: unknown,
): Result<z.output<S>, readonly InputProblem[]> {
  const malformed = malformedField(input);
  if (malformed !== null) return err([{ field: malformed, problem: MALFORMED }]);
  const parsed = schema.safeParse(input, { error: issueText });
  if (parsed.success) return ok(parsed.data);
  const issues = parsed.error.issues.map(mostHelpfulIssue);
  return err(
    issues.map((issue) => ({ field: cut(pathOf(issue).join('.'), FIELD_LIMIT), problem: describeIssue(issue) })),
  );
}

/** Reads input by its schema alone, for a schema that checks the texts itself. */
export function parseBySchema<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  let given = input;
  for (let round = 0; ; round += 1) {
    const parsed = schema.safeParse(given, { error: issueText });
    if (parsed.success) return parsed.data;
    const issues = parsed.error.issues.map(mostHelpfulIssue);
    const nulls = round < NULL_ROUNDS ? issues.filter((issue) => isNullField(given, issue.path)) : [];
    if (nulls.length === 0) throw refusal(issues);
    given = structuredClone(given);
    for (const { path } of nulls) Reflect.deleteProperty(Object(valueAt(given, path.slice(0, -1))), path.at(-1) ?? '');
  }
}

function refusal([issue]: readonly z.core.$ZodIssue[]): ToolError {
  if (!issue) return new ToolError('INVALID_ARGUMENT', 'Аргументы не подходят.');
  return new ToolError('INVALID_ARGUMENT', describeIssue(issue), { field: fieldAt(pathOf(issue).join('.')) });
}

function fieldAt(path: string): string {
  return cut(path.toWellFormed(), FIELD_LIMIT) || 'input';
}

/** Whether a path leads to a field of an object, not to an item of a list, that is null. */
function isNullField(input: unknown, path: readonly PropertyKey[]): boolean {
  return path.length > 0 && valueAt(input, path) === null && !Array.isArray(valueAt(input, path.slice(0, -1)));
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce(
    (value, key) => (Object.hasOwn(Object(value), key) ? Reflect.get(Object(value), key) : undefined),
    input,
  );
}

/**
 * JSON Schema (2020-12) of a zod schema, in the keywords that every big client takes (`checks/schema-keywords.ts`) and
 * without `$schema`, which only costs a model tokens. What is left out is still checked by {@link parseInput}.
 */
export function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, override: ({ jsonSchema }) => simplify(jsonSchema) });
  return json;
}

function simplify(json: z.core.JSONSchema.BaseSchema): void {
  delete json.propertyNames;
  if (json.format !== 'date-time') delete json.format;
  if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum;
  if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum;
  if (json.const !== undefined) json.enum = [json.const];
  delete json.const;
}

/** A JSON Schema. */
export type JsonSchema = { readonly [keyword: string]: unknown };
