import type { Problem } from '@aisystant/mcp/content';
import { MAX_QUESTIONS } from './content-schema.ts';
import type { StateSource } from './state-source.ts';
import { SECTIONS, type SectionName, sectionText } from './state-text.ts';

/** Longest text of a state, bytes of UTF-8; a Russian letter takes two. */
export const MAX_STATE_BYTES = 4_096;

/** Longest text of the base rules, bytes of UTF-8. */
export const MAX_BASE_RULES_BYTES = 3_072;

/** Checks the text of a single state: sections, lists and size. */
export function checkStateText(state: StateSource): readonly Problem[] {
  const messages = [
    ...sectionMessages(state),
    ...stepMessages(state),
    ...questionMessages(state),
    ...constraintMessages(state),
    ...itemMessages(state),
    ...sizeMessages(state.body, MAX_STATE_BYTES),
  ];
  return messages.map(([field, message]) => ({ file: state.file.path, field, message }));
}

type Message = readonly [field: string | null, message: string];

/** Checks the size of a text. */
export function sizeMessages(text: string, limit: number): readonly Message[] {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes <= limit) return [];
  const letters = Math.ceil((bytes - limit) / 2);
  return [[null, `текст занимает ${bytes} байт, можно ${limit}: сократите примерно на ${letters} русских букв`]];
}

function sectionMessages({ sections, preamble, head, body }: StateSource): readonly Message[] {
  const names = sections.map(({ name }) => name);
  const required = SECTIONS.filter((name) => name !== 'Нужные данные' || head.data.length > 0);
  return [
    ...(preamble === '' ? [] : [[null, 'до первого раздела «## …» текста быть не должно'] as const]),
    ...required
      .filter((name) => !names.includes(name))
      .map((name) => [sectionField(name), missingMessage(name, body)] as const),
    ...names.flatMap((name, index) => sectionNameMessages(name, names.indexOf(name) !== index)),
    ...sections.filter(({ text }) => text === '').map(({ name }) => [sectionField(name), 'раздел пуст'] as const),
  ];
}

/** A heading that is written otherwise is read as a line of the section before. */
function missingMessage(name: SectionName, body: string): string {
  const alike = body.split('\n').find((line) => line.startsWith('#') && line.replace(/^#+/, '').trim() === name);
  return alike === undefined ? 'раздела нет' : `раздела нет: вместо «${alike}» напишите «## ${name}»`;
}

function sectionNameMessages(name: string, repeated: boolean): readonly Message[] {
  if (repeated) return [[sectionField(name), 'раздел повторяется']];
  if (SECTIONS.some((known) => known === name)) return [];
  return [[sectionField(name), `такого раздела нет. Есть: ${SECTIONS.join(', ')}.`]];
}

function stepMessages({ sections, steps }: StateSource): readonly Message[] {
  if (sectionText(sections, 'Шаги') === '') return [];
  if (steps.length > 0 && steps.every(({ number }, index) => number === index + 1)) return [];
  return [[sectionField('Шаги'), 'шаги — список с номерами подряд: «1. …», «2. …»']];
}

function questionMessages({ sections, questions, head }: StateSource): readonly Message[] {
  const field = sectionField('Вопросы');
  const limit = Math.min(head.max_questions, MAX_QUESTIONS);
  if (questions.length > limit) {
    return [[field, `вопросов ${questions.length}, а можно ${limit} (max_questions, не больше ${MAX_QUESTIONS})`]];
  }
  if (questions.length === 0 && head.max_questions > 0 && sectionText(sections, 'Вопросы') !== '') {
    return [[field, 'вопросы — список: «- «С чего начнём?»»; если их нет, max_questions: 0']];
  }
  return questions
    .filter((question) => !question.includes('?'))
    .map((question) => [field, `в строке «${question}» нет вопроса`] as const);
}

function constraintMessages({ sections, constraints }: StateSource): readonly Message[] {
  if (sectionText(sections, 'Ограничения') === '' || constraints.length > 0) return [];
  return [[sectionField('Ограничения'), 'ограничения — список: «- …»']];
}

/** The sections that are lists, and what their items begin with. */
const ITEMS = [
  ['Шаги', '1. …'],
  ['Вопросы', '- …'],
  ['Ограничения', '- …'],
] as const satisfies readonly (readonly [SectionName, string])[];

/** Another sign, no space after the sign, or one before it. «3.5 часа» is no item, nor is «-5». */
const OTHER_ITEM = /^\s*(?:[*+•–—]|\d+\))\s|^(?:\d+\.|-)[\p{L}«"]|^\s+(?:\d+\.|-)\s/u;

/** Items that begin otherwise would be read as a part of the one before, and not counted. */
function itemMessages({ sections }: StateSource): readonly Message[] {
  return ITEMS.flatMap(([name, sign]) =>
    sectionText(sections, name)
      .split('\n')
      .filter((line) => OTHER_ITEM.test(line))
      .map(
        (line): Message => [
          sectionField(name),
          `в строке «${line.trim()}» пункт начинается не так: нужно «${sign}» с начала строки и с пробелом`,
        ],
      ),
  );
}

function sectionField(name: string): string {
  return `«${name}»`;
}
