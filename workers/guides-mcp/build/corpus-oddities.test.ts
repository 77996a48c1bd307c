import { describe, expect, test } from 'vitest';
import type { Page } from '../src/domain/corpus/model.ts';
import { parseCorpus } from './parse-corpus.ts';

// What authors of real guides do, each case once. The shapes themselves are in parse-corpus.test.ts.

const SECTION = 'docs/ru/personal/1-1-guide/01-section';
const page = (name: string, fields: string, body = 'Текст страницы.') => ({
  path: `${SECTION}/${name}.md`,
  text: `---\ntitle: Имя\n${fields}---\n${body}\n`,
});
const only = (fields: string, body?: string) => parseCorpus([page('01-p', fields, body)], 'ru').pages[0];

describe('front matter', () => {
  test.each<[string, Partial<Page>]>([
    ['status: draft\n', { status: 'draft' }],
    ["status: 'pending-review'\n", { status: 'pending-review' }],
    ['status: на глазок\n', { status: 'current' }],
    ['', { status: 'current' }],
    ['type: checklist\n', { type: 'checklist' }],
    ['type: table\n', { type: 'table' }],
    ['type: новый\n', { type: 'text' }],
    ['stage_relevant: 3\n', { stages: [3] }],
    ['stage_relevant: [5, 1, 9]\n', { stages: [1, 5] }],
    ['introduces: слот, ритм\n', { introduces: ['слот', 'ритм'] }],
    ['introduces:\n  - слот\n  - ритм\n', { introduces: ['слот', 'ритм'] }],
    ['can_do: "Назвать слот, и объяснить"\n', { canDo: ['Назвать слот, и объяснить'] }],
    ['asked: [негде сесть, "хочу спать, а надо учить"]\n', { asked: ['негде сесть', 'хочу спать, а надо учить'] }],
    ['asked: "негде сесть, некогда"\n', { asked: ['негде сесть, некогда'] }],
    ['introduces:\n  - слот\n  - ритм: рывок\n', { introduces: ['слот', 'ритм: рывок'] }],
    ['', { asked: [] }],
    ['time_reading: 45 мин чтение\n', { readingMinutes: 45, practiceMinutes: 0 }],
    ['time_practice: 20 мин\n', { practiceMinutes: 20 }],
    ["format_version: '4.1'\nwp: 12\ncp_check: да\nbh_check:\n", { title: 'Имя' }],
    ['format_version: 4.1-aux\nauthor: Кто-то\n', { title: 'Имя' }],
  ])('%j', (fields, expected) => expect(only(fields)).toMatchObject(expected));

  test.each([
    ['title: *Важное', { title: '*Важное' }],
    ['title: *Выводы раздела*', { title: '*Выводы раздела*' }],
    ['title: Имя\nintroduces: [*слот, ритм]', { title: 'Имя', introduces: ['*слот', 'ритм'] }],
    ['title: Имя\ndescription: *слот — это', { title: 'Имя' }],
  ])('that YAML takes for a link is read as it is written: %j', (fields, expected) => {
    const text = `---\n${fields}\n---\nТекст страницы.\n`;
    expect(parseCorpus([{ path: `${SECTION}/01-p.md`, text }], 'ru').pages).toMatchObject([expected]);
  });

  test('with a byte order mark and the line ends of Windows is the same', () => {
    const { path, text } = page('01-p', 'order: 1\n', 'Раз.\n\nДва.');
    const [plain] = parseCorpus([{ path, text }], 'ru').pages;
    expect(parseCorpus([{ path, text: `\uFEFF${text.replaceAll('\n', '\r\n')}` }], 'ru').pages).toEqual([plain]);
  });
});

describe('a text', () => {
  test.each([
    ['<details><summary>Подробнее</summary>\n\nСкрытый абзац.\n\n</details>', /Подробнее[\s\S]*Скрытый абзац/],
    ['До <!-- заметка\nавтора --> после', /^До\s+после$/],
    ['![](./assets/fig-1.png)\n\nПосле рисунка.', /^После рисунка\.$/],
    ['![Схема целого](/ru/personal/1.png)', /^\[рисунок: Схема целого\]$/],
    ['Раз<br>два<br/>три', /^Раз два три$/],
    ['Если x<y и z>y, то всё.', /^Если x<y и z>y, то всё\.$/],
    ['<details open><a href=x>Раз</a> <input disabled/> два</details>', /^Раз\s+два$/],
    ['<span style="color:red">Красное</span> слово', /^Красное слово$/],
    [`| Что | Как |\n|---|---|\n| дело | ${'долго '.repeat(300)}|`, /(?:долго ){299}/],
    ['# Имя\n\nТекст.', /^Текст\.$/],
    ['#### §4.09 Имя\n\nТекст.', /^Текст\.$/],
  ])('%j', (body, text) => expect(only('', body)?.text).toMatch(text));

  test('of 92,000 characters is whole', () => {
    const body = 'Длинная строка о деле. '.repeat(4_000).trim();
    expect(only('', body)?.text).toBe(body);
  });

  test.each([
    '## Ответы',
    '**Ответы:**',
    '#### Ключ',
    '##### Ключи и ответы',
    '### Ответы к упражнению 3',
    '## Ключ к заданиям',
    '## Ответы (не подглядывай)',
    '## Ответы на вопросы для повторения',
    '## Ответы к вопросам для самопроверки',
    '## Ответы к упражнениям 1 и 2',
    '## Ответы к заданиям и тестам',
    '## Ответы: упражнение 3',
    '## Ответы. Раздел 2',
    '## Ответы — тест «Слот»',
    '## Ответы 1–5',
    '## Ответы и пояснения',
    '## Ключ к тесту «Слот»',
    '## §1.04 Ответы',
    '**Правильные ответы**',
    '## 📝 Ответы',
    '## ✅ **Ключи**',
    '## Ответы {#otvety}',
    '## Ответы к упражнению 3 { #a .b }',
    '## ✅ Ответы ✅ {#otvety} ##',
    'Ответы\n======',
    'Ответы к заданиям\n---',
  ])('has its answers apart: %s', (heading) => {
    const parsed = only('', `Вопрос?\n\n${heading}\n\nТайна.`);
    expect(parsed?.text).toBe('Вопрос?');
    expect(parsed?.answers).toContain('Тайна.');
  });
});

describe('the answers of a page', () => {
  test.each([
    '## Ключ к ритму',
    '## Ответы на частые вопросы',
    '## Ключи к собранности',
    '**Ответы на возражения:**',
    '## Ответы на вопросы читателей',
    '## Ответы: почему мы устаём',
    '## Ключ и замок',
    '## Ключ: ритм важнее рывка',
  ])('are not what a heading only sounds like: %s', (heading) => {
    const parsed = only('', `Начало.\n\n${heading}\n\nВажный абзац.`);
    expect(parsed).toMatchObject({ text: expect.stringContaining('Важный абзац.'), answers: '' });
  });
});

test.each([' ', '✅', '{#', '{ ', '#'])(
  'a heading with %j 60,000 times is read once, not again from each place in it',
  (piece) => {
    const heading = `Дело${piece.repeat(60_000)}в деле`;
    const parsed = only('', `## ${heading}\n\nВажный абзац.\n\n**${heading}**\n\nЕщё один.`);
    expect(parsed?.text).toMatch(/Важный абзац[\s\S]*Ещё один/);
    expect(parsed?.headings).toEqual([heading]);
  },
);

test('answers under an underlined heading end at the next one of its level, underlined or not', () => {
  const underlined = only('', 'Вопрос?\n\nОтветы\n---\n\nТайна.\n\nДальше\n---\n\nТекст.\n\n---\n\nЕщё.');
  expect(underlined?.answers).toMatch(/Тайна/);
  expect(underlined?.text).toMatch(/^Вопрос\?\n\nДальше\n---\n\nТекст\.\n\n---\n\nЕщё\.$/);
  expect(only('', 'Вопрос?\n\nОтветы\n===\n\nТайна.\n\n# Дальше\n\nТекст.')?.text).toBe(
    'Вопрос?\n\n# Дальше\n\nТекст.',
  );
});

describe('a labelled line', () => {
  test.each(['**После страницы ты сможешь:**', 'После страницы ты сможешь:'])(
    'may have a list below it: %s',
    (label) => {
      const parsed = only('', `${label}\n\n- назвать слот;\n- выбрать время.\n\nТекст.`);
      expect(parsed).toMatchObject({ canDo: ['назвать слот', 'выбрать время'], text: 'Текст.' });
    },
  );

  test('of concepts with a list below it stays in the text', () => {
    const parsed = only('', '**Основные понятия:**\n\n- слот\n- серия, ритм\n\nТекст.');
    expect(parsed).toMatchObject({ introduces: ['слот', 'серия', 'ритм'], text: expect.stringContaining('- слот') });
  });

  test('without a value is a line of the text, and takes nothing of what follows', () => {
    const body = 'После страницы ты сможешь:\n\nАбзац о деле.\n\nКонец.';
    expect(only('', body)).toMatchObject({ canDo: [], text: body });
  });

  test('further down is a line of the text', () => {
    const body = 'Пример письма:\n\nСтатус: ждём ответа заказчика\n\nС чем приходят: с делом.';
    expect(only('', body)).toMatchObject({ text: body, asked: [] });
  });

  test('may follow a heading', () => {
    const parsed = only('', '## Введение\n\n**С чем приходят:** некогда; негде.\n\nТекст.');
    expect(parsed).toMatchObject({ asked: ['некогда', 'негде'], text: '## Введение\n\nТекст.' });
  });

  test('of the status is of a guide in one file only, where front matter is of the whole guide', () => {
    const body = 'Статус: draft\n\nТекст.';
    expect(only('', body)).toMatchObject({ status: 'current', text: body });
    const guide = `# X9.1 Раздел\n\n## X9.1:1 - Страница\n\n${body}\n`;
    expect(parseCorpus([{ path: 'x9.md', text: guide }], 'ru').pages).toMatchObject([
      { status: 'draft', text: 'Текст.' },
    ]);
  });
});

describe('a folder', () => {
  test('whose pages repeat an order has them by order and name, and says so', () => {
    const files = [page('b', 'order: 2\n'), page('a', 'order: 2\n'), page('c', 'order: 1\n')];
    const { pages, problems } = parseCorpus(files, 'ru');
    expect(pages.map(({ path }) => path.split('/').at(-1))).toEqual(['c', 'a', 'b']);
    expect(problems).toEqual([expect.objectContaining({ reason: expect.stringContaining('order повторяется') })]);
  });

  test('gives its section the title of its index page, and its guide the code of the LMS', () => {
    const files = [
      { path: 'docs/ru/personal/1-1-guide/index.md', text: '---\ntitle: Руководство\naisystant_code: selfdev\n---\n' },
      { path: `${SECTION}/index.md`, text: '---\ntitle: Раздел\n---\n' },
      page('01-p', ''),
    ];
    const { guides, sections } = parseCorpus(files, 'ru');
    expect(guides).toMatchObject([{ title: 'Руководство', code: 'selfdev' }]);
    expect(sections).toMatchObject([{ title: 'Раздел' }]);
  });

  test('may have one title many times: every page is in, in its own section', () => {
    const homework = (section: string) => ({
      path: `docs/ru/personal/1-1-guide/${section}/09-homework.md`,
      text: '---\ntitle: Домашнее задание\n---\nСделай это.\n',
    });
    const { pages } = parseCorpus(['01-one', '02-two', '03-three'].map(homework), 'ru');
    expect(pages.map(({ section, type }) => [section, type])).toEqual([
      ['one', 'assignment'],
      ['two', 'assignment'],
      ['three', 'assignment'],
    ]);
    expect(new Set(pages.map(({ path }) => path)).size).toBe(3);
  });

  test('may have sections and pages that differ by their numbers alone: each page is in, at a path of its own', () => {
    const files = ['01-практика', '02-практика', '03-практика', '04-практика'].flatMap((section, n) =>
      ['задание', '1-задание', '2-задание', '1-Задание'].map((name, m) => ({
        path: `docs/ru/personal/1-1-guide/${section}/${name}.md`,
        text: `---\ntitle: Имя\nsubsection_id: P.${n}.${m}\n---\nТекст ${section} ${name}.\n`,
      })),
    );
    const { sections, pages, problems } = parseCorpus(files, 'ru');
    expect(problems).toEqual([]);
    expect(new Set(sections.map(({ slug }) => slug)).size).toBe(4);
    expect(new Set(pages.map(({ section, path }) => `${section} ${path}`)).size).toBe(files.length);
    expect(new Set(pages.map(({ path }) => path)).size).toBe(files.length);
  });

  test('may have guides that differ by their numbers alone, also beside a guide in one file', () => {
    const folders = ['1-x9', '2-x9', '02-x9', 'X9'].map((folder) => ({
      path: `docs/ru/personal/${folder}/01-s/01-p.md`,
      text: `---\ntitle: Имя\n---\nТекст ${folder}.\n`,
    }));
    const named = { path: 'personal-x9.md', text: '# X9.1 Раздел\n\n## X9.1:1 - Раз\n\nТекст.\n' };
    const { guides, pages } = parseCorpus([...folders, named], 'ru');
    expect(new Set(guides.map(({ slug }) => slug)).size).toBe(5);
    expect(new Set(pages.map(({ guide }) => guide)).size).toBe(5);
  });

  test('of older names holds old versions', () => {
    const old = { path: 'docs/ru/personal/Archive/01-section/01-p.md', text: '---\ntitle: Имя\n---\nСтарый текст.\n' };
    const { pages } = parseCorpus([old, page('01-p', '')], 'ru');
    expect(pages.map(({ status }) => status).sort()).toEqual(['archived', 'current']);
  });

  test('may have an older guide and its successor: both are in, each with its own id and status', () => {
    const successor = {
      path: 'docs/ru/personal-design/1-guide/01-s/01-p.md',
      text: '---\nsubsection_id: PD.GUIDE.1.S1.SS1\ntitle: Имя\nstatus: draft\n---\nНовый текст.\n',
    };
    const { pages, guides } = parseCorpus([page('01-p', ''), successor], 'ru');
    expect(pages.map(({ id, status }) => [id, status])).toEqual([
      [null, 'current'],
      ['PD.GUIDE.1.S1.SS1', 'draft'],
    ]);
    expect(new Set(guides.map(({ slug }) => slug)).size).toBe(2);
  });
});

test('the text before the first page of a section is named, since it is in no page', () => {
  const text = '# X9.1 Раздел\n\nПотерянный текст.\n\n## X9.1:1 - Страница\n\nТекст.\n\n## X9.1:End\n';
  const { problems } = parseCorpus([{ path: 'x9.md', text }], 'ru');
  expect(problems.map(({ reason }) => reason).join()).toMatch(/X9\.1.*не попадёт/);
});

describe('guides in one file', () => {
  const guide = (number: string, text = 'Текст.') => `# ${number} Раздел\n\n## ${number}:1 - Страница\n\n${text}\n`;
  const parse = (files: { readonly [path: string]: string }) =>
    parseCorpus(
      Object.entries(files).map(([path, text]) => ({ path, text })),
      'ru',
    );

  test('have one section, whatever the case of the letter in the numbers of its pages', () => {
    const { sections, pages } = parse({ 'x9.md': `${guide('X9.1')}\n## x9.1:2 - Вторая\n\nТекст два.\n` });
    expect(sections.map(({ slug }) => slug)).toEqual(['x9.1']);
    expect(pages.map(({ id }) => id)).toEqual(['X9.1:1', 'X9.1:2']);
  });

  test('have an older copy that is not taken, and is named', () => {
    const { sections, pages, problems } = parse({
      'Archive/x9.md': guide('X9.1', 'Старый текст.'),
      'x9.md': guide('X9.1'),
    });
    expect([sections.length, pages.map(({ text }) => text)]).toEqual([1, ['Текст.']]);
    expect(problems).toEqual([{ file: 'Archive/x9.md', reason: expect.stringContaining('x9.md') }]);
  });

  test('that are index files are named after their folders', () => {
    const { guides, pages } = parse({ 'r8/index.md': guide('X8.1'), 'r9/index.md': guide('X9.1', 'Другой.') });
    expect(guides.map(({ slug }) => slug)).toEqual(['r8', 'r9']);
    expect(pages.map(({ guide: slug, id }) => [slug, id])).toEqual([
      ['r8', 'X8.1:1'],
      ['r9', 'X9.1:1'],
    ]);
  });

  test('beside a folder of the same name stay guides of their own', () => {
    const { guides } = parse({ 'x9.md': guide('X9.1'), 'ru/p/x9/01-s/01-p.md': '---\ntitle: Имя\n---\nТекст.\n' });
    expect(new Set(guides.map(({ slug }) => slug)).size).toBe(2);
  });
});

test('the text after the end of a section is named, since it is in no page', () => {
  const text = '# X9.1 Раздел\n\n## X9.1:1 - Страница\n\nТекст.\n\n## X9.1:End\n\nПотерянный абзац.\n';
  const { problems } = parseCorpus([{ path: 'x9.md', text }], 'ru');
  expect(problems.map(({ reason }) => reason).join()).toMatch(/X9\.1:End.*Потерянный/);
});
