import { z } from 'zod';
import { ToolError } from './tool-error.ts';

/** Most characters of a field's path in an error: an unknown field may have any name. */
const FIELD_LIMIT = 100;

/** Reads input by its schema. Throws `INVALID_ARGUMENT` that names the first wrong field and what is allowed there. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues.map(mostHelpfulIssue);
  if (!issue) throw new ToolError('INVALID_ARGUMENT', 'The input is not valid.');
  throw new ToolError('INVALID_ARGUMENT', describe(issue), { field: fieldOf(issue) });
}

/** Dotted path of the field an issue is about. */
export function fieldOf(issue: z.core.$ZodIssue): string {
  return pathOf(issue).join('.').slice(0, FIELD_LIMIT) || 'input';
}

/** What is wrong with a field and what is allowed; never the value that was sent. */
export function describe(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return 'Unknown field; remove it.';
    case 'invalid_value':
      return `Allowed: ${issue.values.map(String).join(', ')}.`;
    case 'invalid_union':
      return describeUnion(issue);
    default:
      return sentence(issue.message);
  }
}

function describeUnion(issue: z.core.$ZodIssueInvalidUnion): string {
  if ('options' in issue) return `Allowed: ${issue.options.map(String).join(', ')}.`;
  const allowed = issue.errors.flatMap(([first]) => (first ? [describe(first)] : []));
  return [...new Set(allowed)].join(' Or: ') || sentence(issue.message);
}

function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}

/** The path of an issue; zod reports an unknown field by the path of its object and the key. */
function pathOf(issue: z.core.$ZodIssue): string[] {
  const path = issue.path.map(String);
  return issue.code === 'unrecognized_keys' ? [...path, issue.keys[0] ?? ''] : path;
}

/**
 * For a union, the issue of the branch that was probably meant: the one with the fewest issues inside the value. If none
 * matches the value's type, the union itself, which then names what each branch allows.
 */
function mostHelpfulIssue(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const [meant] = issue.errors
    .toSorted((one, other) => one.length - other.length)
    .flatMap(([first]) => (first ? [mostHelpfulIssue(first)] : []))
    .filter((inner) => pathOf(inner).length > 0);
  return meant ? { ...meant, path: [...issue.path, ...meant.path] } : issue;
}

/** JSON Schema (2020-12) of a zod schema, without `$schema`, which only costs a model tokens. */
export function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io });
  return json;
}

/** A JSON Schema. */
export type JsonSchema = { readonly [keyword: string]: unknown };
