import type { SourceFile } from '../build/parsed.ts';
import type { Word } from './own-words.ts';

/**
 * A corpus of made-up texts in the three shapes of real ones, with what real authors do; nothing of it is anybody's text. Words
 * are as frequent as in real texts (Zipf's law); a guide has words of its own, and so has each page, which its title is made of
 * and which its text repeats in other forms.
 * @param words the most frequent first
 */
export function syntheticCorpus(size: number, words: readonly Word[], seed = 1): readonly SourceFile[] {
  const random = generator(seed);
  const ofShape = [Math.round(size * 0.78), Math.round(size * 0.2)] as const;
  const pageFiles = Array.from({ length: ofShape[0] }, (_, n) =>
    pageFile(n, topicOf(words, Math.floor(n / 100), random)),
  );
  const designFiles = Array.from({ length: ofShape[1] }, (_, n) => designFile(n, topicOf(words, 7_000, random)));
  const guides = Array.from({ length: Math.max(1, size - ofShape[0] - ofShape[1]) }, (_, n) =>
    guideFile(n, () => topicOf(words, 8_000 + n, random)),
  );
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

const SHARED_TITLES = ['Домашнее задание', 'Вопросы для повторения', 'Выводы раздела'];
/** Words that only the pages of one guide have often, and words that one page is about. */
const [GUIDE_WORDS, PAGE_WORDS] = [120, 5];
/** The most frequent words are about nothing. */
const COMMON = 100;

const pick = <Item>(items: readonly Item[], random: Random): Item => {
  const item = items[random(items.length)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
};
const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

/** What a page is about, and how to write of it. */
interface Topic {
  readonly random: Random;
  readonly title: string;
  /** A word of the page as a concept. */
  concept(): string;
  sentence(): string;
}

function topicOf(words: readonly Word[], guide: number, random: Random): Topic {
  const telling = words.slice(COMMON);
  const ofGuide = generator(guide + 1);
  const guideWords = Array.from({ length: GUIDE_WORDS }, () => pick(telling, ofGuide));
  const pageWords = Array.from({ length: PAGE_WORDS }, () => pick(telling, random));
  const form = ({ forms }: Word) => pick(forms, random);
  const common = () => words[Math.floor(words.length ** (random(10_000) / 10_000)) - 1] ?? pick(words, random);
  const word = () => {
    const lot = random(100);
    return form(lot < 12 ? pick(pageWords, random) : lot < 35 ? pick(guideWords, random) : common());
  };
  const [first, second, third] = pageWords.map(form);
  const guideWord = form(pick(guideWords, random));
  const titles = [
    `${first} и ${second}`,
    `${guideWord}: ${first} ${second}`,
    `${first} ${second}`,
    `как ${first} ${second} ${third}`,
  ];
  return {
    random,
    title: capital(pick(titles, random)),
    concept: () => pick(pageWords, random).lemma,
    sentence: () => `${capital(Array.from({ length: 6 + random(7) }, word).join(' '))}.`,
  };
}

/** Text of a topic. */
function textOf({ concept, sentence, random }: Topic, characters: number): string {
  const paragraphs: string[] = [`**Основные понятия:** ${concept()}, ${concept()}.`];
  let length = 0;
  while (length < characters) {
    const paragraph = Array.from({ length: 3 + random(4) }, sentence).join(' ');
    paragraphs.push(random(9) === 0 ? `### ${sentence().slice(0, -1)}\n\n${paragraph}` : paragraph);
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

function pageFile(n: number, topic: Topic): SourceFile {
  const [programme, guide, section] = [
    ['personal', 'professional', 'research'][n % 3],
    Math.floor(n / 100),
    Math.floor(n / 10) % 10,
  ];
  const title = n % 25 === 5 ? (SHARED_TITLES[n % 3] ?? '') : topic.title;
  const length = lengthOf(n, topic.random);
  const extras = [
    n % 15 === 3 ? '\n\n<details><summary>Подробнее</summary>\n\nСкрытый абзац.\n\n</details>' : '',
    n % 15 === 4 ? '\n\nСноска[^1].\n\n[^1]: Её текст.' : '',
    n % 15 === 5 ? '\n\n| Дело | |\n|---|---|\n| Стол | |\n| Стул | |' : '',
    n % 15 === 6 ? '\n\n<!-- заметка автора -->\n\n![](./assets/fig-1.png)' : '',
  ].join('');
  const body = length === 0 ? '' : `${textOf(topic, length)}${extras}\n`;
  const number = String(n % 10).padStart(2, '0');
  return {
    path: `docs/ru/${programme}/${guide}-guide-${guide}/${String(section).padStart(2, '0')}-part-${section}/${number}-page-${n}.md`,
    text: `---\ntitle: ${QUOTES[n % QUOTES.length]?.(title)}\norder: ${n % 7}\n${n % 4 === 0 ? 'type: text\n' : ''}---\n${body}`,
  };
}

function designFile(n: number, topic: Topic): SourceFile {
  const [section, page] = [Math.floor(n / 12), n % 12];
  const { title, random, sentence, concept } = topic;
  const status = ['draft', 'draft', 'draft', 'pending-review', 'current'][n % 5];
  const answers = n % 6 === 0 ? `\n\n##### Ответы\n\n${sentence()}` : '';
  return {
    path: `docs/ru/personal-design/3-design/${String(section).padStart(2, '0')}-s/${String(page).padStart(2, '0')}-ss-${n}.md`,
    text: `---
format_version: '4.1'
subsection_id: PD.GUIDE.3.S${section}.SS${page}
title: '${title}'
order: ${page}
stage_relevant: [${1 + (n % 5)}]
prerequisites: [PD.GUIDE.3.S${section}.SS${Math.max(0, page - 1)}]
introduces: [${concept()}]
can_do: ["${sentence()}"]
time_reading: ${['45 мин чтение', '10–12 мин чтение + 15 мин практика', '5 min', '20 мин'][n % 4]}
status: ${status}
---
#### §${section}.${String(page).padStart(2, '0')} ${title}

${textOf(topic, 800 + random(4_000))}${answers}
`,
  };
}

function guideFile(n: number, topicOfPage: () => Topic): SourceFile {
  const letter = 'ABCDEFGHJKLMNPQRSTUVWYZ'[n % 23];
  const code = `${letter}${1 + Math.floor(n / 23)}`;
  const pages = Array.from({ length: 4 }, (_, page) => {
    const topic = topicOfPage();
    return `## ${code}.1:${page + 1} - ${topic.title}\n\n${textOf(topic, 1_500)}`;
  });
  return {
    path: `docs/ru/whole/${code}.md`,
    text: `---\ncode: ${code}\ntitle: "${topicOfPage().title}"\nprogramme: whole\n---\n# ${code}.1 ${topicOfPage().title}\n\n${pages.join('\n\n')}\n\n## ${code}.1:End\n`,
  };
}
