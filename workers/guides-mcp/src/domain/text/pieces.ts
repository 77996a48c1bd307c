import { cut } from '@aisystant/mcp/text';

/** A piece of a text and where the next one begins. */
export interface Piece {
  readonly text: string;
  /** Offset of the next piece, UTF-16 units; null after the last one. */
  readonly next: number | null;
}

/** Where a text may be cut, best first: between paragraphs, lines, sentences, words. */
const BREAKS = ['\n\n', '\n', '. ', ' '] as const;

/**
 * The piece of a text that begins at an offset, at most `limit` UTF-16 units. It ends between paragraphs where that leaves
 * at least half of the limit, else between lines, sentences or words. The pieces in order make up the whole text.
 */
export function pieceAt(text: string, offset: number, limit: number): Piece {
  const rest = text.slice(offset);
  if (rest.length <= limit) return { text: rest, next: null };
  const whole = cut(rest, limit);
  const end = BREAKS.map((mark) => whole.lastIndexOf(mark) + mark.length).find((at) => at > limit / 2);
  const piece = whole.slice(0, end ?? whole.length);
  return { text: piece, next: offset + piece.length };
}
