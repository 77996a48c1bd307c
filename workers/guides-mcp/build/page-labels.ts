import type { PageType } from '../src/domain/corpus/model.ts';

/** What the labelled lines at the head of a page say: «**Основные понятия:** слот, минимум.» */
export interface PageLabels {
  readonly concepts: readonly string[];
  readonly prerequisites: readonly string[];
  readonly canDo: readonly string[];
  readonly asked: readonly string[];
  /** The text without the lines that stand in fields of their own. */
  readonly rest: string;
}

const label = (name: string) => new RegExp(`^\\*{0,2}${name}\\s*:\\s*\\*{0,2}[^\\S\\n]*(.+)$`, 'imu');
const CONCEPTS = label('(?:Основные|Ключевые) понятия(?: страницы| раздела)?');
const BEFORE = label('(?:Прочитать до этого|Сначала прочитать|Предварительно)');
const AFTER = label('(?:После страницы ты сможешь|После прочтения ты сможешь|Ты сможешь)');
const ASKED = label('С чем приходят');
const STATUS = label('Статус');

/** Reads the labelled lines. Concepts stay in the text, where they help a reader; the rest are fields of the page. */
export function pageLabels(text: string): PageLabels {
  const lineOf = (pattern: RegExp) => pattern.exec(text)?.[1]?.replace(/[.\s]+$/, '') ?? '';
  return {
    concepts: listed(lineOf(CONCEPTS)),
    prerequisites: listed(lineOf(BEFORE)),
    canDo: phrases(lineOf(AFTER)),
    asked: phrases(lineOf(ASKED)),
    rest: text
      .replace(BEFORE, '')
      .replace(AFTER, '')
      .replace(ASKED, '')
      .replace(STATUS, '')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
  };
}

/** The status that a page of a one-file guide says of itself; null when it says none. */
export function statusLabel(text: string): string | null {
  return STATUS.exec(text)?.[1]?.replace(/[.\s*]+$/, '') ?? null;
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
