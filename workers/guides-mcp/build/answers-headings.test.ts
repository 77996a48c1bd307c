import { expect, test } from 'vitest';
import { cleanMarkdown } from './clean-markdown.ts';

const BLANKS = ['\u00A0', '&nbsp;', '\u202F', '  ', '\t', ' \u200B', '&#160;', '&shy; '];
const headings = (blank: string) => [
  `## Ответы${blank}к${blank}упражнениям`,
  `#### 2.5.${blank}Ответы`,
  `**Ответы${blank}к заданию 1:**`,
  `Ответы${blank}к упражнению 3\n---`,
  `<h3>Ответы${blank}на вопросы для${blank}повторения</h3>`,
  `> [!note]- Показать${blank}ответы`,
];

test.each(BLANKS)('whatever a typesetter puts between the words of their heading, answers stay apart: %j', (blank) => {
  for (const heading of headings(blank)) {
    const secret = heading.startsWith('>') ? '> Тайна.' : 'Тайна.';
    const { text, answers } = cleanMarkdown(
      `Вопрос?\n\n${heading}\n${secret === 'Тайна.' ? '\n' : ''}${secret}`,
      'Имя',
    );
    expect(text, heading).toBe('Вопрос?');
    expect(answers, heading).toContain('Тайна.');
  }
  const fold = `<details><summary>Показать${blank}ответы</summary>\n\nТайна.\n\n</details>`;
  expect(cleanMarkdown(`Вопрос?\n\n${fold}`, 'Имя').text).toBe('Вопрос?');
});

test.each([
  'Ответы для самопроверки',
  'Ответы для проверки',
  'Ответы к §4.09',
  '§4.09. Ответы к § 4.09',
  'Ответы — §4.09',
  'Ответы к контрольным вопросам',
  'Ответы к практическим заданиям 1–3',
  'Ключи к итоговому тесту',
  'Ответы к мини-тесту',
  'Ответы к упр. 1',
  'Ответы к домашней задаче',
  'Правильный ответ',
  'Верный ответ:',
  'Ответ к упражнению 2',
])('answers are apart under the names that authors give them: %s', (name) => {
  const { text, answers } = cleanMarkdown(`Вопрос?\n\n#### ${name}\n\nТайна.`, 'Имя');
  expect([text, answers.endsWith('Тайна.')]).toEqual(['Вопрос?', true]);
});

test.each([
  'Ответ',
  'Ответ на вопрос, зачем нужен ритм',
  'Ответ к письму',
  'Ответы для читателей',
  'Ответы на частые вопросы',
  'Ответы на 10 возражений',
  'Ответы к новым условиям',
  'Ключ к хорошему дню',
  'Ключ к спокойной проверке почты',
  'Ответственность',
  'Правильный ответ — не всегда лучший',
])('a section that is no answers stays: %s', (name) => {
  expect(cleanMarkdown(`#### ${name}\n\nАбзац.`, 'Имя')).toMatchObject({ answers: '' });
});
