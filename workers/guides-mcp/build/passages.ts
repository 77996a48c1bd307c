import { plainText } from '@aisystant/search';
import type { Page } from '../src/domain/corpus/model.ts';
import { fragmentsOf } from '../src/domain/text/fragments.ts';
import { pieceAt } from '../src/domain/text/pieces.ts';

/** About how many characters of a text have one vector: a few paragraphs on one thing. */
const PASSAGE = 1_200;
/** A longer paragraph is taken in pieces. */
const LONGEST = 2_400;

/** What can be found of a page by meaning: its passages, each with its title and heading, and what it is for. Never its answers. */
export function passagesOf({ title, text, introduces, canDo, asked }: Page): readonly string[] {
  const passages = fragmentsOf(text, PASSAGE).flatMap((fragment) =>
    piecesOf(plainText(fragment.text)).map((piece) => [title, fragment.heading, piece].filter(isText).join('\n')),
  );
  const purpose = [...introduces, ...canDo, ...asked].filter(isText).join('. ');
  return [...new Set([...passages, [title, purpose].filter(isText).join('\n')])].filter(isText);
}

const isText = (text: string) => text.trim() !== '';

function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  for (let offset: number | null = 0; offset !== null; ) {
    const piece = pieceAt(text, offset, LONGEST);
    pieces.push(piece.text);
    offset = piece.next;
  }
  return pieces;
}
