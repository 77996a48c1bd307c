import { lazy } from './lazy.ts';

/** Made at the first use: the runtime loads its tables for it, which took a quarter of the CPU of a start. */
const graphemes = lazy(() => new Intl.Segmenter('ru', { granularity: 'grapheme' }));

/**
 * The beginning of a text, at most `limit` UTF-16 units, cut between what a reader sees as characters: neither an emoji
 * nor a letter with its mark is split. Only a single character longer than the limit is cut between its code points.
 */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  // Two units further than the limit, so that the code point behind it is whole.
  const start =
    graphemes()
      .segment(text.slice(0, limit + 2))
      .containing(limit)?.index ?? 0;
  if (start > 0) return text.slice(0, start);
  const begun = text.slice(0, limit);
  return begun.isWellFormed() ? begun : begun.slice(0, -1);
}

/** A text cut to a limit, with an ellipsis where something is left out. */
export function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${cut(text, limit - 1)}…`;
}

/** A text in one line, with one blank between its words. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/**
 * A person's words for the text of an answer, in one line between « and ». Such quotes in the words are replaced, so that
 * the words cannot end the quotation.
 */
export function quoteWords(text: string): string {
  return `«${oneLine(text).replaceAll('«', '“').replaceAll('»', '”')}»`;
}

/**
 * Dotted path of the first string of a JSON value that is not well-formed Unicode, a key included; null when all are.
 * Half of a surrogate pair cannot be written as UTF-8, and strict JSON readers refuse a whole answer that has one.
 */
export function malformedField(value: unknown): string | null {
  // Not recursive: a body may be nested deeper than the stack.
  const open: (readonly [value: unknown, path: string])[] = [[value, '']];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [inner, path] = next;
    if (typeof inner === 'string' && !inner.isWellFormed()) return path;
    if (typeof inner !== 'object' || inner === null) continue;
    const prefix = path === '' ? '' : `${path}.`;
    for (const [key, field] of Object.entries(inner).reverse()) {
      const whole = key.toWellFormed();
      open.push([whole === key ? field : key, `${prefix}${whole}`]);
    }
  }
  return null;
}

/** Why a text is refused that {@link malformedField} finds. */
export const MALFORMED = 'В тексте половина знака (одиночный суррогат): знаки нужны целиком.';
