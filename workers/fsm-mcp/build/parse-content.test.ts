import { describe, expect, test } from 'vitest';
import { contract, problemsOf, sampleSource, withFile, withState } from './testing/sample-source.ts';

describe('front matter', () => {
  test('must not have unknown fields', () => {
    expect(problemsOf(withState('review', (text) => text.replace('title:', 'langue: ru\ntitle:')))).toEqual([
      'states/review.md, поле langue: такого поля нет',
    ]);
  });

  test('must not have unknown fields inside a transition either', () => {
    expect(problemsOf(withState('review', (text) => text.replace('when: вывод', 'who: все\n    when: вывод')))).toEqual(
      ['states/review.md, поле transitions[0].who: такого поля нет'],
    );
  });

  test.each(['id', 'title', 'version', 'updated', 'consent', 'allowed_tools', 'max_questions'])(
    'must have %s',
    (field) => {
      const without = withState('init', (text) => text.replace(new RegExp(`^${field}:.*\n`, 'm'), ''));
      expect(problemsOf(without)).toEqual([`states/init.md, поле ${field}: обязательное поле, его нет`]);
    },
  );

  test('must allow no more than three questions', () => {
    expect(problemsOf(withState('review', (text) => text.replace('max_questions: 2', 'max_questions: 4')))).toEqual([
      'states/review.md, поле max_questions: за один шаг задают не больше трёх вопросов',
    ]);
  });

  test('is told what to write in the place of a wrong number of questions and of a wrong name of a scenario', () => {
    expect(problemsOf(withState('review', (text) => text.replace('max_questions: 2', 'max_questions: -1')))).toEqual([
      'states/review.md, поле max_questions: от 0 до 3: сколько вопросов здесь можно задать',
    ]);
    expect(problemsOf(withFile('fsm', (text) => text.replace('{ week: Неделя }', '{ Week: Неделя }')))).toEqual([
      'fsm.yaml, поле scenarios.Week: имя поля пишется латиницей: строчные буквы, цифры и подчёркивания',
    ]);
  });

  test('must have valid values', () => {
    const source = withState('review', (text) =>
      text
        .replace('version: 1.0.0', 'version: "1"')
        .replace('updated: 2026-11-20', 'updated: 20 ноября')
        .replace('title: Состояние', 'title: [а]')
        .replace('[dt.get_week_summary,', '[dt_get_week_summary,'),
    );
    expect(problemsOf(source)).toEqual([
      'states/review.md, поле title: нужен текст',
      'states/review.md, поле version: пишется тремя числами, например 1.0.0',
      'states/review.md, поле updated: пишется как 2026-11-20',
      'states/review.md, поле allowed_tools[0]: пишется через точку, например dt.get_week_summary',
    ]);
  });

  test('is told once of a mistake in its layout, by its line', () => {
    const source = withState('review', (text) => text.replace('  - to: init', '\t- to: init'));
    const problems = problemsOf(source);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems).toEqual([...new Set(problems)]);
  });

  test('must exist', () => {
    expect(problemsOf(withState('review', () => '## Цель\nУвидеть.'))).toEqual([
      'states/review.md: файл начинается с полей между двумя строками «---»: id, title, version и остальные',
    ]);
  });

  test('must be valid YAML; the message names the line', () => {
    expect(problemsOf(withState('review', (text) => text.replace('version: 1.0.0', 'version: 1: 0')))).toEqual([
      'states/review.md: не удалось прочитать YAML около строки 5: проверьте отступы, кавычки и повторы полей',
    ]);
  });

  test.each([
    ['*Важное*', 'текст начинается с «*»: возьмите его в кавычки'],
    ['Неделя #3 и задача #4', 'всё после « #» пропадёт: возьмите текст в кавычки'],
  ])('must not have a text that YAML reads as something else: %s', (title, message) => {
    expect(problemsOf(withState('review', (text) => text.replace('Состояние', title)))).toEqual([
      `states/review.md: строка 3: ${message}`,
    ]);
  });

  test.each(['"*Важное*"', '"Задача #3"', 'Задача#3', 'Неделя # комментарий'])('may have the text %s', (title) => {
    expect(problemsOf(withState('review', (text) => text.replace('Состояние', title)))).toEqual([]);
  });

  test('does not cause problems in other states if it is invalid', () => {
    const problems = problemsOf(withState('review', (text) => text.replace('version: 1.0.0', 'version: 1')));
    expect(problems).toHaveLength(1);
  });
});

describe('the other files', () => {
  test('fsm.yaml must have every style', () => {
    expect(problemsOf(withFile('fsm', (text) => text.replace('practicing: Просто., ', '')))).toEqual([
      'fsm.yaml, поле styles.practicing: обязательное поле, его нет',
    ]);
  });

  test('a missing fsm.yaml is the only problem reported', () => {
    const problems = problemsOf(withFile('fsm', () => ''));
    expect(problems).toHaveLength(6);
    expect(problems.every((problem) => problem.startsWith('fsm.yaml, поле '))).toBe(true);
  });

  test('an intent must have three to five phrases', () => {
    expect(problemsOf(withFile('intents', (text) => text.replace('[привет, меню, сначала]', '[привет]')))).toEqual([
      'intents.yaml, поле intents[1].examples: нужно от трёх до пяти фраз',
    ]);
  });

  test('a contract must have a list of tools; other fields are ignored', () => {
    const broken = { path: 'docs/contracts/guides-mcp.json', text: '{"server": "guides-mcp"}' };
    expect(problemsOf({ ...sampleSource, contracts: [...sampleSource.contracts, broken] })).toEqual([
      'docs/contracts/guides-mcp.json, поле tools: обязательное поле, его нет',
    ]);
    const minimal = contract('fsm-mcp', [{ id: 'fsm.x', name: 'fsm_x', input_schema: {}, output_schema: 7 }]);
    expect(problemsOf({ ...sampleSource, contracts: [...sampleSource.contracts, minimal] })).toEqual([]);
  });

  test('base rules must exist', () => {
    expect(problemsOf(withFile('baseRules', () => ''))).toEqual([
      'base-rules.md: текста нет: файл пуст или отсутствует',
    ]);
  });
});
