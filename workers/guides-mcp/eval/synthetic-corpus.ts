import type { SourceFile } from '../build/parsed.ts';

/** A corpus of made-up texts in the three shapes of real ones, with what real authors do. Nothing of it is anybody's text. */
export function syntheticCorpus(size: number, seed = 1): readonly SourceFile[] {
  const random = generator(seed);
  const ofShape = [Math.round(size * 0.78), Math.round(size * 0.2)] as const;
  const pageFiles = Array.from({ length: ofShape[0] }, (_, n) => pageFile(n, random));
  const designFiles = Array.from({ length: ofShape[1] }, (_, n) => designFile(n, random));
  const guides = Array.from({ length: Math.max(1, size - ofShape[0] - ofShape[1]) }, (_, n) => guideFile(n, random));
  return [...pageFiles, ...designFiles, ...guides];
}

type Random = (below: number) => number;

/** Numbers that look random and are the same each time (mulberry32). */
function generator(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const NOUNS =
  `время внимание память запись мысль привычка усилие порядок граница предмет способ работа отдых вопрос ответ задача проект
  встреча разговор письмо книга глава страница список таблица схема рисунок модель роль интерес договор решение выбор причина следствие
  начало конец середина утро вечер неделя месяц год срок план отчёт заметка черновик текст слово понятие пример правило исключение ошибка
  проверка оценка мера число цель результат продукт инструмент метод подход система часть целое окружение участник создатель пользователь
  заказчик исполнитель мастер ученик учитель школа мастерская дом город дорога река лес дерево камень свет тень звук голос тишина движение
  покой сила слабость опыт знание умение навык талант характер настроение энергия усталость сон завтрак прогулка музыка праздник`
    .trim()
    .split(/\s+/);
const ADJECTIVES =
  `новый старый простой трудный долгий короткий ясный тёмный важный лишний первый последний общий личный рабочий учебный
  главный точный полный пустой сильный слабый быстрый медленный живой спокойный открытый скрытый готовый верный`
    .trim()
    .split(/\s+/);
const VERBS =
  `видит держит ищет находит теряет меняет собирает делит связывает проверяет откладывает возвращает начинает заканчивает помнит
  забывает объясняет спрашивает отвечает пишет читает считает сравнивает выбирает защищает`
    .trim()
    .split(/\s+/);
const SHARED_TITLES = ['Домашнее задание', 'Вопросы для повторения', 'Выводы раздела'];

const pick = (words: readonly string[], random: Random) => words[random(words.length)] ?? '';
const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

function titleOf(random: Random): string {
  const forms = [
    () => `${pick(ADJECTIVES, random)} ${pick(NOUNS, random)} и ${pick(NOUNS, random)}`,
    () => `${pick(NOUNS, random)}, ${pick(NOUNS, random)} и ${pick(ADJECTIVES, random)} ${pick(NOUNS, random)}`,
    () => `как ${pick(NOUNS, random)} ${pick(VERBS, random)} ${pick(NOUNS, random)}`,
    () => `${pick(NOUNS, random)} против ${pick(NOUNS, random)}: ${pick(ADJECTIVES, random)} ${pick(NOUNS, random)}`,
  ];
  return capital(forms[random(forms.length)]?.() ?? '');
}

function sentence(random: Random): string {
  const parts = Array.from(
    { length: 2 + random(3) },
    () => `${pick(ADJECTIVES, random)} ${pick(NOUNS, random)} ${pick(VERBS, random)} ${pick(NOUNS, random)}`,
  );
  return `${capital(parts.join(', а '))}.`;
}

/** Text about a title: its words come again in it. */
function textOf(title: string, characters: number, random: Random): string {
  const paragraphs: string[] = [`**Основные понятия:** ${pick(NOUNS, random)}, ${pick(NOUNS, random)}.`];
  let length = 0;
  while (length < characters) {
    const lines = Array.from({ length: 3 + random(4) }, () => sentence(random));
    const paragraph = `${random(3) === 0 ? `${title}. ` : ''}${lines.join(' ')}`;
    paragraphs.push(random(9) === 0 ? `### ${titleOf(random)}\n\n${paragraph}` : paragraph);
    length += paragraph.length;
  }
  return paragraphs.join('\n\n');
}

/** Most pages are short, a few are very long, some are empty. */
function lengthOf(n: number, random: Random): number {
  if (n % 20 === 7) return 0;
  return n % 400 === 11 ? 90_000 : 500 + random(5_000);
}

const QUOTES = [
  (title: string) => title,
  (title: string) => `"${title}"`,
  (title: string) => `'${title}'`,
  (title: string) => `"${title} "так""`,
];

function pageFile(n: number, random: Random): SourceFile {
  const [programme, guide, section] = [
    ['personal', 'professional', 'research'][n % 3],
    Math.floor(n / 100),
    Math.floor(n / 10) % 10,
  ];
  const title = n % 12 === 5 ? (SHARED_TITLES[n % 3] ?? '') : titleOf(random);
  const length = lengthOf(n, random);
  const extras = [
    n % 15 === 3 ? '\n\n<details><summary>Подробнее</summary>\n\nСкрытый абзац.\n\n</details>' : '',
    n % 15 === 4 ? '\n\nСноска[^1].\n\n[^1]: Её текст.' : '',
    n % 15 === 5 ? '\n\n| Дело | |\n|---|---|\n| Стол | |\n| Стул | |' : '',
    n % 15 === 6 ? '\n\n<!-- заметка автора -->\n\n![](./assets/fig-1.png)' : '',
  ].join('');
  const body = length === 0 ? '' : `${textOf(title, length, random)}${extras}\n`;
  const number = String(n % 10).padStart(2, '0');
  return {
    path: `docs/ru/${programme}/${guide}-guide-${guide}/${String(section).padStart(2, '0')}-part-${section}/${number}-page-${n}.md`,
    text: `---\ntitle: ${QUOTES[n % QUOTES.length]?.(title)}\norder: ${n % 7}\n${n % 4 === 0 ? 'type: text\n' : ''}---\n${body}`,
  };
}

function designFile(n: number, random: Random): SourceFile {
  const [section, page] = [Math.floor(n / 12), n % 12];
  const title = titleOf(random);
  const status = ['draft', 'draft', 'draft', 'pending-review', 'current'][n % 5];
  const answers = n % 6 === 0 ? `\n\n##### Ответы\n\n${sentence(random)}` : '';
  return {
    path: `docs/ru/personal-design/3-design/${String(section).padStart(2, '0')}-s/${String(page).padStart(2, '0')}-ss-${n}.md`,
    text: `---
format_version: '4.1'
subsection_id: PD.GUIDE.3.S${section}.SS${page}
title: '${title}'
order: ${page}
stage_relevant: [${1 + (n % 5)}]
prerequisites: [PD.GUIDE.3.S${section}.SS${Math.max(0, page - 1)}]
introduces: [${pick(NOUNS, random)}]
can_do: ["${sentence(random)}"]
time_reading: ${['45 мин чтение', '10–12 мин чтение + 15 мин практика', '5 min', '20 мин'][n % 4]}
status: ${status}
---
#### §${section}.${String(page).padStart(2, '0')} ${title}

${textOf(title, 800 + random(4_000), random)}${answers}
`,
  };
}

function guideFile(n: number, random: Random): SourceFile {
  const letter = 'ABCDEFGHJKLMNPQRSTUVWYZ'[n % 23];
  const code = `${letter}${1 + Math.floor(n / 23)}`;
  const pages = Array.from({ length: 4 }, (_, page) => {
    const title = titleOf(random);
    return `## ${code}.1:${page + 1} - ${title}\n\n${textOf(title, 1_500, random)}`;
  });
  return {
    path: `docs/ru/whole/${code}.md`,
    text: `---\ncode: ${code}\ntitle: "${titleOf(random)}"\nprogramme: whole\n---\n# ${code}.1 ${titleOf(random)}\n\n${pages.join('\n\n')}\n\n## ${code}.1:End\n`,
  };
}
