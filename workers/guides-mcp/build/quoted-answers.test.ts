import { expect, test } from 'vitest';
import { cleanMarkdown } from './clean-markdown.ts';

test.each([
  '**Ответы**',
  '### Ответы к упражнению 1',
  '[!success] Ответы',
  '[!note]- Ответ',
  '[!tip]- Показать ответы',
  '[!info]+ Ключ',
])('answers in a quotation are apart and end with it: %s', (name) => {
  const { text, answers } = cleanMarkdown(`Вопрос?\n\n> ${name}\n>\n> Тайна.\n> Ещё.\n\nДальше.\n\n> Слова.`, 'Имя');
  expect(text).toBe('Вопрос?\n\nДальше.\n\n> Слова.');
  expect(answers).toContain('> Тайна.\n> Ещё.');
});

test.each(['[!note] Ответ', '[!note]- Подсказка', '**Ответы на частые вопросы**', 'Ответы', '[!note]'])(
  'a quotation that only sounds like answers stays in the text: %s',
  (name) => {
    const quotation = `> ${name}\n>\n> Слова.`;
    expect(cleanMarkdown(`Вопрос?\n\n${quotation}`, 'Имя')).toMatchObject({
      text: `Вопрос?\n\n${quotation}`,
      answers: '',
    });
  },
);

test('a line that goes on with answers in a quotation without its mark is apart too', () => {
  const { text, answers } = cleanMarkdown('> **Ответы**\n> 1 — первый,\nпотому что слот назначен.\n\nДальше.', 'Имя');
  expect(text).toBe('Дальше.');
  expect(answers).toContain('потому что слот назначен.');
});

test.each(['- дело', '1. дело', '# Глава', '| a | b |', '---'])(
  'a block right below answers in a quotation is no part of them: %s',
  (line) => {
    expect(cleanMarkdown(`> **Ответы**\n> Тайна.\n${line}`, 'Имя').text).toContain(line);
  },
);

test('answers after a heading of their own hold quotations too', () => {
  const { text, answers } = cleanMarkdown('Вопрос?\n\n## Ответы\n\n> Тайна.\n\nЕщё.\n\n## Дальше\n\n> Слова.', 'Имя');
  expect(text).toBe('Вопрос?\n\n## Дальше\n\n> Слова.');
  expect(answers).toContain('> Тайна.\n\nЕщё.');
});
