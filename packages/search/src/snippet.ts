import { cut } from '@aisystant/mcp/text';
import { type Word, wordsOf } from './words.ts';

/** Most characters of a snippet without its marks. */
export const SNIPPET_CHARACTERS = 300;

/** Terms are counted in windows of this many characters; the rest is for the beginning of their sentence. */
const WINDOW_CHARACTERS = SNIPPET_CHARACTERS * 0.8;

/** Most characters before the first term: a sentence that begins earlier is cut. */
const LEAD_CHARACTERS = SNIPPET_CHARACTERS * 0.3;

/** Most words that are marked, so that a snippet with its marks is at most twice as long. */
const MOST_MARKED = Math.floor((SNIPPET_CHARACTERS - 2) / '****'.length);

/** Which words of a text are looked for: gives the number of the term that a folded form belongs to, else null. */
export type TermOf = (form: string) => number | null;

interface Found extends Word {
  readonly term: number;
}

/**
 * The piece of a plain text in which the most different terms are, whole words only, at most {@link SNIPPET_CHARACTERS}
 * long besides its marks. Without any term it is the beginning of the text.
 */
export function snippetOf(text: string, termOf: TermOf): string {
  const found = wordsOf(text).flatMap((word): Found[] => {
    const term = termOf(word.form);
    return term === null ? [] : [{ ...word, term }];
  });
  const [start, end] = bestWindow(text, found);
  const inside = found.filter((word) => word.start >= start && word.end <= end);
  return marked(text, start, end, inside.slice(0, MOST_MARKED));
}

function bestWindow(text: string, found: readonly Found[]): readonly [number, number] {
  let best = { first: found[0], terms: 0, words: 0 };
  for (let first = 0, last = 0; first < found.length; first += 1) {
    const start = found[first]?.start ?? 0;
    while (last < found.length && (found[last]?.end ?? 0) - start <= WINDOW_CHARACTERS) last += 1;
    const window = found.slice(first, Math.max(last, first + 1));
    const terms = new Set(window.map(({ term }) => term)).size;
    if (terms > best.terms || (terms === best.terms && window.length > best.words)) {
      best = { first: found[first], terms, words: window.length };
    }
  }
  const from = sentenceStart(text, best.first?.start ?? 0);
  return [from, from + cut(text.slice(from), SNIPPET_CHARACTERS).length];
}

/** The beginning of the sentence or line that a place is in, if it is near, else of the word before. */
function sentenceStart(text: string, place: number): number {
  const nearest = Math.max(0, place - LEAD_CHARACTERS);
  const before = text.slice(nearest, place);
  const sentence = /[\s\S]*(?:[.!?…]\s+|\n)/.exec(before)?.[0].length;
  if (sentence !== undefined) return nearest + sentence;
  if (nearest === 0) return 0;
  return nearest + (/^\S*\s+/.exec(before)?.[0].length ?? before.length);
}

function marked(text: string, start: number, end: number, words: readonly Word[]): string {
  let [result, at] = ['', start];
  for (const word of words) {
    result += `${text.slice(at, word.start)}**${text.slice(word.start, word.end)}**`;
    at = word.end;
  }
  const whole = end >= text.length;
  const rest = text.slice(at, end);
  const tail = whole ? rest : `${rest.replace(/\s*\S*$/, '')}…`;
  return `${start > 0 ? '…' : ''}${result}${tail}`.replace(/\s+/g, ' ').trim();
}
