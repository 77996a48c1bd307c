import type { ExchangeDocument } from './exchange-document.ts';

/** A file as Markdown for people: headings by the tree, words of people as they are in paragraphs of their own. */
export function exchangeMarkdown({ epics, relationships }: ExchangeDocument, name: string): string {
  const parts = [`# ${heading(name)}`];
  for (const epic of epics)
    parts.push(`## ${titleOf(epic)}`, ...bodyOf(epic), ...epic.user_stories.flatMap(storyParts));
  if (relationships.length > 0) {
    parts.push('## Связи', relationships.map(({ source, type, target }) => `- ${source} ${type} ${target}`).join('\n'));
  }
  return `${parts.join('\n\n')}\n`;
}

function storyParts(story: ExchangeDocument['epics'][number]['user_stories'][number]): readonly string[] {
  const { acceptance_criteria: criteria, requirements } = story;
  return [
    `### ${titleOf(story)}`,
    ...bodyOf(story),
    ...(criteria.length === 0 ? ['*Критериев приёмки нет.*'] : []),
    ...criteria.map(({ ref, description }) => `- **${ref}** ${inline(description ?? '')}`),
    ...requirements.flatMap((requirement) => {
      const detail = requirement.acceptance_criteria === null ? [] : [`уточняет ${requirement.acceptance_criteria}`];
      return [`#### ${titleOf(requirement)}`, ...bodyOf(requirement, [requirement.type ?? '', ...detail])];
    }),
  ];
}

interface Row {
  readonly ref: string;
  readonly title: string | null;
  readonly description: string | null;
  readonly status: string | null;
  readonly priority: number | null;
}

const titleOf = ({ ref, title }: Row) => `${ref} ${heading(title ?? '')}`;

function bodyOf({ description, status, priority }: Row, more: readonly string[] = []): readonly string[] {
  const facts = [...more, status ?? '', priority === null ? '' : `приоритет ${priority}`].filter((fact) => fact !== '');
  return [`*${facts.join(', ')}*`, ...(description === null ? [] : [quoted(description)])];
}

/** Words of a person inside a line, that hold no construct of Markdown. */
function inline(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|~&]/g, '\\$&');
}

/** Words of a person as a line, that begin no list and underline no heading. */
function line(text: string): string {
  return inline(text).replace(/^ ?(?:\d+(?=[.)])|(?=[-+=]))/, '$&\\');
}

const heading = (text: string) => inline(text).trim();

/** A text of several lines as a quotation. */
function quoted(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((each) => `> ${line(each)}`.trimEnd())
    .join('\n');
}
