import type { Guide, Section } from '../src/domain/corpus/model.ts';
import { fencesOf } from '../src/domain/text/fences.ts';
import { withCharacters } from './character-references.ts';
import { cleanMarkdown } from './clean-markdown.ts';
import { withoutCommentsOutsideCode } from './code-apart.ts';
import { type Fields, frontMatter, stagesField, textField, titleField } from './front-matter.ts';
import { estimatedMinutes } from './minutes.ts';
import { pageLabels, typeOfTitle } from './page-labels.ts';
import { pageNotes, statusOf } from './page-notes.ts';
import { isArchived, isIndexName } from './page-places.ts';
import type { ParsedCorpus, ParsedPage, Problem, SourceFile } from './parsed.ts';

const SECTION = /^#[^\S\n]+([A-ZА-Я]\d{1,2}\.\d{1,2})[.:]?[^\S\n]+(.+?)[^\S\n]*$/u;
const PAGE =
  /^##[^\S\n]+([A-ZА-Я]\d{1,2}\.\d{1,2}:(?:\d{1,3}(?:\.\d{1,2})?|End))(?:[^\S\n]*[-–—.:]?[^\S\n]+(.+?))?[^\S\n]*$/iu;

/** Whether a file is a whole guide with permanent numbers. */
export function isGuideFile(text: string): boolean {
  const lines = withoutCommentsOutsideCode(text).split('\n');
  const { inside } = fencesOf(lines);
  return lines.some((line, at) => !inside[at] && PAGE.test(line));
}

/** One part of the file, between two headings. */
interface Part {
  readonly kind: 'section' | 'page';
  readonly number: string;
  readonly title: string;
  readonly lines: string[];
}

/** Reads a guide that is one file: H1 is a section, H2 with a permanent number is a page. */
export function parseGuideFile(file: SourceFile): ParsedCorpus {
  const { fields, body } = frontMatter(file.text);
  const { parts, before, isOpen } = partsOf(withoutCommentsOutsideCode(body));
  const guide = guideOf(file, fields, parts);
  const sections = sectionsOf(guide, parts);
  const pages = new Map<string, ParsedPage>();
  const problems: Problem[] = [];
  const problem = (reason: string) => void problems.push({ file: file.path, reason });
  if (isOpen) problem('блок кода не закрыт: всё после его начала взято кодом');
  for (const line of before) problem(`строка до первого раздела не взята: ${line.slice(0, 60)}`);
  for (const part of parts) for (const reason of lostText(part)) problem(reason);
  for (const part of parts.filter(({ kind, number }) => kind === 'page' && !isEnd(number))) {
    const { page, notes } = pageOf(guide, part, { path: file.path, fields });
    for (const note of notes) problem(`${part.number}: ${note}`);
    if (pages.has(part.number)) problem(`номер ${part.number} повторяется: вторая страница «${part.title}» не взята`);
    else if (page.text === '') problem(`${part.number}: страница пуста`);
    else pages.set(part.number, page);
  }
  return { guides: [guide], sections, pages: [...pages.values()], problems };
}

/** Why the text of a part is in no page; empty when all of it is. */
function lostText({ kind, number, lines }: Part): readonly string[] {
  const [first] = lines.filter((line) => line.trim() !== '');
  if (first === undefined) return [];
  if (kind === 'section')
    return [`${number}: текст между заголовком раздела и первой страницей не попадёт в LMS и сюда`];
  return isEnd(number) ? [`${number}: текст после конца раздела не взят: ${first.slice(0, 60)}`] : [];
}

/** Whether a number is that of the end of a section. */
const isEnd = (number: string) => /:end$/i.test(number);

function guideOf({ path }: SourceFile, fields: Fields, [first]: readonly Part[]): Guide {
  const code = textField(fields, 'code') ?? first?.number.split('.')[0] ?? null;
  return {
    slug: textField(fields, 'slug') ?? nameOfFile(path),
    code,
    title: titleField(fields) ?? code ?? path,
    programme: textField(fields, 'programme') ?? 'other',
    level: textField(fields, 'level'),
    stages: stagesField(fields, 'stages'),
    lang: textField(fields, 'lang') ?? 'ru',
  };
}

/** The name of the file; of an index file, that of its folder. */
function nameOfFile(path: string): string {
  const [name = path, folder = name] = path.replace(/\.md$/, '').split('/').toReversed();
  return isIndexName(name) ? folder : name;
}

/** The sections in order, also those that have pages and no heading. */
function sectionsOf(guide: Guide, parts: readonly Part[]): readonly Section[] {
  const titles = new Map<string, string>();
  for (const { kind, number, title } of parts) {
    const section = number.split(':')[0] ?? number;
    if (kind === 'section') titles.set(section, title);
    else if (!titles.has(section)) titles.set(section, section);
  }
  return [...titles].map(([number, title]) => ({ guide: guide.slug, slug: number.toLowerCase(), number, title }));
}

/** The parts of a file, its lines before the first one, and whether its last block of code has no end. */
function partsOf(body: string) {
  const parts: Part[] = [];
  const before: string[] = [];
  const lines = body.split('\n');
  const { inside, isOpen } = fencesOf(lines);
  for (const [at, line] of lines.entries()) {
    const part = inside[at] ? null : partBegunBy(line);
    if (part) parts.push(part);
    else (parts.at(-1)?.lines ?? before).push(line);
  }
  return { parts, before: before.filter((line) => line.trim() !== ''), isOpen };
}

function partBegunBy(line: string): Part | null {
  const [, section, sectionTitle = ''] = SECTION.exec(line) ?? [];
  if (section !== undefined)
    return { kind: 'section', number: section, title: withCharacters(sectionTitle), lines: [] };
  const [, written, pageTitle = ''] = PAGE.exec(line) ?? [];
  if (written === undefined) return null;
  // A number is one whatever the case of its letter.
  const page = written.slice(0, 1).toUpperCase() + written.slice(1);
  return { kind: 'page', number: page, title: withCharacters(pageTitle) || page, lines: [] };
}

/** A page, and notes to its author. */
interface ReadPage {
  readonly page: ParsedPage;
  readonly notes: readonly string[];
}

function pageOf(guide: Guide, part: Part, { path, fields }: { path: string; fields: Fields }): ReadPage {
  const [section = '', name = ''] = part.number.toLowerCase().split(':');
  const source = part.lines.join('\n');
  const { text, answers, footnotes, headings } = cleanMarkdown(source, part.title);
  const labels = pageLabels(text, { withStatus: true });
  const status = labels.status ?? textField(fields, 'status');
  const page: ParsedPage = {
    id: part.number,
    path: `${guide.slug}/${section}/${name}`,
    source: path,
    guide: guide.slug,
    section,
    number: part.number,
    title: part.title,
    type: typeOfTitle(part.title),
    status: isArchived(path) ? 'archived' : statusOf(status),
    stages: [],
    introduces: labels.concepts,
    uses: [],
    prerequisites: labels.prerequisites,
    canDo: labels.canDo,
    asked: labels.asked,
    readingMinutes: estimatedMinutes(labels.rest),
    practiceMinutes: 0,
    headings,
    text: labels.rest,
    answers,
    footnotes,
    aliases: [],
  };
  return { page, notes: pageNotes(status, labels) };
}
