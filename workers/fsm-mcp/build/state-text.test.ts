import { describe, expect, test } from 'vitest';
import {
  arrowTargets,
  bareQuestion,
  listItems,
  mentionedTools,
  splitSections,
  withWireNames,
  words,
} from './state-text.ts';

describe('the text of a state', () => {
  test('is split at second-level headings', () => {
    expect(splitSections('## Цель\nУвидеть.\n\n## Шаги\n1. Раз.\n### Деталь\n2. Два.\n')).toEqual({
      preamble: '',
      sections: [
        { name: 'Цель', text: 'Увидеть.' },
        { name: 'Шаги', text: '1. Раз.\n### Деталь\n2. Два.' },
      ],
    });
  });

  test('may have a preamble before the first heading', () => {
    expect(splitSections('Ой\n## Цель\nУвидеть.').preamble).toBe('Ой');
  });
});

describe('a list', () => {
  test('has numbers, and joins continuation lines', () => {
    expect(listItems('Вступление\n1. Раз\n   и ещё.\n3. Три.\n- пункт')).toEqual([
      { number: 1, text: 'Раз и ещё.' },
      { number: 3, text: 'Три.' },
      { number: null, text: 'пункт' },
    ]);
  });

  test('is empty in text without items', () => {
    expect(listItems('Вопросов нет.')).toEqual([]);
  });
});

test('only enclosing quotation marks of a question are removed', () => {
  expect(bareQuestion('«С чего начнём?»')).toBe('С чего начнём?');
  expect(bareQuestion('«Раз?» или «два?»')).toBe('«Раз?» или «два?»');
});

test('an arrow has a state as its target, with or without backticks, but not Russian words', () => {
  expect(arrowTargets('да → weekly_reflection_save; нет → `init`. Дальше → меню')).toEqual([
    'weekly_reflection_save',
    'init',
  ]);
});

describe('tool ids in a text', () => {
  test('are found next to Russian words, quotation marks and full stops, without duplicates', () => {
    expect(mentionedTools('Вызвать dt.get_goals. «guides.search», dt.get_goals: да')).toEqual([
      'dt.get_goals',
      'guides.search',
    ]);
  });

  test.each(['https://lms.example.ru/a', 'ученик@mail.ru', 'data_quality.status', 'school-site.example', 'v1.2'])(
    'are not seen in %s',
    (text) => {
      expect(mentionedTools(text)).toEqual([]);
    },
  );

  test('are replaced by wire names, unless unknown', () => {
    const wireNames = new Map([['dt.get_goals', 'dt_get_goals']]);
    expect(withWireNames('Шаг: dt.get_goals, потом dt.get_goals_old.', wireNames)).toBe(
      'Шаг: dt_get_goals, потом dt.get_goals_old.',
    );
  });
});

test('words are normalized to lower case, with е for ё', () => {
  expect(words('«Плохо», ещё ChatGPT-4')).toEqual(['плохо', 'еще', 'chatgpt', '4']);
});
