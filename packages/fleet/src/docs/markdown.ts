/** A table, padded as the formatter pads it, so that it has nothing to change. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, index) => Math.max(...[head, ...rows].map((row) => row[index]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`;
  return [head, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('\n');
}

/** A fenced block. */
export const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;

/** Replaces what is between `<!-- name -->` and `<!-- /name -->`, by name, also within a line. Throws when the text has no such place. */
export function withSections(text: string, sections: { readonly [name: string]: string }): string {
  return Object.entries(sections).reduce((filled, [name, body]) => {
    const [opening, closing] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const [start, end] = [filled.indexOf(opening), filled.indexOf(closing)];
    if (start < 0 || end < start) throw new Error(`there is no place marked ${opening} … ${closing}`);
    const before = filled.slice(0, start + opening.length);
    if (!filled.slice(start, end).includes('\n')) return `${before}${body}${filled.slice(end)}`;
    // The closing mark keeps its indentation.
    const line = filled.lastIndexOf('\n', end);
    return `${before}\n${body}${filled.slice(line)}`;
  }, text);
}
