import { describe, expect, test } from 'vitest';
import { parseCorpus } from './parse-corpus.ts';

/** A folder of one page. */
const parsed = (body: string) => {
  const text = `---\ntitle: Имя\n---\n${body}\n`;
  return parseCorpus([{ path: 'docs/ru/personal/1-1-guide/01-section/01-p.md', text }], 'ru');
};

describe('a block of code', () => {
  const FENCES = [
    ['```', '```'],
    ['~~~', '~~~'],
    ['````md\n```', '```\n````'],
    ['- пункт\n\n  ```', '  ```'],
  ] as const;

  test.each(FENCES)('between %j and %j begins no page and makes no guide of a page', (open, close) => {
    const body = `Так выглядит страница:\n\n${open}\n## R5.1:3 - Слот\n${close}\n\nКонец.`;
    expect(parsed(body)).toMatchObject({
      pages: [{ title: 'Имя', number: null, headings: [] }],
      problems: [],
    });
  });

  test.each(FENCES)('between %j and %j ends no answers, and has no headings', (open, close) => {
    const [page] = parsed(`Вопрос?\n\n## Ответы\n\n${open}\n# шаг\n${close}\n\nТайна.\n\n## Дальше\n\nТекст.`).pages;
    expect(page).toMatchObject({ answers: expect.stringMatching(/шаг[\s\S]*Тайна/), headings: ['Дальше'] });
    expect(page?.text).not.toMatch(/шаг|Тайна/);
  });

  test('of three backticks in a line is none', () => {
    const text = '# X9.1 Раздел\n\n## X9.1:1 - Раз\n\n```код``` в строке.\n\n## X9.1:2 - Два\n\nТекст.\n';
    expect(parseCorpus([{ path: 'x9.md', text }], 'ru').pages.map(({ id }) => id)).toEqual(['X9.1:1', 'X9.1:2']);
  });

  test('without an end takes the pages after it, which is said', () => {
    const text = '# X9.1 Раздел\n\n## X9.1:1 - Раз\n\n```\nкод\n\n## X9.1:2 - Два\n\nТекст.\n';
    const { pages, problems } = parseCorpus([{ path: 'x9.md', text }], 'ru');
    expect(pages.map(({ id }) => id)).toEqual(['X9.1:1']);
    expect(problems).toEqual([{ file: 'x9.md', reason: expect.stringContaining('не закрыт') }]);
  });
});
