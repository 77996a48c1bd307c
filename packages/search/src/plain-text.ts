/** Markdown as plain text, for search and snippets: no marks of headings, emphasis, links, tables, footnotes. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/^\s*\|?[\s:|-]+\|[\s:|-]*$/gm, '')
    .replace(/\[\^[^\]]+\]:?/g, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s{0,3}(?:#{1,6}|>|[-*+]|\d+\.)\s+(?:\[[ xх]\]\s+)?/gim, '')
    .replace(/[*_~`]{1,3}(?=\S)|(?<=\S)[*_~`]{1,3}/g, '')
    .replaceAll('|', ' ')
    .replace(/[^\S\n]+/g, ' ')
    .trim();
}
