import * as z from 'zod';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** What is not a rule, or has its own: all else needs a `type` beside it. */
const WITHOUT_TYPE = new Set([
  ...['$schema', '$id', '$defs', '$ref', '$comment', 'title', 'description', 'default', 'examples', 'deprecated'],
  ...['readOnly', 'writeOnly', 'const', 'enum', 'anyOf', 'oneOf', 'allOf'],
]);
/** Members whose values are schemas by name, a list of schemas, or one schema. */
const SCHEMAS = {
  named: ['properties', 'patternProperties', '$defs'],
  listed: ['anyOf', 'oneOf', 'allOf', 'prefixItems'],
  alone: ['items', 'additionalProperties', 'propertyNames', 'contains', 'not'],
} as const;

/**
 * Reads a published JSON Schema, to check values with it as a client does. zod 4.6.7 leaves rules out without a word: those
 * beside which there is no `type`, and required fields that are not listed. Throws `TypeError` for a schema that has such.
 */
export function publishedSchema(schema: object): z.ZodType {
  const unread = unreadRules(schema as JsonSchema, '#');
  if (unread.length > 0) throw new TypeError(`zod would leave out ${unread.join(', ')}`);
  return z.fromJSONSchema(schema as JsonSchema);
}

function unreadRules(schema: JsonSchema, at: string): readonly string[] {
  const own = schema.type === undefined ? Object.keys(schema).filter((rule) => !WITHOUT_TYPE.has(rule)) : [];
  const listed = Object.keys(schema.properties ?? {});
  const unlisted = (schema.required ?? []).filter((name) => !listed.includes(name));
  const parts: readonly (readonly [place: string, part: unknown])[] = [
    ...SCHEMAS.named.flatMap((member) => Object.entries(schema[member] ?? {})),
    ...SCHEMAS.listed.flatMap((member) => Object.entries((schema[member] as readonly unknown[] | undefined) ?? [])),
    ...SCHEMAS.alone.map((member) => [member, schema[member]] as const),
  ];
  return [
    ...[...own, ...unlisted.map((name) => `required ${name}`)].map((rule) => `${rule} at ${at}`),
    ...parts.flatMap(([place, part]) =>
      typeof part === 'object' && part !== null ? unreadRules(part as JsonSchema, `${at}/${place}`) : [],
    ),
  ];
}
