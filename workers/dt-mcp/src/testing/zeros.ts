/** A JSON Schema. */
type Schema = { readonly [keyword: string]: unknown };

/**
 * The paths of the numbers in a schema that are never null and may be zero: `breakdown.[].minutes`. Any JSON (`$ref` to itself)
 * is not followed.
 */
export function numbersNeverNull(schema: Schema, path = ''): readonly string[] {
  const ways = (schema['anyOf'] ?? schema['oneOf']) as readonly Schema[] | undefined;
  if (ways !== undefined) {
    const mayBeNull = ways.some(({ type }) => type === 'null');
    return ways.filter((way) => !(mayBeNull && isNumber(way))).flatMap((way) => numbersNeverNull(way, path));
  }
  if (isNumber(schema)) return Number(schema['minimum'] ?? 0) > 0 || 'const' in schema ? [] : [path];
  const fields = Object.entries((schema['properties'] ?? {}) as Readonly<Record<string, Schema>>);
  const items = schema['items'] as Schema | undefined;
  return [
    ...fields.flatMap(([name, field]) => numbersNeverNull(field, join(path, name))),
    ...(items === undefined ? [] : numbersNeverNull(items, join(path, '[]'))),
  ];
}

/** The paths of the zeros in an answer. */
export function zerosIn(value: unknown, path = ''): readonly string[] {
  if (value === 0) return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    zerosIn(inner, join(path, Array.isArray(value) ? '[]' : name)),
  );
}

/** Whether a path is named: as a whole, or by its end after a dot, `criteria.[].norm` by `.norm`. */
export const isNamed = (path: string, names: Readonly<Record<string, string>>): boolean =>
  Object.keys(names).some((name) => path === name || (name.startsWith('.') && `.${path}`.endsWith(name)));

const isNumber = ({ type }: Schema) => type === 'number' || type === 'integer';
const join = (path: string, name: string) => (path === '' ? name : `${path}.${name}`);
