/** The words of a summary, up to its end or to the next one: of those that have no end each place is read once. */
export const SUMMARY_WORDS = /<summary(?:\s[^<>]*)?>((?:(?!<summary)[\s\S])*?)<\/summary>/i;
const SUMMARIES = new RegExp(SUMMARY_WORDS, 'gi');
/** An image, whose description and address may have brackets of their own. */
const IMAGE = /!\[((?:[^[\]]|\[[^[\]]*\])*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)/g;
/** A tag has attributes with values, if any: «x<y и z>y» is none. */
const TAG =
  /<\/?[a-z][a-z0-9-]*(?:\s+(?:open|checked|disabled|hidden|controls|[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+)))*\s*\/?>/gi;

/** Tags go and their words stay; an image leaves its description. */
export function withoutHtml(markdown: string): string {
  return markdown
    .replace(SUMMARIES, (_, words: string) => `\n\n**${words.trim()}**\n\n`)
    .replace(IMAGE, (_, words: string) => (words.trim() === '' ? '' : `[рисунок: ${words.trim()}]`))
    .replace(/<br\s*\/?>/gi, ' ')
    .replace(TAG, '');
}
