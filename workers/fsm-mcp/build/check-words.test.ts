import { expect, test } from 'vitest';
import { problemsOf, withFile, withState } from './testing/sample-source.ts';

test('a forbidden word is found in a section, a title, a condition, an intent and a style, case-insensitively', () => {
  const state = withState('review', (text) =>
    text
      .replace('Вывод.', 'Плохо, но ничего: ПЛОХО.')
      .replace('title: Состояние', 'title: Не плохо')
      .replace('when: вывод сделан', 'when: всё плохо'),
  );
  expect(problemsOf(state)).toEqual([
    'states/review.md, поле title: слово «плохо» запрещено в fsm.yaml (forbidden_words)',
    'states/review.md, поле transitions[0].when: слово «плохо» запрещено в fsm.yaml (forbidden_words)',
    'states/review.md, поле «Результат»: слово «плохо» запрещено в fsm.yaml (forbidden_words)',
  ]);
  expect(
    problemsOf(withFile('intents', (text) => text.replace('title: Осмотреться', 'title: Спросить у chatgpt'))),
  ).toEqual(['intents.yaml, поле intents[1].title: слово «chatgpt» запрещено в fsm.yaml (forbidden_words)']);
  expect(problemsOf(withFile('fsm', (text) => text.replace('На равных.', 'Плохо.')))).toEqual([
    'fsm.yaml, поле styles.proactive: слово «плохо» запрещено в fsm.yaml (forbidden_words)',
  ]);
});

test('a forbidden word is found in what people see of a skill and of a planned state', () => {
  const skills = withFile('skills', (text) =>
    text.replace('title: Обзор, description: "Итоги: «неделя»"', 'title: Плохо, description: "Плохо: «всё плохо»"'),
  );
  expect(problemsOf(skills)).toEqual([
    'skills.yaml, поле skills[0].title: слово «плохо» запрещено в fsm.yaml (forbidden_words)',
    'skills.yaml, поле skills[0].description: слово «плохо» запрещено в fsm.yaml (forbidden_words)',
  ]);
  const quoted = withFile('skills', (text) => text.replace('«неделя»', '«всё плохо»'));
  expect(problemsOf(quoted)).toEqual([]);
  const coming = withFile('coming', (text) => text.replace('title: Чтение', 'title: ChatGPT'));
  expect(problemsOf(coming)).toEqual([
    'coming.yaml, поле states[0].title: слово «chatgpt» запрещено в fsm.yaml (forbidden_words)',
  ]);
});

test('what has no letter and no digit is no word that can be found, as «🔥»', () => {
  expect(problemsOf(withFile('fsm', (text) => text.replace('[плохо, ChatGPT]', '[плохо, 🔥]')))).toEqual([
    'fsm.yaml, поле forbidden_words[1]: сравниваются слова: нужна хотя бы одна буква или цифра',
  ]);
});

test('a part of a longer word is allowed', () => {
  expect(problemsOf(withState('review', (text) => text.replace('Вывод.', 'Неплохой вывод.')))).toEqual([]);
});

test('phrases of learners and base rules may contain forbidden words', () => {
  expect(problemsOf(withState('review', (text) => text.replace('[спасибо]', '[мне плохо]')))).toEqual([]);
  expect(problemsOf(withState('review', (text) => text.replace('«Подведи итоги»', '«всё плохо»')))).toEqual([]);
  expect(problemsOf(withFile('intents', (text) => text.replace('привет,', 'всё плохо,')))).toEqual([]);
  expect(problemsOf(withFile('baseRules', (text) => `${text}2. И слова «ChatGPT» тоже.`))).toEqual([]);
});

test('quotations of the Guide and unquoted triggers are checked', () => {
  const found = (field: string) => [
    `states/review.md, поле «${field}»: слово «плохо» запрещено в fsm.yaml (forbidden_words)`,
  ];
  expect(problemsOf(withState('review', (text) => text.replace('Что порадовало?', 'Почему плохо?')))).toEqual(
    found('Вопросы'),
  );
  expect(problemsOf(withState('review', (text) => text.replace('«Подведи итоги»', 'Всё плохо')))).toEqual(
    found('Триггеры входа'),
  );
});

test('a forbidden phrase is found, and forbids none of its words alone', () => {
  const source = withFile('fsm', (text) => text.replace('[плохо, ChatGPT]', '[так себе, GPT-4]'));
  const said = (words: string) => ({
    ...source,
    states: withState('review', (text) => text.replace('Вывод.', words)).states,
  });
  expect(problemsOf(said('Так и бывает: себе — 4 шага.'))).toEqual([]);
  expect(problemsOf(said('Неделя так себе, спроси GPT-4.'))).toEqual([
    'states/review.md, поле «Результат»: слово «так себе» запрещено в fsm.yaml (forbidden_words)',
    'states/review.md, поле «Результат»: слово «gpt 4» запрещено в fsm.yaml (forbidden_words)',
  ]);
});
