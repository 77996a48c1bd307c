import * as z from 'zod';
import { mostHelpfulIssue } from './input-issues.ts';

/**
 * The output of an operation is not what it declares: a bug of the server, not of the caller. The message is for the log: it has the name
 * of the operation and paths of fields, and never a value.
 */
export class OutputMismatch extends Error {
  override readonly name = 'OutputMismatch';
}

/** Paths that are named; one bug is often in every item of a list. */
const NAMED = 5;

/** The output as its schema reads it. Throws {@link OutputMismatch}. */
export function checkedOutput<S extends z.ZodType>(operation: string, schema: S, output: unknown): z.output<S> {
  const parsed = schema.safeParse(output);
  if (parsed.success) return parsed.data;
  const declared = fieldsOf(z.toJSONSchema(schema, { unrepresentable: 'any' }));
  const paths = parsed.error.issues.map((issue) => pathOf(mostHelpfulIssue(issue), declared));
  throw new OutputMismatch(`${operation}: ${[...new Set(paths)].slice(0, NAMED).join(', ')}`);
}

/** A path of declared fields and places in lists: any other key may be a text of a person. */
function pathOf({ path }: z.core.$ZodIssue, declared: ReadonlySet<string>): string {
  const parts = path.map((key) => (typeof key === 'number' || declared.has(String(key)) ? String(key) : '*'));
  return parts.join('.') || 'the whole';
}

/** The names of all fields of a JSON Schema. */
function fieldsOf(schema: unknown): ReadonlySet<string> {
  if (typeof schema !== 'object' || schema === null) return new Set();
  const inner = Object.entries(schema).flatMap(([keyword, value]) =>
    keyword === 'properties'
      ? Object.entries(Object(value)).flatMap(([name, each]) => [name, ...fieldsOf(each)])
      : [...fieldsOf(value)],
  );
  return new Set(inner);
}
