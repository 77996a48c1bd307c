import { z } from 'zod';
import { ToolError } from './tool-error.ts';

/** Reads input by its schema. Throws `INVALID_ARGUMENT` that names the first wrong field and what is allowed there. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (!issue) throw new ToolError('INVALID_ARGUMENT', 'The input is not valid.');
  throw new ToolError('INVALID_ARGUMENT', describe(issue), { field: fieldOf(issue) });
}

/** Dotted path of the field an issue is about. */
export function fieldOf(issue: z.core.$ZodIssue): string {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') return [...path, issue.keys[0] ?? ''].join('.');
  return path.join('.') || 'input';
}

/** What is wrong with a field and what is allowed, without repeating what was sent. */
export function describe(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return 'Unknown field; remove it.';
    case 'invalid_value':
      return `Allowed: ${issue.values.map(String).join(', ')}.`;
    default:
      return `${issue.message}.`.replace(/\.\.$/, '.');
  }
}

/** JSON Schema (2020-12) of a zod schema, without the `$schema` line that only costs a model's attention. */
export function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io });
  return json;
}

/** A JSON Schema. */
export type JsonSchema = { readonly [keyword: string]: unknown };
