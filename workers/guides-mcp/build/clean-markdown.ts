import { oneLine } from '@aisystant/mcp/text';
import { withoutEmphasis } from '@aisystant/search';
import { withCharacters } from './character-references.ts';
import { codeApart, withoutComments } from './code-apart.ts';
import { SUMMARY_WORDS, withoutHtml, withoutUnseen } from './html-in-markdown.ts';

/** The Markdown of a page, in the parts that are kept. */
export interface CleanPage {
  readonly text: string;
  readonly answers: string;
  readonly footnotes: { readonly [mark: string]: string };
  readonly headings: readonly string[];
}

/** A footnote with its further lines, and its further paragraphs, which are indented by four (GFM). */
const FOOTNOTE =
  /^ {0,3}\[\^([^\]\n]+)\]:[^\S\n]*((?:.|\n(?=[^\S\n]{2,}\S)|\n(?:[^\S\n]*\n)+(?=(?: {4}|\t)[^\S\n]*\S))*)$/gm;
const HEADING = /^[^\S\n]{0,3}(#{1,6})[^\S\n]+(.+)$/;
/** What answers are of, and which one: «заданию «Слот»», «упражнения 1 и 2», «вопросы для повторения». */
const EXERCISE =
  /(?:упражнени|упр\.|задани|задач|вопрос|(?:мини-)?тест|(?:само)?проверк|кейс|раздел|глав)[а-яё]*(?: (?:для (?:само)?(?:провер|повтор|закреп)|раздел|глав|страниц|и ).*|[ .,:№]*[\d«"–-].*)?/;
/** «контрольным» of «к контрольным вопросам»; of «ответы на частые вопросы» it would be of readers. */
const KIND = '[а-яё-]+(?:[ыи]м|[ое]му|[ое]й)';
/**
 * «Ответы», «Ключ», «Ключи и ответы», also «к упражнению 3», «к §4.09» or «(не подглядывай)», and «Правильный ответ»; not «Ключ к ритму»
 * or «Ответы на вопросы читателей».
 */
const ANSWERS = new RegExp(
  String.raw`^(?:§?\d[\d.]* )?(?:(?:правильн|верн)ый ответ|ответ(?= к )|(?:правильные |верные )?(?:ответы|ключи?(?: и ответы| ответы)?))` +
    String.raw`(?:(?: (?:к(?: ${KIND})?|на|для)| ?[:.—–-])? (?:${EXERCISE.source}|[§№] ?\d.*)| (?:[№§] ?)?\d.*` +
    String.raw`| и (?:решени|поясн|коммент|разбор).*)?(?: ?\(.*\))?[.:]?$`,
  'i',
);
/** What a heading may have before and after its words: pictograms, and an id at its end, «{#otvety}». */
const PICTOGRAM = String.raw`\s|\p{Extended_Pictographic}|\uFE0F|\u200D`;
const BEFORE = new RegExp(`^(?:${PICTOGRAM})+`, 'u');
/** Every run of them, so that each character is read once: a pattern with `$` would read a run again from each place in it. */
const BESIDE = new RegExp(String.raw`(?:${PICTOGRAM}|\{\s*[#.:][^{}]*\})+`, 'gu');
/** The first line of a paragraph that an underline may make a heading, and that line: `===` of level 1, `---` of level 2. */
const UNDERLINED = /^ {0,3}(?![>|#\uE000]|[-+*]\s|\d+[.)]\s)\S/;
const UNDERLINE = /^ {0,3}(?:={2,}|-{2,})\s*$/;
/** Soft hyphen, zero-width space, word joiner. */
const INVISIBLE = /[\u00AD\u200B\u2060]/g;
const FOLD = /<(\/?)details(?:\s[^<>]*)?>/gi;
const SUMMARY = new RegExp(String.raw`\s*${SUMMARY_WORDS.source}`, 'iy');
/** A line that goes on with the paragraph of a quotation without its mark (lazy continuation, CommonMark, section 5.1). */
const LAZY = /^ {0,3}(?![#|\uE000]|[-+*]\s|\d+[.)]\s|(?:[-*_] *){3,}$)\S/;
/** A line of a quotation, and the first line of one that is a callout, which `-` folds up. */
const QUOTED = /^[^\S\n]{0,3}>[^\S\n]?(.*)$/;
const CALLOUT = /^\[![\p{L}-]+\]([-+]?)[^\S\n]*(.*)$/u;
/** What a fold says besides, «▶ Показать ответы», and of one answer: what is folded up under it is not to be seen at once. */
const SHOW = /^[^\p{L}\d§]*(?:показать |посмотреть |открыть )?((?:правильный |верный )?ответ(?![а-яё]))?/iu;

/** Takes a page apart; a heading that repeats `title` at its head is dropped. Nothing of the words is lost but comments. */
export function cleanMarkdown(markdown: string, title: string): CleanPage {
  const footnotes = new Map<string, string>();
  const { text: withoutCode, restored } = codeApart(markdown);
  const { shown: source, hidden } = answersInDetails(withoutUnseen(withoutComments(withoutCode)));
  const body = withoutHtml(source).replace(FOOTNOTE, (_, mark: string, text: string) => {
    footnotes.set(mark, restored(oneLine(text)));
    return '';
  });
  const { shown: unquoted, quoted } = answersInQuotations(checklists(body).split('\n'));
  const { text, answers } = splitAnswers(unquoted);
  const shown = withoutTitle(text, (heading) => words(restored(heading)) === words(title));
  return {
    text: restored(tidy(shown)),
    answers: restored(tidy([withoutHtml(hidden), quoted, answers].join('\n\n'))),
    footnotes: Object.fromEntries(footnotes),
    headings: headingsOf(shown).flatMap((heading) => bare(restored(heading)) || []),
  };
}

/** Answers that are folded up end where the fold does, whatever is folded up inside of it. */
function answersInDetails(markdown: string): { readonly shown: string; readonly hidden: string } {
  const [shown, hidden]: [string[], string[]] = [[], []];
  // Where the text that is not yet taken begins, and how many folds are open around and in answers.
  let [start, depth] = [0, 0];
  for (const { 0: tag, 1: slash, index } of markdown.matchAll(FOLD)) {
    const end = index + tag.length;
    if (depth === 0 && slash === '' && isOfAnswers(markdown, end)) {
      shown.push(markdown.slice(start, index));
      [start, depth] = [index, 1];
    } else if (depth > 0) {
      depth += slash === '' ? 1 : -1;
      if (depth === 0) {
        hidden.push(markdown.slice(start, end));
        start = end;
      }
    }
  }
  return { shown: [...shown, markdown.slice(start)].join(''), hidden: hidden.join('\n\n') };
}

/** Whether the summary at a place of a text says that answers follow. */
function isOfAnswers(markdown: string, at: number): boolean {
  SUMMARY.lastIndex = at;
  const [, summary = ''] = SUMMARY.exec(markdown) ?? [];
  return foldsAnswers(withCharacters(summary.replace(/<[^>]*>|[*_`]/g, '')));
}

/** Whether what is folded up under these words is answers. */
function foldsAnswers(words: string): boolean {
  return ANSWERS.test(plainWords(words).replace(SHOW, (_, answer?: string) => (answer === undefined ? '' : 'ответы')));
}

/** Answers in a quotation end with it. */
function answersInQuotations(lines: readonly string[]): { readonly shown: readonly string[]; readonly quoted: string } {
  const [shown, quoted]: [string[], string[]] = [[], []];
  let isQuoted = false;
  let isOpen = false;
  for (const line of lines) {
    const goesOn: boolean = QUOTED.test(line) || (isOpen && LAZY.test(line));
    isQuoted = goesOn && (isQuoted || quotesAnswers(line));
    isOpen = isQuoted && /[^\s>]/.test(line);
    (isQuoted ? quoted : shown).push(line);
  }
  return { shown, quoted: quoted.join('\n') };
}

/** Whether a line of a quotation begins answers: a heading or a bold line in it, or the name of a callout, «> [!note]- Ответы». */
function quotesAnswers(line: string): boolean {
  const [, inside = ''] = QUOTED.exec(line) ?? [];
  const [, fold, title = ''] = CALLOUT.exec(inside) ?? [];
  if (fold !== undefined) return fold === '-' ? foldsAnswers(bare(title)) : ANSWERS.test(wordsAlone(bare(title)));
  const name = headingOf(inside)?.text ?? boldLine(inside);
  return name !== null && ANSWERS.test(wordsAlone(name));
}

/** A table of two columns whose second one is empty is a checklist. */
function checklists(markdown: string): string {
  return markdown.replace(/(?:^[^\S\n]*\|.*(?:\n|$))+/gm, (table) => {
    const rows = table.trim().split('\n').map(cellsOf);
    const items = rows.slice(2);
    const isChecklist =
      items.length > 0 && rows.every((cells) => cells.length === 2) && items.every(([, mark]) => mark === '');
    return isChecklist ? `${items.map(([item]) => `- [ ] ${item}`).join('\n')}\n` : table;
  });
}

function cellsOf(row: string): string[] {
  const inside = row.trim().replace(/^\||\|$/g, '');
  return inside.split('|').map((cell) => cell.trim());
}

function headingOf(line: string): { readonly level: number; readonly text: string } | null {
  const [, marks = '', text = ''] = HEADING.exec(line) ?? [];
  return marks === '' ? null : { level: marks.length, text: bare(withoutMarks(text)) };
}

/** A heading without the marks that may close it, `## Слот ##`. */
function withoutMarks(heading: string): string {
  let end = heading.length;
  while (end > 1 && heading[end - 1] === '#') end -= 1;
  return heading.slice(0, end);
}

/** Words with one plain blank between them: a typesetter puts another one after «к», and a site may break a word. */
const plainWords = (words: string) => oneLine(words.replace(INVISIBLE, ''));

/** A heading without the pictograms and the id before and after its words. */
function wordsAlone(heading: string): string {
  const words = plainWords(heading).replace(BEFORE, '');
  return words.replace(BESIDE, (beside, at: number) => (at + beside.length === words.length ? '' : beside));
}

const bare = (text: string) => withoutEmphasis(text).trim();

/** A line in bold alone is a heading to readers too. */
const boldLine = (line: string) =>
  /^(?:\*\*([^*]+)\*\*|__([^_]+)__):?$/.exec(line.trim())?.slice(1).join('').replace(/:$/, '') ?? null;

/** The heading at a line that has a line of its own below it (setext, CommonMark, section 4.3). */
function underlinedAt(lines: readonly string[], at: number): ReturnType<typeof headingOf> {
  const [before = '', line = '', below = ''] = [lines[at - 1], lines[at], lines[at + 1]];
  if (before.trim() !== '' || !UNDERLINED.test(line) || !UNDERLINE.test(below)) return null;
  return { level: below.trim().startsWith('=') ? 1 : 2, text: bare(line) };
}

/** The heading at a line, with marks or underlined. A rule right below a sentence is an underline too, and the sentence no heading. */
export function headingAt(lines: readonly string[], at: number): ReturnType<typeof headingOf> {
  const underlined = underlinedAt(lines, at);
  return headingOf(lines[at] ?? '') ?? (underlined && /[.!?…;:,]$/.test(underlined.text) ? null : underlined);
}

function headingsOf(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.flatMap((_, at) => headingAt(lines, at)?.text ?? []);
}

/** Answers reach from their heading to the next heading of the same or a higher level. */
function splitAnswers(lines: readonly string[]): { text: string; answers: string } {
  const [text, answers]: [string[], string[]] = [[], []];
  let level = 0;
  let isUnderlined = false;
  for (const [at, line] of lines.entries()) {
    const underlined = underlinedAt(lines, at);
    const heading = headingOf(line) ?? underlined;
    const name = heading?.text ?? boldLine(line);
    // A rule under the last line of an answer is an underline too: it must not show the next ones.
    const mayEnd = underlined === null || isUnderlined;
    if (heading && mayEnd && heading.level <= level) level = 0;
    if (name !== null && level === 0 && ANSWERS.test(wordsAlone(name))) {
      level = heading?.level ?? 6;
      isUnderlined = underlined !== null;
    }
    (level > 0 ? answers : text).push(line);
  }
  return { text: text.join('\n'), answers: answers.join('\n') };
}

const words = (text: string) =>
  text
    .toLowerCase()
    .replace(/^§?[\d.]+\s*/, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

function withoutTitle(text: string, isTitle: (heading: string) => boolean): string {
  const first = text.trimStart();
  const [line = '', below = ''] = first.split('\n', 2);
  const heading = headingAt([line, below], 0);
  if (!heading || !isTitle(heading.text)) return text;
  return first.slice(line.length).replace(headingOf(line) ? '' : `\n${below}`, '');
}

function tidy(text: string): string {
  return text
    .replace(/(?<![^\S\n])[^\S\n]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
