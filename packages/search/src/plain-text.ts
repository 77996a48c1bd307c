/** Marks of emphasis and code: beside a character, and an underscore only at the edge of a word, not as in `my_room`. */
const EMPHASIS = /[*~`]{1,3}(?=\S)|(?<=\S)[*~`]{1,3}|(?<![\p{L}\p{N}_])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![\p{L}\p{N}_])/gu;

/** One line of Markdown without the marks of emphasis and code. */
export const withoutEmphasis = (line: string): string => line.replace(EMPHASIS, '');

/**
 * Markdown as plain text, for search and snippets: no marks of headings, emphasis, links, tables, footnotes. People write it, so no
 * pattern looks from one place over what it looks over from the next: each stops where the next may begin.
 */
export function plainText(markdown: string): string {
  return markdown
    .replace(/^[ \t:-]*\|[ \t:|-]*$/gm, '')
    .replace(/\[\^[^[\]]+\]:?/g, '')
    .replace(/!?\[([^[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)/g, '$1')
    .replace(/^\s{0,3}(?:#{1,6}|>|[-*+]|\d+\.)\s+(?:\[[ xх]\]\s+)?/gim, '')
    .replace(EMPHASIS, '')
    .replaceAll('|', ' ')
    .replace(/[^\S\n]+/g, ' ')
    .trim();
}
