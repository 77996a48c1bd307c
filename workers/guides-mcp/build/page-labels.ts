import type { PageType } from '../src/domain/corpus/model.ts';
import { fencesOf } from '../src/domain/text/fences.ts';

/** What the labelled lines at the head of a page say: «**Основные понятия:** слот, минимум.» */
export interface PageLabels {
  readonly concepts: readonly string[];
  readonly prerequisites: readonly string[];
  readonly canDo: readonly string[];
  readonly asked: readonly string[];
  /** What a page of a one-file guide says of itself; null when it says nothing. */
  readonly status: string | null;
  /** The text without the lines that stand in fields of their own. */
  readonly rest: string;
  /** Lines of the text that their author meant for fields, and readers see: below the head, or without a colon. */
  readonly missed: readonly string[];
}

const label = (name: string) => new RegExp(`^\\*{0,2}${name}\\*{0,2}\\s*:\\s*\\*{0,2}\\s*(.*)$`, 'iu');
const LABELS = {
  concepts: label('(?:Основные|Ключевые) понятия(?: страницы| раздела)?'),
  prerequisites: label('(?:Прочитать до этого|Сначала прочитать|Предварительно)'),
  canDo: label('(?:После страницы ты сможешь|После прочтения ты сможешь|Ты сможешь)'),
  asked: label('С чем приходят'),
  status: label('Статус'),
};
type Label = keyof typeof LABELS;
/** A name of a field in bold type at the beginning of a line, whether it is written as a label or not. */
const MEANT =
  /^\*\*(?:(Статус)|С чем приходят|Прочитать до этого|После (?:страницы|прочтения) ты сможешь)\s*(?::|\*\*)/iu;
const ITEM = /^\s*[-*+][^\S\n]+(.+)$/;

/** Reads the labelled lines. Concepts stay in the text, where they help a reader; the rest are fields of the page. */
export function pageLabels(text: string, { withStatus }: { readonly withStatus: boolean }): PageLabels {
  const { values, rest } = headOf(text, withStatus);
  const valuesOf = (name: Label) => (values.get(name) ?? []).map((value) => value.replace(/[.;\s]+$/, ''));
  return {
    concepts: valuesOf('concepts').flatMap(listed),
    prerequisites: valuesOf('prerequisites').flatMap(listed),
    canDo: valuesOf('canDo').flatMap(phrases),
    asked: valuesOf('asked').flatMap(phrases),
    status: valuesOf('status')[0]?.replace(/[.\s*]+$/, '') ?? null,
    rest,
    missed: missedIn(rest, withStatus),
  };
}

function missedIn(text: string, withStatus: boolean): readonly string[] {
  const lines = text.split('\n');
  const { inside } = fencesOf(lines);
  return lines.filter((line, at) => {
    const meant = inside[at] ? null : MEANT.exec(line);
    return meant !== null && (withStatus || meant[1] === undefined);
  });
}

/** The values of the labels above the first line of the text itself, and the text without those that are fields. */
function headOf(text: string, withStatus: boolean) {
  const values = new Map<Label, readonly string[]>();
  const lines = text.split('\n');
  const kept: string[] = [];
  let at = 0;
  for (let entry = entryAt(lines, at, withStatus); entry !== null; entry = entryAt(lines, at, withStatus)) {
    if (entry.name !== null) values.set(entry.name, entry.values);
    if (entry.name === null || entry.name === 'concepts') kept.push(...lines.slice(at, entry.end));
    at = entry.end;
  }
  const head = [...kept, ''].join('\n').replace(/\n{3,}/g, '\n\n');
  return { values, rest: (head + lines.slice(at).join('\n')).trim() };
}

/** A label with its values, or a line of no text; null where the text itself begins. */
interface HeadEntry {
  readonly name: Label | null;
  readonly values: readonly string[];
  /** The line after it. */
  readonly end: number;
}

function entryAt(lines: readonly string[], at: number, withStatus: boolean): HeadEntry | null {
  const line = lines[at];
  if (line === undefined) return null;
  if (line.trim() === '' || /^#{1,6}\s/.test(line)) return { name: null, values: [], end: at + 1 };
  const found = labelOf(line);
  if (found === null || (found.name === 'status' && !withStatus)) return null;
  if (found.value !== '') return { name: found.name, values: [found.value], end: at + 1 };
  const { items, end } = itemsFrom(lines, at + 1);
  return items.length === 0 ? null : { name: found.name, values: items, end };
}

function labelOf(line: string): { readonly name: Label; readonly value: string } | null {
  for (const name of Object.keys(LABELS) as Label[]) {
    const [, value] = LABELS[name].exec(line) ?? [];
    if (value !== undefined) return { name, value: value.trim() };
  }
  return null;
}

/** The items of a list that begins at a line or after empty ones, and where it ends. */
function itemsFrom(lines: readonly string[], start: number) {
  const items: string[] = [];
  let end = start;
  for (let at = start; at < lines.length; at += 1) {
    const [, item] = ITEM.exec(lines[at] ?? '') ?? [];
    if (item !== undefined) {
      items.push(item);
      end = at + 1;
    } else if ((lines[at] ?? '').trim() !== '') break;
  }
  return { items, end };
}

/** Sentences and parts of them, between semicolons: a comma does not end one. */
function phrases(line: string): string[] {
  return line
    .split(';')
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '');
}

/** Items between commas, outside of brackets. */
function listed(line: string): string[] {
  return line
    .split(/[,;](?![^(]*\))/)
    .map((item) => item.replace(/[*_`«»]/g, '').trim())
    .filter((item) => item !== '');
}

const TYPES_BY_TITLE: readonly (readonly [RegExp, PageType])[] = [
  [/^вопросы/i, 'questions'],
  [/^(домашн\S* задани|задани|рефлексия|упражнени|практическ\S* задани)/i, 'assignment'],
  [/^кейс/i, 'case'],
  [/^моделирование/i, 'modeling'],
  [/^(чек-?лист)/i, 'checklist'],
];

/** The type that a title tells of; text by default. */
export function typeOfTitle(title: string): PageType {
  return TYPES_BY_TITLE.find(([pattern]) => pattern.test(title))?.[1] ?? 'text';
}
