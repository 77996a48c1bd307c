import type { ServerContract, ToolContract } from '@aisystant/mcp';

type Schema = { readonly [keyword: string]: unknown };

/**
 * Tells what a new contract breaks without saying so by a new MAJOR version. A caller may rely on every input it may
 * send being accepted, and on every output field it reads being there; new optional inputs and new output fields are
 * additions.
 */
export function unannouncedBreaks(before: ServerContract, after: ServerContract): string[] {
  const removed = before.tools.filter(({ name }) => !after.tools.some((tool) => tool.name === name));
  const gone = removed.map(({ name }) => `${name}: the tool is gone`);
  const resources = before.resources
    .filter(({ name }) => !after.resources.some((resource) => resource['name'] === name))
    .map(({ name }) => `${String(name)}: the resource is gone`);
  const serverWide = major(after.version) > major(before.version) ? [] : [...gone, ...resources];
  const changed = before.tools.flatMap((old) => {
    const now = after.tools.find(({ name }) => name === old.name);
    if (!now || major(now.version) > major(old.version)) return [];
    return toolBreaks(old, now).map((change) => `${old.name}: ${change}`);
  });
  return [...serverWide, ...changed];
}

function toolBreaks(before: ToolContract, after: ToolContract): string[] {
  const scope = before.scope === after.scope || after.scope === null ? [] : [`needs the permission ${after.scope}`];
  const effect = before.effect === after.effect ? [] : [`its effect is ${after.effect} instead of ${before.effect}`];
  return [
    ...scope,
    ...effect,
    ...inputBreaks(before.input_schema, after.input_schema, 'input'),
    ...outputBreaks(before.output_schema, after.output_schema, 'output'),
  ];
}

function inputBreaks(before: Schema, after: Schema, at: string): string[] {
  const required = requiredOf(after).filter((field) => !requiredOf(before).includes(field));
  const lost = [...alternatives(before)].filter((kind) => !accepts(after, kind));
  return [
    ...required.map((field) => `${at}.${field} is now required`),
    ...lost.map((kind) => `${at} no longer takes ${kind}`),
    ...LIMITS.flatMap(([limit, tighter]) =>
      tighter(before[limit], after[limit]) ? [`${at}: ${limit} is tighter`] : [],
    ),
    ...fields(before).flatMap(([field, old]) => {
      const now = propertiesOf(after)[field];
      return now === undefined ? [`${at}.${field} is gone`] : inputBreaks(old, now, `${at}.${field}`);
    }),
  ];
}

function outputBreaks(before: Schema, after: Schema, at: string): string[] {
  const optional = requiredOf(before).filter(
    (field) => propertiesOf(after)[field] && !requiredOf(after).includes(field),
  );
  const kept = [...alternatives(before)].some((kind) => accepts(after, kind));
  return [
    ...optional.map((field) => `${at}.${field} may now be absent`),
    ...(kept ? [] : [`${at} has another type`]),
    ...fields(before).flatMap(([field, old]) => {
      const now = propertiesOf(after)[field];
      return now === undefined ? [`${at}.${field} is gone`] : outputBreaks(old, now, `${at}.${field}`);
    }),
  ];
}

const raised = (before: unknown, after: unknown) => typeof after === 'number' && !(Number(before) >= after);
const lowered = (before: unknown, after: unknown) => typeof after === 'number' && !(Number(before) <= after);
const LIMITS: readonly (readonly [string, (before: unknown, after: unknown) => boolean])[] = [
  ['minimum', raised],
  ['minLength', raised],
  ['minItems', raised],
  ['maximum', lowered],
  ['maxLength', lowered],
  ['maxItems', lowered],
];

/** The kinds of value a schema names: the values of an enumeration, else the types. */
function alternatives(schema: Schema): Set<string> {
  const branches = branchesOf(schema);
  if (branches.length > 0) return new Set(branches.flatMap((branch) => [...alternatives(branch)]));
  if (Array.isArray(schema['enum'])) return new Set(schema['enum'].map((value) => JSON.stringify(value)));
  const { type } = schema;
  if (type === undefined) return new Set(['anything']);
  return new Set((Array.isArray(type) ? type : [type]).map(String));
}

/** Whether a schema takes a kind of value that another schema named. */
function accepts(schema: Schema, kind: string): boolean {
  const known = alternatives(schema);
  if (known.has(kind) || known.has('anything')) return true;
  return kind.startsWith('"') ? known.has('string') : kind === 'integer' && known.has('number');
}

/** The fields of a schema: its own, those of its branches (an object or null), and of the items of a list. */
function propertiesOf(schema: Schema): { readonly [field: string]: Schema } {
  const own = Object.assign({}, ...[schema, ...branchesOf(schema)].map(({ properties }) => properties ?? {}));
  const { items } = schema;
  return typeof items === 'object' && items !== null ? { ...own, '[]': items as Schema } : own;
}

function branchesOf(schema: Schema): Schema[] {
  return [schema['anyOf'], schema['oneOf']].filter(Array.isArray).flat() as Schema[];
}

function requiredOf(schema: Schema): string[] {
  return [schema, ...branchesOf(schema)].flatMap(({ required }) =>
    Array.isArray(required) ? required.map(String) : [],
  );
}

const fields = (schema: Schema) => Object.entries(propertiesOf(schema));
const major = (version: string) => Number(version.split('.')[0]);
