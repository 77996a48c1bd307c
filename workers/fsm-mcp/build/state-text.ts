/** The sections of a state's text, in the usual order. */
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

/** A section of a state's text. */
export type Section = {
  /** The heading; must be one of {@link SECTIONS}. */
  readonly name: string;
  /** The text under the heading, trimmed. */
  readonly text: string;
};

/** An item of a list. */
export type ListItem = {
  /** Null for a bullet. */
  readonly number: number | null;
  /** Continuation lines are joined by spaces. */
  readonly text: string;
};

/** Splits a text at its `##` headings; `preamble` is the text before the first. */
export function splitSections(body: string): { readonly preamble: string; readonly sections: readonly Section[] } {
  const [preamble = '', ...parts] = `\n${body}`.split(/\n## +/);
  const sections = parts.map((part) => {
    const [heading = '', ...lines] = part.split('\n');
    return { name: heading.trim(), text: lines.join('\n').trim() };
  });
  return { preamble: preamble.trim(), sections };
}

/** The text of a section; empty if it is missing. */
export function sectionText(sections: readonly Section[], name: SectionName): string {
  return sections.find((section) => section.name === name)?.text ?? '';
}

/** Parses list items, `1. …` or `- …`. Lines before the first item are ignored. */
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

/** Removes enclosing quotation marks. */
export function bareQuestion(text: string): string {
  return text.replace(/^«([^«»]*)»$/, '$1');
}

/** Targets of arrows in a text, in order: `→ weekly_reflection`. */
export function arrowTargets(text: string): readonly string[] {
  return [...text.matchAll(/→\s*`?([a-z][a-z0-9_]*)/g)].map((match) => match[1] ?? '');
}

/** Matches documented tool ids, but not host names such as in `https://lms.example.ru`. */
const TOOL_MENTION = /(?<![\w./@-])[a-z][a-z0-9]*\.[a-z][a-z0-9_]*(?![\w/-]|\.\w)/g;

/** Distinct documented tool ids in a text. */
export function mentionedTools(text: string): readonly string[] {
  return [...new Set(text.match(TOOL_MENTION) ?? [])];
}

/** Replaces documented tool ids by the wire names that a model calls. Unknown ids remain. */
export function withWireNames(text: string, wireNames: ReadonlyMap<string, string>): string {
  return text.replace(TOOL_MENTION, (id) => wireNames.get(id) ?? id);
}

/** Words in lower case, with `ё` replaced by `е`. */
export function words(text: string): readonly string[] {
  return (
    text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
