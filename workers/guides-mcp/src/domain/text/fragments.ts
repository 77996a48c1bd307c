import { fencesOf } from './fences.ts';

/** A part of a text between headings and blank lines, with the headings above it. */
export interface Fragment {
  readonly text: string;
  /** The heading that it is under; empty at the head of the page. */
  readonly heading: string;
}

/** Fragments of Markdown of about `size` characters at most: whole paragraphs; a longer paragraph is a fragment of its own. */
export function fragmentsOf(markdown: string, size: number): readonly Fragment[] {
  const fragments: { text: string; heading: string }[] = [];
  let heading = '';
  for (const { text: block, title } of blocksOf(markdown)) {
    if (title !== null) heading = title;
    const last = fragments.at(-1);
    if (last && last.heading === heading && last.text.length + block.length < size) last.text += `\n\n${block}`;
    else fragments.push({ text: block, heading });
  }
  return fragments.filter(({ text }) => text.trim() !== '');
}

/** Paragraphs, and blocks of code with their blank lines, each with the heading in it: what looks like one in code is none. */
function blocksOf(markdown: string): readonly { readonly text: string; readonly title: string | null }[] {
  const lines = markdown.split('\n');
  const { inside } = fencesOf(lines);
  const blocks: { lines: string[]; title: string | null }[] = [{ lines: [], title: null }];
  for (const [at, line] of lines.entries()) {
    const block = blocks.at(-1);
    if (line === '' && !inside[at]) blocks.push({ lines: [], title: null });
    else if (block) {
      block.lines.push(line);
      if (!inside[at]) block.title ??= /^#{1,6}\s+(.+)$/.exec(line)?.[1]?.trim() ?? null;
    }
  }
  return blocks
    .filter((block) => block.lines.length > 0)
    .map((block) => ({ text: block.lines.join('\n'), title: block.title }));
}
