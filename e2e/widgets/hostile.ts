import { NOT_A_NUMBER } from './script.ts';

/** Texts that a store may hold, or a third party may send. */
export const HOSTILE_TEXTS: { readonly [name: string]: string } = {
  markup:
    '<img src=x onerror="top.broken=1"><script>top.broken=1</script><b>жирно</b>&lt;i&gt;{{7*7}}</style></script>',
  'an address of a script': 'javascript:top.broken=1',
  'right to left': '\u202eשלום\u2066 עולם\u202e مرحبا بالعالم',
  'ten thousand letters in one word': 'Ж'.repeat(10_000),
  'ten thousand letters in lines': 'слово\n'.repeat(1_700),
  'half of a character': '\ud83c',
  'letters that are not seen': '\u200b\u0000\ufeff\u00ad',
};

/** Numbers that are none, or are out of all proportion. */
export const HOSTILE_NUMBERS: { readonly [name: string]: unknown } = {
  'no number': NOT_A_NUMBER,
  'a number without end': 1e308,
  'a number below zero': -7,
  'a text': '<b>7</b>',
  nothing: null,
};

/** An answer with every text replaced; dates and members of enumerations are texts too. */
export const withTexts = (answer: unknown, text: string): unknown =>
  mapLeaves(answer, (leaf) => (typeof leaf === 'string' ? text : leaf));

/** An answer with the texts of people replaced: what is no date, time, id or member of an enumeration. */
export const withWords = (answer: unknown, text: string): unknown =>
  mapLeaves(answer, (leaf) => (typeof leaf === 'string' && /[^ -~]|\s/.test(leaf) ? text : leaf));

/** An answer with every number replaced. */
export const withNumbers = (answer: unknown, number: unknown): unknown =>
  mapLeaves(answer, (leaf) => (typeof leaf === 'number' ? number : leaf));

/** The answer without one of its fields, for each of its fields at any depth. */
export function withoutEachField(answer: unknown): readonly { readonly field: string; readonly answer: unknown }[] {
  return pathsOf(answer).map((path) => ({ field: path.join('.'), answer: without(answer, path) }));
}

function mapLeaves(value: unknown, map: (leaf: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => mapLeaves(entry, map));
  if (typeof value !== 'object' || value === null) return map(value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapLeaves(inner, map)]));
}

function pathsOf(value: unknown, before: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  // All entries of a list have one shape, so only the first is changed.
  const entries = Array.isArray(value) ? Object.entries(value).slice(0, 1) : Object.entries(value);
  return entries.flatMap(([key, inner]) => [[...before, key], ...pathsOf(inner, [...before, key])]);
}

function without(value: unknown, [key = '', ...rest]: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const copy: { [field: string]: unknown } | unknown[] = Array.isArray(value) ? [...value] : { ...value };
  const fields = copy as { [field: string]: unknown };
  if (rest.length > 0) fields[key] = without(fields[key], rest);
  else if (Array.isArray(copy)) copy.splice(Number(key), 1);
  else delete fields[key];
  return copy;
}
