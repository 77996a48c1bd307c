import { describe, expect, test } from 'vitest';
import { parseCorpus } from './parse-corpus.ts';

/** A folder of one page. */
const parsed = (body: string) => {
  const text = `---\ntitle: Имя\n---\n${body}\n`;
  return parseCorpus([{ path: 'docs/ru/personal/1-1-guide/01-section/01-p.md', text }], 'ru');
};

describe('code in a sentence', () => {
  test.each(['Тег `<br>` переносит строку.', 'Два знака ``a ` <b>`` и `<i>`.', 'Комментарий `<!-- так -->` не виден.'])(
    'is shown as it is written: %s',
    (text) => {
      expect(parsed(text).pages).toMatchObject([{ text }]);
    },
  );

  test('in a heading is a part of it, and of the title that is repeated', () => {
    const text = '---\ntitle: Команда `git`\n---\n# Команда `git`\n\nТекст.\n\n## Ключ `-m`\n\nЕщё.\n';
    const { pages } = parseCorpus([{ path: 'docs/ru/personal/1-1-guide/01-section/01-p.md', text }], 'ru');
    expect(pages).toMatchObject([{ text: 'Текст.\n\n## Ключ `-m`\n\nЕщё.', headings: ['Ключ -m'] }]);
  });
});

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

  test.each(FENCES)('between %j and %j is shown as it is written', (open, close) => {
    const code = '<b>раз</b> <!-- два -->\n\n\n| а | б |\n|---|---|\n| в | |\n![рисунок](x.png)\n[^1]: сноска';
    const block = `${open}\n${code}\n${close}`;
    expect(parsed(`До.\n\n${block}\n\nПосле.`).pages).toMatchObject([
      { text: `До.\n\n${block}\n\nПосле.`, footnotes: {} },
    ]);
  });

  test('with folded answers in it is an example of them', () => {
    const block = '```html\n<details><summary>Ответы</summary>Тайна.</details>\n```';
    expect(parsed(`До.\n\n${block}\n\nПосле.`).pages).toMatchObject([
      { text: `До.\n\n${block}\n\nПосле.`, answers: '' },
    ]);
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

describe('a comment in a guide of one file', () => {
  const guide = (between: string) =>
    parseCorpus(
      [
        {
          path: 'x9.md',
          text: `# X9.1 Раздел\n\n## X9.1:1 - Раз\n\nТекст.\n\n${between}\n\n## X9.1:3 - Три\n\nКонец.\n`,
        },
      ],
      'ru',
    );

  test('hides the pages in it', () => {
    expect(guide('<!--\n## X9.1:2 - Черновик\n\nЕщё не готово.\n-->')).toMatchObject({
      pages: [
        { id: 'X9.1:1', text: 'Текст.' },
        { id: 'X9.1:3', text: 'Конец.' },
      ],
      problems: [],
    });
  });

  test('is none in a block of code', () => {
    const block = '```html\n<!--\n```\n\nСлова.\n\n```html\n-->\n```';
    expect(guide(block).pages[0]?.text).toBe(`Текст.\n\n${block}`);
  });
});
