import { describe, expect, test } from 'vitest';
import { parseCorpus } from './parse-corpus.ts';

/** The one page of a folder. */
function pageOf(body: string) {
  const text = `---\ntitle: Имя\n---\n${body}\n`;
  return parseCorpus([{ path: 'docs/ru/personal/1-1-guide/01-section/01-p.md', text }], 'ru').pages[0];
}

describe('a fold', () => {
  const fold = (summary: string, inside: string) => `<details><summary>${summary}</summary>\n\n${inside}\n\n</details>`;

  test.each([
    'Показать ответы',
    'Ответ',
    '▶ Ответы',
    'Правильный ответ',
    '<b>Ответ 3</b>',
    'Посмотреть ответ на вопрос 2',
  ])('has answers: %s', (summary) => {
    const parsed = pageOf(`Вопрос?\n\n${fold(summary, 'Тайна.')}\n\nДальше.`);
    expect(parsed).toMatchObject({ text: 'Вопрос?\n\nДальше.', answers: expect.stringContaining('Тайна.') });
  });

  test.each(['Ответственность', 'Показать пример', 'Ответ читателю', 'Ответы на возражения'])(
    'has no answers: %s',
    (summary) => {
      const parsed = pageOf(`Начало.\n\n${fold(summary, 'Важный абзац.')}`);
      expect(parsed).toMatchObject({ text: expect.stringContaining('Важный абзац.'), answers: '' });
    },
  );

  test('of answers ends where it is closed, not where one inside of it is', () => {
    const answers = fold('Ответы', `Раз.\n\n${fold('Почему', 'Потому.')}\n\nТайна.`);
    expect(pageOf(`Вопрос?\n\n${answers}\n\nДальше.`)).toMatchObject({
      text: 'Вопрос?\n\nДальше.',
      answers: expect.stringMatching(/Раз[\s\S]*Потому[\s\S]*Тайна/),
    });
  });

  test('of answers inside of another one hides nothing else', () => {
    const exercise = fold('Задание', `Сделай.\n\n${fold('Ответы', 'Тайна.')}\n\nПотом отдохни.`);
    const parsed = pageOf(`${exercise}\n\nДальше.`);
    expect(parsed?.text).toMatch(/Сделай[\s\S]*Потом отдохни[\s\S]*Дальше/);
    expect(parsed).toMatchObject({
      answers: expect.stringContaining('Тайна.'),
      text: expect.not.stringContaining('Тайна'),
    });
  });
});
