/** Which lines of a text are in fenced blocks of code. */
export interface Fences {
  /** By line, the lines of the fences among them. */
  readonly inside: readonly boolean[];
  /** Whether the last block has no end; then it reaches to the end of the text (CommonMark, section 4.5). */
  readonly isOpen: boolean;
}

/** Finds the blocks of code, which may be indented in a list. A block ends with a fence of its own kind and at least its length. */
export function fencesOf(lines: readonly string[]): Fences {
  let open = '';
  const inside = lines.map((line) => {
    const [, fence = '', info = ''] = /^\s*(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (open === '') {
      // Three backticks with more of them in the line are a piece of code in a sentence.
      if (fence.startsWith('~') || !info.includes('`')) open = fence;
      return open !== '';
    }
    if (fence.startsWith(open) && info.trim() === '') open = '';
    return true;
  });
  return { inside, isOpen: open !== '' };
}
