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
    .replace(/[*~`]{1,3}(?=\S)|(?<=\S)[*~`]{1,3}|(?<![\p{L}\p{N}_])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![\p{L}\p{N}_])/gu, '')
    .replaceAll('|', ' ')
    .replace(/[^\S\n]+/g, ' ')
    .trim();
}
