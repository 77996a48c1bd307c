import { fencesOf } from '../src/domain/text/fences.ts';

/** A text whose code is taken out of it: what looks like markup in code is none. */
export interface CodeApart {
  /** The text with a mark where each piece of code was. */
  readonly text: string;
  /** Puts the code back, as it was written. */
  restored(text: string): string;
}

/** A private character: no font has it, so no author writes it. */
const MARK = '\uE000';
const MARKED = new RegExp(`${MARK}(\\d+)${MARK}`, 'g');
/** Code in a sentence: between equal runs of backticks (CommonMark, section 6.1). */
const IN_LINE = /(?<!`)(`+)(?!`)[^\n]*?[^`\n]\1(?!`)/g;

/** Takes blocks of code and code in sentences out of a text. */
export function codeApart(markdown: string): CodeApart {
  const code: string[] = [];
  const mark = (piece: string) => `${MARK}${code.push(piece) - 1}${MARK}`;
  const lines = markdown.split('\n');
  const { inside } = fencesOf(lines);
  const text: string[] = [];
  const block: string[] = [];
  for (const [at, line] of lines.entries()) {
    if (!inside[at]) text.push(line.replace(IN_LINE, mark));
    else block.push(line);
    if (block.length > 0 && !inside[at + 1]) text.push(mark(block.splice(0).join('\n')));
  }
  return {
    text: text.join('\n'),
    restored: (each) => each.replace(MARKED, (all, n: string) => code[Number(n)] ?? all),
  };
}

/** A text without the comments of HTML, which are for authors alone. Each place is read once: a pattern would go to the end from each. */
export function withoutComments(text: string): string {
  const kept: string[] = [];
  let at = 0;
  for (;;) {
    const start = text.indexOf('<!--', at);
    const end = start === -1 ? -1 : text.indexOf('-->', start + '<!--'.length);
    if (end === -1) return kept.join('') + text.slice(at);
    kept.push(text.slice(at, start));
    at = end + '-->'.length;
  }
}

/** A text without its comments; in code they are kept. */
export function withoutCommentsOutsideCode(markdown: string): string {
  const { text, restored } = codeApart(markdown);
  return restored(withoutComments(text));
}
