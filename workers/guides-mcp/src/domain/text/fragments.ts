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
  for (const block of markdown.split(/\n{2,}/)) {
    const [, title] = /^#{1,6}\s+(.+)$/m.exec(block) ?? [];
    if (title !== undefined) heading = title.trim();
    const last = fragments.at(-1);
    if (last && last.heading === heading && last.text.length + block.length < size) last.text += `\n\n${block}`;
    else fragments.push({ text: block, heading });
  }
  return fragments.filter(({ text }) => text.trim() !== '');
}
