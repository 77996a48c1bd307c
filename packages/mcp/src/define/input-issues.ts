import * as z from 'zod';
import { plural } from './russian.ts';

const TYPES: { readonly [type: string]: string } = {
  string: 'нужна строка',
  number: 'нужно число, без кавычек',
  int: 'нужно целое число, без кавычек',
  boolean: 'нужно true или false, без кавычек',
  array: 'нужен список [ … ]',
  object: 'нужен объект { … }',
  record: 'нужен объект { … }',
};

const FORMATS: { readonly [format: string]: string } = {
  date: 'Нужна дата ГГГГ-ММ-ДД, например 2026-11-20.',
  datetime: 'Нужно время по RFC 3339 со смещением, например 2026-11-20T09:00:00+03:00.',
  url: 'Нужна ссылка целиком, например https://example.org/page.',
  uuid: 'Нужен номер, как его показал сервер: xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx.',
  email: 'Нужен адрес почты, например lena@example.org.',
};

const WRONG = 'Это значение не подходит.';

/** What is wrong, in Russian, and what to write or leave out; a schema's own text takes precedence. Never the value. */
export function issueText(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `Такого поля нет; уберите его.${allowedFields(issue.inst)}`;
    case 'invalid_type':
      return typeText(TYPES[issue.expected] ?? `нужно ${issue.expected}`, issue.input);
    case 'invalid_value':
      return `${issue.input === undefined ? 'Обязательное поле. ' : ''}Можно: ${issue.values.map(String).join(', ')}.`;
    case 'invalid_format':
      return FORMATS[issue.format] ?? patternText(issue.pattern);
    case 'too_small':
      return sizeText('меньше', 'короче', issue.minimum, issue.origin);
    case 'too_big':
      return sizeText('больше', 'длиннее', issue.maximum, issue.origin);
    case 'not_multiple_of':
      return `Нужно число, кратное ${issue.divisor}.`;
    default:
      return WRONG;
  }
}

/** The fields of a strict object, named where an unknown one is refused. */
function allowedFields(schema: unknown): string {
  const names = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  return names.length === 0 ? '' : ` Есть: ${names.join(', ')}.`;
}

/** A pattern is part of the schema that the caller has been shown. */
function patternText(pattern: string | undefined): string {
  return pattern === undefined ? 'Строка не того вида.' : `Нужна строка по образцу ${pattern}.`;
}

function typeText(needed: string, input: unknown): string {
  if (input === undefined) return `Обязательное поле: ${needed}.`;
  return `${needed[0]?.toUpperCase()}${needed.slice(1)}.`;
}

function sizeText(than: string, length: string, limit: number | bigint, origin: string): string {
  const count = Number(limit);
  if (origin === 'string') return `Не ${length} ${plural(count, 'знака', 'знаков', 'знаков')}.`;
  if (origin === 'array') return `Не ${than} ${plural(count, 'элемента', 'элементов', 'элементов')}.`;
  return `Не ${than} ${count}.`;
}

/** What is wrong with a field and what is allowed; never the value that was sent. */
export function describeIssue(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_union') return sentence(issue.message);
  if ('options' in issue) return `Можно: ${issue.options.map(String).join(', ')}.`;
  const allowed = issue.errors.flatMap(([first]) => (first ? [describeIssue(first)] : []));
  return [...new Set(allowed)].join(' Или: ') || sentence(issue.message);
}

function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}

/** The path of an issue; zod reports an unknown field by the path of its object and the key. */
export function pathOf(issue: z.core.$ZodIssue): string[] {
  const path = issue.path.map(String);
  return issue.code === 'unrecognized_keys' ? [...path, issue.keys[0] ?? ''] : path;
}

/**
 * For a union, the issue of the branch that was probably meant: the one with the fewest issues inside the value. If none
 * matches the value's type, the union itself, which then names what each branch allows.
 */
export function mostHelpfulIssue(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const [meant] = issue.errors
    .toSorted((one, other) => one.length - other.length)
    .flatMap(([first]) => (first ? [mostHelpfulIssue(first)] : []))
    .filter((inner) => pathOf(inner).length > 0);
  return meant ? { ...meant, path: [...issue.path, ...meant.path] } : issue;
}
