import { isRecord } from '../define/is-record.ts';

/** A JSON Schema, or whatever a server lists in its place. */
type Schema = { readonly [keyword: string]: unknown };

/**
 * What Gemini takes in a function declaration, which is the least of all big clients: it answers 400 for any other keyword
 * and drops the whole list of tools.
 */
const KEYWORDS: ReadonlySet<string> = new Set([
  ...['type', 'title', 'description', 'enum', 'anyOf', 'default'],
  ...['properties', 'required', 'additionalProperties', 'minProperties', 'maxProperties'],
  ...['items', 'minItems', 'maxItems', 'minLength', 'maxLength', 'pattern', 'format', 'minimum', 'maximum'],
]);

/** Models do not read output schemas; a client's validator does, and it knows references and lists of types. */
const OUTPUT_KEYWORDS: ReadonlySet<string> = new Set([...KEYWORDS, '$ref', '$defs']);

/** Keywords that hold schemas by name, and those that hold one or a list of them. */
const NAMED = ['properties', '$defs'];
const NESTED = ['items', 'additionalProperties', 'anyOf'];

/** The keywords of a tool's schema that a big client refuses or that say nothing, with their places: `input.url: format uri`. */
export function refusedKeywords(schema: unknown, side: 'input' | 'output'): readonly string[] {
  const taken = side === 'input' ? KEYWORDS : OUTPUT_KEYWORDS;
  const look = (value: unknown, at: string): string[] => {
    if (!isRecord(value)) return [];
    const own = Object.entries(value).filter(
      ([keyword, given]) => !taken.has(keyword) || isRefused(keyword, given, side),
    );
    return [
      ...own.map(([keyword, given]) => `${at}: ${keyword} ${JSON.stringify(given)}`),
      ...lookInside(value, at, look),
    ];
  };
  return look(schema, side);
}

function lookInside(schema: Schema, at: string, look: (value: unknown, at: string) => string[]): string[] {
  const named = NAMED.flatMap((keyword) => Object.entries(isRecord(schema[keyword]) ? schema[keyword] : {}));
  return [
    ...named.flatMap(([name, inner]) => look(inner, `${at}.${name}`)),
    ...NESTED.flatMap((keyword) => [schema[keyword]].flat().flatMap((inner) => look(inner, `${at}.[]`))),
  ];
}

function isRefused(keyword: string, given: unknown, side: 'input' | 'output'): boolean {
  switch (keyword) {
    case 'format':
      return given !== 'date-time';
    case 'enum':
      return !Array.isArray(given) || given.some((value) => typeof value !== 'string');
    case 'type':
      return side === 'input' && typeof given !== 'string';
    case 'minimum':
    case 'maximum':
      return Math.abs(Number(given)) === Number.MAX_SAFE_INTEGER;
    default:
      return false;
  }
}
