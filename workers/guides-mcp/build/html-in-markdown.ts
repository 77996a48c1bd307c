import { oneLine } from '@aisystant/mcp/text';
import { withCharacters } from './character-references.ts';

/** What a browser does not show, with the tags around it; of those that have no end each place is read once. */
const UNSEEN = /<(script|style)(?:\s[^<>]*)?>(?:(?!<\1[\s>])[\s\S])*?<\/\1\s*>/gi;
/** The words of a summary, up to its end or to the next one: of those that have no end each place is read once. */
export const SUMMARY_WORDS = /<summary(?:\s[^<>]*)?>((?:(?!<summary)[\s\S])*?)<\/summary>/i;
const SUMMARIES = new RegExp(SUMMARY_WORDS, 'gi');
const HEADINGS = /<h([1-6])(?:\s[^<>]*)?>((?:(?!<h[1-6])[\s\S])*?)<\/h\1>/gi;
const BOLD = /<(b|strong)>([^<>]*)<\/\1>/gi;
/** A power or a base behind a number: «10<sup>6</sup>» is not 106. */
const INDEX = /(?<=\d)<(sup|sub)(?:\s[^<>]*)?>\s*(?=[-+−–]?\d)/gi;
/** An image, whose description and address may have brackets of their own. */
const IMAGE = /!\[((?:[^[\]]|\[[^[\]]*\])*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)/g;
/** A tag has attributes with values, if any: «x<y и z>y» is none. */
const TAG =
  /<\/?[a-z][a-z0-9-]*(?:\s+(?:open|checked|disabled|hidden|controls|[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+)))*\s*\/?>/i;
const TAGS = new RegExp(`(?:${TAG.source})+`, 'gi');
/** A tag that is within a word or a sentence; what any other has before and after it are different words. */
const INLINE =
  /^<\/?(?:a|abbr|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub|sup|tt|u|var|wbr)(?![a-z0-9-])/i;

/** A text without scripts and style sheets. */
export const withoutUnseen = (markdown: string): string => markdown.replace(UNSEEN, '');

/**
 * Tags go and their words stay; a heading, a bold line and a power stay what they are; an image leaves its description, and a reference
 * its character.
 */
export function withoutHtml(markdown: string): string {
  const text = markdown
    .replace(SUMMARIES, (_, words: string) => `\n\n**${words.trim()}**\n\n`)
    .replace(HEADINGS, (_, level: string, words: string) => `\n\n${'#'.repeat(Number(level))} ${oneLine(words)}\n\n`)
    .replace(BOLD, (all, _, words: string) => (words.trim() === '' ? all : inBold(words)))
    .replace(INDEX, (_, place: string) => (place.toLowerCase() === 'sup' ? '^' : '_'))
    .replace(IMAGE, (_, words: string) => (words.trim() === '' ? '' : `[рисунок: ${words.trim()}]`))
    .replace(TAGS, (tags, at: number, all: string) => {
      const isBetweenWords = /\S/.test(all.charAt(at - 1)) && /\S/.test(all.charAt(at + tags.length));
      return isBetweenWords && tags.match(ONE_TAG)?.some((tag) => !INLINE.test(tag)) ? ' ' : '';
    });
  return withCharacters(text);
}

const ONE_TAG = /<[^>]*>/g;

/** Words in bold; blanks before and after them stay, outside of the marks. */
function inBold(words: string): string {
  const before = words.slice(0, words.length - words.trimStart().length);
  return `${before}**${oneLine(words)}**${words.slice(words.trimEnd().length)}`;
}
