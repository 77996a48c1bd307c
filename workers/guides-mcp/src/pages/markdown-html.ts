import { micromark } from 'micromark';
import { gfmFootnote, gfmFootnoteHtml } from 'micromark-extension-gfm-footnote';
import { gfmTable, gfmTableHtml } from 'micromark-extension-gfm-table';
import { pageUrl } from '../queries/page-line.ts';

/** Level of the first headings below the title of a page. */
const TOP = 2;

/**
 * Markdown as HTML that is safe to insert: HTML in it is shown as text, and links lead to the usual protocols only. Headings
 * begin at the second level and skip none.
 */
export function markdownHtml(markdown: string, footnotes: { readonly [mark: string]: string } = {}): string {
  const notes = Object.entries(footnotes).map(([mark, text]) => `[^${mark}]: ${text}`);
  const html = micromark(withPageLinks([withBoxes(markdown), ...notes].join('\n\n')), {
    extensions: [gfmTable(), gfmFootnote()],
    htmlExtensions: [
      gfmTableHtml(),
      gfmFootnoteHtml({ label: 'Сноски', labelAttributes: '', backLabel: (n) => `К месту сноски ${n + 1}` }),
    ],
  });
  // A tag of the text itself is escaped, so these are the ones that were made here.
  return withoutBullets(scrolling(inOrder(html))).replace(/<th([^>]*)><\/th>/g, '<td$1></td>');
}

/** Addresses of pages as the paths at which people read them. */
function withPageLinks(markdown: string): string {
  return markdown.replace(
    /(\]\(|\]:\s*)guides:\/\/([^\s()]+)/g,
    (_, before: string, name: string) => before + pageUrl('', name.toWellFormed()),
  );
}

/** Boxes to tick as signs: a form would need somewhere to keep the ticks. */
function withBoxes(markdown: string): string {
  return markdown.replace(/^(\s*[-*+]\s+)\[( |x|х)\]\s/gim, (_, bullet: string, mark: string) =>
    mark === ' ' ? `${bullet}☐ ` : `${bullet}☑ `,
  );
}

/** An item that begins with a box has no bullet beside it. */
const withoutBullets = (html: string): string => html.replace(/<li>(?=\s*(?:<p>)?[☐☑] )/g, '<li class="box">');

/** A table keeps its words whole, and scrolls by itself where it is wider than a phone. */
const scrolling = (html: string): string =>
  html
    .replaceAll('<table>', '<div class="scroll" tabindex="0" role="region" aria-label="Таблица"><table>')
    .replaceAll('</table>', '</table></div>');

/** Each level of heading that occurs one below the one before it. */
function inOrder(html: string): string {
  const levels = [...new Set([...html.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level)))].sort();
  const newLevel = (level: string) => Math.min(TOP + levels.indexOf(Number(level)), 6);
  return html.replace(/<(\/?)h([1-6])/g, (_, slash: string, level: string) => `<${slash}h${newLevel(level)}`);
}
