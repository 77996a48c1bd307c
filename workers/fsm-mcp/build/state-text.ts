/** The sections of a state's text, in the order in which they are usually written. */
export const SECTIONS = [
  'Цель',
  'Триггеры входа',
  'Нужные данные',
  'Шаги',
  'Вопросы',
  'Результат',
  'Переходы',
  'Деградация',
  'Ограничения',
] as const;

/** The name of a section. */
export type SectionName = (typeof SECTIONS)[number];

/** A section as it stands in a file. */
export type Section = {
  /** The heading; one of {@link SECTIONS} when the text is right. */
  readonly name: string;
  /** The text under the heading, trimmed. */
  readonly text: string;
};

/** An item of a list. */
export type ListItem = {
  /** The number before the item; null for a bullet. */
  readonly number: number | null;
  /** The text of the item, its continuation lines joined by spaces. */
  readonly text: string;
};

/**
 * Cuts a text at its `##` headings.
 * @returns what stands before the first heading, and the sections in order
 */
export function splitSections(body: string): { readonly preamble: string; readonly sections: readonly Section[] } {
  const [preamble = '', ...parts] = `\n${body}`.split(/\n## +/);
  const sections = parts.map((part) => {
    const [heading = '', ...lines] = part.split('\n');
    return { name: heading.trim(), text: lines.join('\n').trim() };
  });
  return { preamble: preamble.trim(), sections };
}

/** The text of a section; empty when there is none. */
export function sectionText(sections: readonly Section[], name: SectionName): string {
  return sections.find((section) => section.name === name)?.text ?? '';
}

/** The items of the lists in a text: `1. …` or `- …`. Lines before the first item belong to no list. */
export function listItems(text: string): readonly ListItem[] {
  const items: { number: number | null; text: string }[] = [];
  for (const line of text.split('\n')) {
    const start = /^(?:(\d+)\.|-)\s+(.+)$/.exec(line);
    const last = items.at(-1);
    if (start !== null)
      items.push({ number: start[1] === undefined ? null : Number(start[1]), text: (start[2] ?? '').trim() });
    else if (last !== undefined && line.trim() !== '') last.text += ` ${line.trim()}`;
  }
  return items;
}

/** A question without the quotation marks around it. */
export function bareQuestion(text: string): string {
  return text.replace(/^«([^«»]*)»$/, '$1');
}

/** The states that a text points to with an arrow, in order: `→ weekly_reflection`. */
export function arrowTargets(text: string): readonly string[] {
  return [...text.matchAll(/→\s*`?([a-z][a-z0-9_]*)/g)].map((match) => match[1] ?? '');
}

/** Documented tool ids in a text, in order, without addresses such as `https://lms.example.ru`. */
const TOOL_MENTION = /(?<![\w./@-])[a-z][a-z0-9]*\.[a-z][a-z0-9_]*(?![\w/-]|\.\w)/g;

/** The tools that a text names by documented id, each once. */
export function mentionedTools(text: string): readonly string[] {
  return [...new Set(text.match(TOOL_MENTION) ?? [])];
}

/**
 * The text with every documented tool id replaced by the wire name, which is what a model calls.
 * @param wireNames wire names by documented id; an id that is not there stays
 */
export function withWireNames(text: string, wireNames: ReadonlyMap<string, string>): string {
  return text.replace(TOOL_MENTION, (id) => wireNames.get(id) ?? id);
}

/** The words of a text in lower case, `ё` as `е`. */
export function words(text: string): readonly string[] {
  return (
    text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
