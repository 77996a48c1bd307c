import { describe, expect, test } from 'vitest';
import { minutesIn } from './minutes.ts';
import { parseCorpus } from './parse-corpus.ts';

const one = (path: string, text: string) => parseCorpus([{ path, text }], 'ru');

describe('a guide in one file', () => {
  const text = `---
code: X9
title: "Проба"
stages: [2, 9, 3]
---
# X9.1 Раздел

## X9.1:1 - Страница

**Основные понятия:** слот (время, место), серия.

**Прочитать до этого:** X9.1:0

**С чем приходят:** некогда, всё горит; где взять час?

Текст[^1]. <!-- скрыто --> <b>Жирно</b> ![схема](./a.png)

\`\`\`
## X9.1:7 - не заголовок
\`\`\`

### Ответы

Тайна.

[^1]: Сноска.

## X9.1:1 - Повтор

Второй.

## X9.1:2 - Пусто

## X9.1:End
`;
  const { guides, sections, pages, problems } = one('x9.md', text);

  test('has sections and pages with their permanent numbers', () => {
    expect(guides).toMatchObject([{ slug: 'x9', code: 'X9', title: 'Проба', stages: [2, 3] }]);
    expect(sections).toMatchObject([{ number: 'X9.1', title: 'Раздел' }]);
    expect(pages.map(({ id, path }) => [id, path])).toEqual([['X9.1:1', 'x9/x9.1/1']]);
  });

  test('keeps answers, footnotes, concepts, prerequisites and what people come with apart from the text', () => {
    const [page] = pages;
    expect(page?.text).not.toMatch(/Тайна|скрыто|<b>|Прочитать до|горит/);
    expect(page?.text).toMatch(/Жирно|рисунок: схема/);
    expect(page).toMatchObject({
      answers: '### Ответы\n\nТайна.',
      footnotes: { 1: 'Сноска.' },
      introduces: ['слот (время, место)', 'серия'],
      prerequisites: ['X9.1:0'],
      asked: ['некогда, всё горит', 'где взять час?'],
    });
  });

  test('names what is not taken, with the reason', () => {
    expect(problems.map(({ reason }) => reason).join('\n')).toMatch(
      /X9\.1:1 повторяется[\s\S]*X9\.1:2: страница пуста/,
    );
  });
});

describe('a page file', () => {
  test.each([
    ['title: "Глава 1: "начало""', 'Глава 1: "начало"'],
    ["title: 'Одинарные «кавычки»'", 'Одинарные «кавычки»'],
    ['title: Без кавычек: с двоеточием', 'Без кавычек: с двоеточием'],
    ['title: 4.09 Номер в названии', 'Номер в названии'],
  ])('has a title however it is quoted: %s', (line, title) => {
    const { pages } = one('personal/1-1-g/01-s/01-p.md', `---\n${line}\norder: 1\n---\nТекст страницы.\n`);
    expect(pages[0]?.title).toBe(title);
  });

  test('of the design format keeps its id, status, stages, minutes and concepts', () => {
    const text = `---
subsection_id: PD.GUIDE.3.S4.SS9
title: 'Проба'
order: 9
status: draft
stage_relevant: [1, 2]
introduces: [слот]
uses: [ритм]
can_do: ["Назвать слот, и объяснить"]
prerequisites: [PD.GUIDE.3.S4.SS8]
time_reading: 10–12 мин чтение + 15 мин практика
---
#### §4.09 Проба

Текст.
`;
    expect(one('personal-design/3-guide/04-s/09-p.md', text).pages).toMatchObject([
      {
        id: 'PD.GUIDE.3.S4.SS9',
        status: 'draft',
        stages: [1, 2],
        introduces: ['слот'],
        uses: ['ритм'],
        canDo: ['Назвать слот, и объяснить'],
        prerequisites: ['PD.GUIDE.3.S4.SS8'],
        readingMinutes: 12,
        practiceMinutes: 15,
        text: 'Текст.',
      },
    ]);
  });

  test('without words, or without front matter, is named with its reason', () => {
    const { pages, problems } = parseCorpus(
      [
        { path: 'personal/g/s/empty.md', text: '---\ntitle: Пусто\n---\n' },
        { path: 'README.md', text: 'Это не страница.' },
      ],
      'ru',
    );
    expect(pages).toEqual([]);
    expect(problems.map(({ file }) => file).sort()).toEqual(['README.md', 'personal/g/s/empty.md']);
  });

  test('with a table of an empty second column is a checklist', () => {
    const table = '| Дело | |\n|---|---|\n| Стол убран | |\n| Сеть выключена | |';
    const { pages } = one('personal/g/s/p.md', `---\ntitle: Список\n---\n${table}\n`);
    expect(pages[0]?.text).toBe('- [ ] Стол убран\n- [ ] Сеть выключена');
  });
});

test.each([
  ['45 мин чтение', 45, 0],
  ['5 min', 5, 0],
  ['20 мин', 20, 0],
  ['1 час практики', 0, 60],
  ['1,5 часа', 90, 0],
  ['1–1,5 часа', 90, 0],
  ['1 час 30 мин', 90, 0],
  ['2 ч', 120, 0],
  ['1 h 5 min', 65, 0],
  ['1ч 30м', 90, 0],
  ['1h 30m', 90, 0],
  ['1:30 ч', 90, 0],
  ['0:45 ч практики', 0, 45],
  ['1 ч 30', 90, 0],
  ['1 ч 30 практики', 0, 90],
  ['1–2 ч', 120, 0],
  ['1 ч, 800 слов', 60, 0],
  ['3 части по 10 мин', 10, 0],
  ['5 мин, 800 слов', 5, 0],
  ['10 чтение + 15 практика', 10, 15],
  ['30 мин – 1 час', 60, 0],
  ['10 мин – 15 мин', 15, 0],
  ['20–25', 25, 0],
  ['45 мин чтение, 1.5 часа практики', 45, 90],
  [null, 0, 0],
])('%s is so many minutes', (text, reading, practice) => expect(minutesIn(text)).toEqual({ reading, practice }));
