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
