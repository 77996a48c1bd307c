import * as z from 'zod';
import { packRuns, runsOf } from '../src/domain/text/copying.ts';

/** What the exercises know of one page of a guide: enough to cite it and to recognise a copy, and not its text. */
const Page = z.strictObject({
  title: z.string(),
  concepts: z.array(z.string()),
  /** Hashes of half of its runs of words, see `packRuns`. */
  runs: z.string(),
});

/** `content/pages.json`: the pages that exercises may cite, by permanent number. */
export const PagesFile = z.record(z.string(), Page);
/** Parsed `content/pages.json`. */
export type Pages = z.output<typeof PagesFile>;

/** Every second run by its own hash: runs overlap, so nearly all words of a copy are still in one that is listed. */
const isListed = (run: number) => run % 2 === 0;

/** What people come to a page with: its readers do not see it, so no answer is a copy of it. */
const ASKED = /^\*\*С чем приходят:\*\*.*$/m;

/** A block of code, to the end of the text where it has no end of its own, or a comment. */
const CODE_OR_COMMENT =
  /^[^\S\n]*(`{3,}(?=[^`\n]*$)|~{3,}).*\n[\s\S]*?(?:^[^\S\n]*\1[`~]*[^\S\n]*$|(?![\s\S]))|<!--[\s\S]*?-->/gm;

/** A guide without its comments, in whose code no line begins as a heading does. */
function withoutFalseHeadings(guide: string): string {
  return guide.replace(CODE_OR_COMMENT, (each, fence?: string) => (fence ? each.replace(/^#/gm, ' #') : ''));
}

/** Reads the pages of a guide in one Markdown file, in their order: `## X1.1:3 - Title` begins a page. */
export function pagesOf(guide: string): readonly (readonly [number: string, page: Pages[string]])[] {
  const parts = withoutFalseHeadings(guide.replaceAll('\r\n', '\n')).split(/^(?=## )/m);
  return parts.flatMap((part) => {
    const [, number, title] = /^## ([A-Z]\d+\.\d+:\d+) - (.+)$/m.exec(part) ?? [];
    if (number === undefined || title === undefined) return [];
    const text = (part.slice(part.indexOf('\n') + 1).split(/^# /m)[0] ?? '').replace(ASKED, '');
    const concepts = /^\*\*Основные понятия:\*\* (.+?)\.?$/m.exec(text)?.[1]?.split(', ') ?? [];
    return [[number, { title: title.trim(), concepts, runs: packRuns(runsOf(text).filter(isListed)) }] as const];
  });
}
