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

test('answers after a heading of their own hold quotations too', () => {
  const { text, answers } = cleanMarkdown('Вопрос?\n\n## Ответы\n\n> Тайна.\n\nЕщё.\n\n## Дальше\n\n> Слова.', 'Имя');
  expect(text).toBe('Вопрос?\n\n## Дальше\n\n> Слова.');
  expect(answers).toContain('> Тайна.\n\nЕщё.');
});
