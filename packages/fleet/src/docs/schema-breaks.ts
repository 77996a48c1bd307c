import { isRecord } from '@aisystant/mcp/is-record';

/** A JSON Schema of a contract, as the kit publishes it. */
export type Schema = { readonly [keyword: string]: unknown };

/** Who relies on a schema: a caller on its input being taken, a reader on the output being what it says. */
export type Side = 'input' | 'output';

/**
 * Tells what a change of a schema breaks. Every input that was taken must still be taken, and every output must be one
 * that was promised: a narrower input and a wider output are breaks, a new optional input and a new output field are not.
 * What a caller gets by leaving a field out must stay too, once a default was told. A rule that cannot be weighed, as a
 * pattern, must stay as it is.
 */
export function schemaBreaks(before: Schema, after: Schema, side: Side): string[] {
  const [from, to] = side === 'input' ? [before, after] : [after, before];
  return incompatibilities({ from, to, at: side }, { side, roots: { from, to }, seen: [] });
}

/** Two schemas, of which `to` must accept every value of `from`. */
interface Pair {
  readonly from: Schema;
  readonly to: Schema;
  /** Where they are: `output.goals.[].title`. */
  readonly at: string;
}

interface Walk {
  readonly side: Side;
  /** Where references lead. */
  readonly roots: { readonly from: Schema; readonly to: Schema };
  /** Pairs that are being compared: a schema that contains itself comes back to them. */
  readonly seen: readonly (readonly [Schema, Schema])[];
}

/**
 * Reports values of `from` that `to` does not accept. An input break and an output break are this one question in
 * opposite directions.
 */
function incompatibilities(pair: Pair, walk: Walk): string[] {
  const from = target(pair.from, walk.roots.from);
  const to = target(pair.to, walk.roots.to);
  if (walk.seen.some(([one, other]) => one === from && other === to)) return [];
  const deeper = { ...walk, seen: [...walk.seen, [from, to] as const] };
  const accepted = alternativesOf(to, walk.roots.to);
  const found = alternativesOf(from, walk.roots.from).flatMap((alternative) => {
    const matching = accepted.filter((other) => isSameKind(alternative, other));
    if (matching.length === 0) return [NO_MATCH[walk.side](pair.at, kindOf(alternative))];
    const each = matching.map((match) => incompatibleParts({ from: alternative, to: match, at: pair.at }, deeper));
    return each.toSorted((one, other) => one.length - other.length)[0] ?? [];
  });
  return [...new Set(found)];
}

/** The incompatibilities of two alternatives of the same kind. */
function incompatibleParts(pair: Pair, walk: Walk): string[] {
  return [...incompatibleRules(pair, walk.side), ...incompatibleFields(pair, walk), ...incompatibleItems(pair, walk)];
}

const NO_MATCH: { readonly [side in Side]: (at: string, kind: string) => string } = {
  input: (at, kind) => `${at} no longer takes ${kind}`,
  output: (at, kind) => `${at} may now be ${kind}`,
};

/** The alternatives of a schema, one schema each: the members of a union, the values of an enum, the types. */
function alternativesOf(schema: Schema, root: Schema): Schema[] {
  const { anyOf, oneOf, enum: values, type, ...rest } = schema;
  const union = [anyOf, oneOf].find(Array.isArray) as Schema[] | undefined;
  if (union) return union.flatMap((member) => alternativesOf({ ...rest, ...target(member, root) }, root));
  if (Array.isArray(values)) return values.map((value) => ({ ...rest, const: value }));
  if (Array.isArray(type)) return type.map((each) => ({ ...rest, type: each }));
  return [schema];
}

/** Follows a reference, whose own words (a description) do not matter here. */
function target(schema: Schema, root: Schema): Schema {
  const { $ref } = schema;
  if (typeof $ref !== 'string') return schema;
  const found = $ref
    .split('/')
    .slice(1)
    .reduce<unknown>((inside, key) => (inside as Schema | undefined)?.[key], root);
  if (typeof found !== 'object' || found === null) throw new Error(`${$ref} leads nowhere`);
  return target(found as Schema, root);
}

function isSameKind(from: Schema, to: Schema): boolean {
  if ('const' in to) return 'const' in from && JSON.stringify(from['const']) === JSON.stringify(to['const']);
  if (to['type'] === undefined) return true;
  if ('const' in from) return typesOf(from['const']).includes(String(to['type']));
  return from['type'] === to['type'] || (from['type'] === 'integer' && to['type'] === 'number');
}

function typesOf(value: unknown): readonly string[] {
  if (value === null) return ['null'];
  if (Array.isArray(value)) return ['array'];
  return Number.isInteger(value) ? ['integer', 'number'] : [typeof value];
}

function kindOf(schema: Schema): string {
  return 'const' in schema ? JSON.stringify(schema['const']) : String(schema['type'] ?? 'anything');
}

const FLOORS = ['minimum', 'minLength', 'minItems'];
const CEILINGS = ['maximum', 'maxLength', 'maxItems'];
/** Keywords that are compared elsewhere, and those that are only words; a default is more than words in a field of an input. */
const OTHERS = new Set([
  ...['type', 'const', 'enum', 'anyOf', 'oneOf', 'properties', 'required', 'items'],
  ...['additionalProperties', 'propertyNames', '$ref', '$defs', '$schema', '$id', '$comment'],
  ...['title', 'description', 'default', 'examples', 'deprecated', 'readOnly', 'writeOnly'],
  ...FLOORS,
  ...CEILINGS,
]);

function incompatibleRules({ from, to, at }: Pair, side: Side): string[] {
  const effective = 'const' in from ? rulesMetBy(from['const'], to) : from;
  const beyond = [
    ...FLOORS.filter((limit) => typeof to[limit] === 'number' && !(Number(effective[limit]) >= to[limit])),
    ...CEILINGS.filter((limit) => typeof to[limit] === 'number' && !(Number(effective[limit]) <= to[limit])),
  ];
  const changed = Object.keys(to).filter(
    (rule) => !OTHERS.has(rule) && JSON.stringify(to[rule]) !== JSON.stringify(effective[rule]),
  );
  return [
    ...beyond.map((limit) => `${at}: ${limit} is ${side === 'input' ? 'tighter' : 'looser'}`),
    ...changed.map((rule) => `${at}: ${rule} is another`),
  ];
}

/** The rules that one value meets by itself. */
function rulesMetBy(value: unknown, { pattern }: Schema): Schema {
  if (typeof value === 'number') return { minimum: value, maximum: value };
  if (typeof value !== 'string') return {};
  const matches = typeof pattern === 'string' && new RegExp(pattern).test(value);
  return { minLength: value.length, maxLength: value.length, ...(matches && { pattern }) };
}

function incompatibleFields({ from, to, at }: Pair, walk: Walk): string[] {
  const [fromFields, toFields] = [fieldsOf(from), fieldsOf(to)];
  const [before, after] = walk.side === 'input' ? [fromFields, toFields] : [toFields, fromFields];
  const given = requiredOf(from);
  const gone = Object.keys(before).filter((field) => !Object.hasOwn(after, field));
  const missing = requiredOf(to).filter((field) => !given.includes(field) && !gone.includes(field));
  const requiredChange = walk.side === 'input' ? 'is now required' : 'may now be absent';
  const compared = Object.keys({ ...fromFields, ...toFields }).filter((field) => !gone.includes(field));
  return [
    ...gone.map((field) => `${at}.${field} is gone`),
    ...missing.map((field) => `${at}.${field} ${requiredChange}`),
    ...compared.flatMap((field) => {
      const [one, other] = [fieldOf(from, field), fieldOf(to, field)];
      return one && other ? incompatibilities({ from: one, to: other, at: `${at}.${field}` }, walk) : [];
    }),
    ...(walk.side === 'input' ? changedDefaults({ from, to, at }, walk) : []),
  ];
}

/** Optional fields of an input whose default changed: a caller who leaves one out now gets something else. */
function changedDefaults({ from, to, at }: Pair, { roots }: Walk): string[] {
  const [before, after] = [fieldsOf(from), fieldsOf(to)];
  const required = requiredOf(from);
  const optional = Object.keys(before).filter((field) => !required.includes(field) && Object.hasOwn(after, field));
  return optional.flatMap((field) => {
    const old = defaultOf(before[field] ?? ANYTHING, roots.from);
    const now = defaultOf(after[field] ?? ANYTHING, roots.to);
    return old === undefined || old === now ? [] : [`${at}.${field}: default is ${now ?? 'none'} instead of ${old}`];
  });
}

function defaultOf(schema: Schema, root: Schema): string | undefined {
  return JSON.stringify({ ...target(schema, root), ...schema }['default']);
}

/** Items of lists, values of records, and names of a record's fields. */
function incompatibleItems({ from, to, at }: Pair, walk: Walk): string[] {
  const inner = (one: unknown, other: unknown, where: string) =>
    isRecord(other) && one !== false
      ? incompatibilities({ from: isRecord(one) ? one : ANYTHING, to: other, at: where }, walk)
      : [];
  const open = mayBeObject(from) && from['additionalProperties'] !== false;
  // A reader passes over a field it does not know; a caller's is refused.
  const closes = walk.side === 'input' && open && to['additionalProperties'] === false;
  return [
    ...(closes ? [`${at} no longer takes other fields`] : []),
    ...inner(from['items'], to['items'], `${at}.[]`),
    ...inner(from['additionalProperties'], to['additionalProperties'], `${at}.*`),
    ...inner(from['propertyNames'] ?? { type: 'string' }, to['propertyNames'], `${at} (a name)`),
  ];
}

/** One object, so that a walk knows when it comes back to it. */
const ANYTHING: Schema = {};

function mayBeObject(schema: Schema): boolean {
  return !('const' in schema) && (schema['type'] ?? 'object') === 'object';
}

/** What a field may contain, named or not; `null` where nothing may be. */
function fieldOf(schema: Schema, field: string): Schema | null {
  const fields = fieldsOf(schema);
  if (Object.hasOwn(fields, field)) return fields[field] ?? null;
  const { additionalProperties: others = true } = schema;
  if (others === false || !mayBeObject(schema)) return null;
  return isRecord(others) ? others : ANYTHING;
}

function fieldsOf({ properties }: Schema): { readonly [field: string]: Schema } {
  return isRecord(properties) ? (properties as { readonly [field: string]: Schema }) : {};
}

function requiredOf({ required }: Schema): readonly string[] {
  return Array.isArray(required) ? required.map(String) : [];
}
