import { ToolError } from '@aisystant/mcp';
import { keysOf } from '../domain/corpus/page-key.ts';
import { pieceAt } from '../domain/text/pieces.ts';
import type { CorpusStore, PageHead, StoredPage } from '../store/corpus-store.ts';
import { resolvePages } from './resolve.ts';

/** What is read: a page, or the pages of a section or guide, up to and with another one. */
export interface Reading {
  readonly id: string;
  readonly until?: string | undefined;
  /** Whether answers to exercises are read too. */
  readonly answers: boolean;
}

/** Where a piece begins: the page by its place in the corpus, and the offset in its text. */
export interface Position {
  readonly n: number;
  readonly offset: number;
}

/** A page, or the piece of it that fits. */
export interface ReadPage {
  readonly page: StoredPage;
  readonly markdown: string;
  /** Whether the piece begins and ends where the page does. */
  readonly whole: boolean;
}

/** A piece of what is read. */
export interface ReadPiece {
  readonly pages: readonly ReadPage[];
  readonly next: Position | null;
}

/** Pages that one piece may hold, however short they are. */
const MOST_PAGES = 20;

/** The places of the first and the last page that are read. Throws `NOT_FOUND`, or `INVALID_ARGUMENT` for a wrong order. */
export async function rangeOf(store: CorpusStore, { id, until }: Reading): Promise<readonly [PageHead, PageHead]> {
  const pages = await resolvePages(store, id, 'id');
  const ends = until === undefined ? pages : await resolvePages(store, until, 'until');
  const [first, last] = [pages[0], ends.at(-1)];
  if (!first || !last) throw new ToolError('NOT_FOUND', 'Здесь нет ни одной страницы.', { field: 'id' });
  if (first.guide !== last.guide || first.n > last.n) {
    const hint = 'Берите страницы одного руководства: id — первая, until — последняя.';
    throw new ToolError('INVALID_ARGUMENT', 'until должна стоять после id в том же руководстве.', {
      field: 'until',
      hint,
    });
  }
  return [first, last];
}

/** The text that is shown of a page. */
function shownText({ text, answers }: StoredPage, withAnswers: boolean): string {
  return withAnswers && answers !== '' ? `${text}\n\n${answers}` : text;
}

/** Reads at most `characters` from a position up to and with the page `last`. */
export async function readPiece(
  store: CorpusStore,
  {
    last,
    from,
    characters,
    answers,
  }: { readonly last: PageHead; readonly from: Position; readonly characters: number; readonly answers: boolean },
): Promise<ReadPiece> {
  const stored = await store.pagesBetween(from.n, last.n, MOST_PAGES);
  const pages: ReadPage[] = [];
  let room = characters;
  for (const page of stored) {
    const offset = page.n === from.n ? from.offset : 0;
    const text = shownText(page, answers);
    // A page that does not fit begins the next piece, unless the piece would be empty.
    if (pages.length > 0 && text.length > room) return { pages, next: { n: page.n, offset: 0 } };
    const { text: markdown, next } = pieceAt(text, offset, room);
    pages.push({ page, markdown, whole: offset === 0 && next === null });
    if (next !== null) return { pages, next: { n: page.n, offset: next } };
    room -= markdown.length;
  }
  const end = pages.at(-1)?.page.n ?? last.n;
  return { pages, next: end < last.n ? { n: end + 1, offset: 0 } : null };
}

/** Headings that are shown of a page. */
export const MOST_HEADINGS = 100;

/** Reads pages without their texts from a position up to and with the page `last`: their headings have at most `characters`. */
export async function readOutlines(
  store: CorpusStore,
  { last, from, characters }: { readonly last: PageHead; readonly from: Position; readonly characters: number },
): Promise<ReadPiece> {
  const stored = await store.pagesBetween(from.n, last.n, MOST_PAGES);
  let room = characters;
  const fitting = stored.findIndex(({ headings }, at) => {
    room -= headings.slice(0, MOST_HEADINGS).join('\n').length;
    return at > 0 && room < 0;
  });
  const pages = fitting === -1 ? stored : stored.slice(0, fitting);
  const end = pages.at(-1)?.n ?? last.n;
  return {
    pages: pages.map((page) => ({ page, markdown: '', whole: false })),
    next: end < last.n ? { n: end + 1, offset: 0 } : null,
  };
}

/** The pages that a page's author names as to be read before; unknown names are left out. */
export async function prerequisitesOf(store: CorpusStore, { prerequisites }: StoredPage): Promise<readonly PageHead[]> {
  const named = await Promise.all(prerequisites.slice(0, 10).map((name) => store.named(keysOf(name))));
  return store.headsById(named.flatMap((each) => (each?.kind === 'page' ? [each.target] : [])));
}

/** The text of a page, without its answers, with the footnotes that it refers to at its end. */
export function textWithFootnotes({ text, footnotes }: StoredPage): string {
  return [text, ...footnotesIn(text, footnotes).map((note) => `[^${note.mark}]: ${note.text}`)].join('\n\n');
}

/** The footnotes that a text refers to. A mark is the same in capital letters (GFM). */
export function footnotesIn(markdown: string, footnotes: StoredPage['footnotes']) {
  const texts = new Map(Object.entries(footnotes).map(([mark, text]) => [mark.toLowerCase(), text]));
  const marks = new Set([...markdown.matchAll(/\[\^([^\]]+)\]/g)].map(([, mark = '']) => mark));
  return [...marks].flatMap((mark) => {
    const text = texts.get(mark.toLowerCase());
    return text === undefined ? [] : [{ mark, text }];
  });
}
