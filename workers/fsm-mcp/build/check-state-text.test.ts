import { describe, expect, test } from 'vitest';
import { MAX_BASE_RULES_BYTES, MAX_STATE_BYTES } from './check-state-text.ts';
import { problemsOf, sampleSource, withFile, withState } from './testing/sample-source.ts';

const replacing = (from: string | RegExp, to: string) =>
  problemsOf(withState('review', (text) => text.replace(from, to)));

test('the sample is valid', () => {
  expect(problemsOf(sampleSource)).toEqual([]);
});

describe('the sections of a state', () => {
  test.each(['Цель', 'Триггеры входа', 'Шаги', 'Вопросы', 'Результат', 'Деградация', 'Ограничения'])(
    'include «%s»',
    (name) => {
      expect(replacing(new RegExp(`## ${name}\n[^#]+`), '')).toEqual([`states/review.md, поле «${name}»: раздела нет`]);
    },
  );

  test('must include «Нужные данные» if the front matter has data', () => {
    expect(replacing(/## Нужные данные\n.+\n\n/, '')).toEqual(['states/review.md, поле «Нужные данные»: раздела нет']);
  });

  test('must include «Переходы» with every transition of the front matter', () => {
    expect(replacing(/## Переходы\n[^#]+/, '')).toEqual([
      'states/review.md, поле «Переходы»: раздела нет',
      'states/review.md, поле «Переходы»: нет строки со стрелкой «→ init»',
    ]);
  });

  test('must have known names', () => {
    expect(replacing('## Результат', '## Итог')).toEqual([
      'states/review.md, поле «Результат»: раздела нет',
      expect.stringMatching(/^states\/review\.md, поле «Итог»: такого раздела нет\. Есть: Цель, /),
    ]);
  });

  test.each(['##Результат', '### Результат', '# Результат'])('must have headings of one form, unlike %s', (heading) => {
    expect(replacing('## Результат', heading)).toEqual([
      `states/review.md, поле «Результат»: раздела нет: вместо «${heading}» напишите «## Результат»`,
    ]);
  });

  test('must be unique and not empty, without text before them', () => {
    expect(replacing('## Результат\nВывод.', '## Результат\n\n## Цель\nЕщё.')).toEqual([
      'states/review.md, поле «Цель»: раздел повторяется',
      'states/review.md, поле «Результат»: раздел пуст',
    ]);
    expect(replacing('---\n## Цель', '---\n# Обзор\n## Цель')).toEqual([
      'states/review.md: до первого раздела «## …» текста быть не должно',
    ]);
  });
});

describe('the lists of a state', () => {
  test.each([
    ['a gap in the numbers', '2. Задать вопрос.', '3. Задать вопрос.'],
    ['a bullet among the steps', '2. Задать вопрос.', '- Задать вопрос.'],
    ['words instead of steps', /1\. Прочитать[^#]+/, 'Прочитать и спросить.\n\n'],
  ])('refuse %s', (_what, from, to) => {
    expect(replacing(from, to)).toEqual([
      'states/review.md, поле «Шаги»: шаги — список с номерами подряд: «1. …», «2. …»',
    ]);
  });

  test.each([
    ['Шаги', '2. Задать вопрос.', '2) Задать вопрос.', '1. …'],
    ['Шаги', '2. Задать вопрос.', '* Задать вопрос.', '1. …'],
    ['Шаги', '2. Задать вопрос.', '2.Задать вопрос.', '1. …'],
    ['Шаги', '2. Задать вопрос.', ' 2. Задать вопрос.', '1. …'],
    ['Вопросы', '- «Что порадовало?»', '- «Раз?»\n- «Два?»\n* «Три?»', '- …'],
    ['Вопросы', '- «Что порадовало?»', '- «Раз?»\n- «Два?»\n-«Три?»', '- …'],
    ['Ограничения', '- Без упрёков.', '- Без упрёков.\n– Без оценок.', '- …'],
    ['Ограничения', '- Без упрёков.', '- Без упрёков.\n -  Без оценок.', '- …'],
  ])(
    'in «%s» have no item that looks otherwise than the rest: it would be read as a part of the one before',
    (name, from, to, sign) => {
      const line = to
        .split('\n')
        .find((each) => /^[*–]|^\d[).]|^-\S|^ /.test(each))
        ?.trim();
      expect(replacing(from, to)).toEqual([
        `states/review.md, поле «${name}»: в строке «${line}» пункт начинается не так: нужно «${sign}» с начала строки и с пробелом`,
      ]);
    },
  );

  test('must have at most three questions', () => {
    const four = '- «Раз?»\n- «Два?»\n- «Три?»\n- «Четыре?»';
    const source = withState('review', (text) =>
      text.replace('max_questions: 2', 'max_questions: 3').replace('- «Что порадовало?»', four),
    );
    expect(problemsOf(source)).toEqual([
      'states/review.md, поле «Вопросы»: вопросов 4, а можно 3 (max_questions, не больше 3)',
    ]);
  });

  test('must not have more questions than max_questions', () => {
    expect(replacing('- «Что порадовало?»', '- «Раз?»\n- «Два?»\n- «Три?»')).toEqual([
      'states/review.md, поле «Вопросы»: вопросов 3, а можно 2 (max_questions, не больше 3)',
    ]);
  });

  test('must have questions as a list, each with a question mark', () => {
    expect(replacing('- «Что порадовало?»', '«Что порадовало?»')).toEqual([
      'states/review.md, поле «Вопросы»: вопросы — список: «- «С чего начнём?»»; если их нет, max_questions: 0',
    ]);
    expect(replacing('«Что порадовало?»', '«Расскажи.»')).toEqual([
      'states/review.md, поле «Вопросы»: в строке «Расскажи.» нет вопроса',
    ]);
  });

  test('must have constraints as a list', () => {
    expect(replacing('- Без упрёков.', 'Без упрёков.')).toEqual([
      'states/review.md, поле «Ограничения»: ограничения — список: «- …»',
    ]);
  });
});

describe('the size', () => {
  test('of a state is limited in bytes, two for each Russian letter', () => {
    const problems = replacing('Увидеть неделю.', 'я'.repeat(MAX_STATE_BYTES / 2));
    expect(problems).toEqual([
      expect.stringMatching(
        /^states\/review\.md: текст занимает \d{4} байт, можно 4096: сократите примерно на \d+ русских букв$/,
      ),
    ]);
  });

  test('of the base rules may reach but not exceed the limit', () => {
    expect(problemsOf(withFile('baseRules', () => 'я'.repeat(MAX_BASE_RULES_BYTES / 2)))).toEqual([]);
    expect(problemsOf(withFile('baseRules', () => `${'я'.repeat(MAX_BASE_RULES_BYTES / 2)}.`))).toEqual([
      'base-rules.md: текст занимает 3073 байт, можно 3072: сократите примерно на 1 русских букв',
    ]);
  });
});
