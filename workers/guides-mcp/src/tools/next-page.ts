import { formatMinutes, ToolError } from '@aisystant/mcp';
import * as z from 'zod';
import { pageLine } from '../queries/page-line.ts';
import { resolveGuide, resolvePages } from '../queries/resolve.ts';
import type { PageHead } from '../store/corpus-store.ts';
import { common, GuideName, PageLine, tool } from './tool.ts';

/** Most pages for one sitting. */
const MOST = 10;

/** `guides.next_page`: what to read next, as long as the learner has time. */
export const nextPage = tool({
  ...common,
  id: 'guides.next_page',
  title: 'Что читать дальше',
  intent: 'Что мне читать сегодня?',
  useWhen: ['нужна следующая страница после прочитанной', 'есть столько-то минут и нужен текст на сегодня'],
  doNotUseWhen: [{ case: 'нужен текст известной страницы', use: 'guides.get' }],
  semantics:
    'Возвращает следующие страницы руководства, сколько умещается в minutes; без after — с начала. Что прочитано, сообщает тот, кто спрашивает: сервер не помнит.',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'UNAVAILABLE'],
  examples: [
    {
      question: 'Я прочитал X1.1:2, что дальше?',
      input: { guide: 'X1', after: 'X1.1:2' },
      answer: 'X1.1:3 «Слот как обещание себе».',
    },
    {
      question: 'Есть 15 минут на руководство о времени',
      input: { guide: 'X2', minutes: 15 },
      answer: 'Первые страницы на 15 минут.',
    },
  ],
  input: () =>
    z.strictObject({
      guide: GuideName,
      after: z.string().min(1).max(300).optional().describe('Последняя прочитанная страница, любой из её id'),
      minutes: z.int().min(1).max(600).optional().describe('Сколько минут есть на чтение; иначе одна страница'),
      current_only: z.boolean().default(false).describe('Без черновиков и старых версий'),
    }),
  output: () =>
    z.object({
      pages: z.array(PageLine.extend({ practice_minutes: z.int(), section: z.string(), uri: z.string() })),
      reading_minutes: z.int(),
      finished: z.boolean().describe('после этих страниц руководство кончается'),
      left: z.int().describe('сколько страниц останется'),
      hidden: z.int().describe('сколько ещё страниц скрыл current_only'),
    }),
  async run({ guide, after, minutes, current_only: currentOnly }, { services: { corpus } }) {
    const slug = await resolveGuide(corpus, guide);
    const heads = await corpus.heads(slug);
    const read = after === undefined ? undefined : (await resolvePages(corpus, after, 'after')).at(-1);
    if (read && read.guide !== slug) {
      const hint = `Эта страница из руководства ${read.guide}.`;
      throw new ToolError('INVALID_ARGUMENT', 'after не из этого руководства.', { field: 'after', hint });
    }
    const rest = heads.filter(({ n }) => n > (read?.n ?? -1));
    const wanted = rest.filter(({ status }) => !currentOnly || status === 'current');
    const chosen = fitting(wanted, minutes);
    const following = rest.filter(({ n }) => n > (chosen.at(-1)?.n ?? -1));
    const left = wanted.length - chosen.length;
    return {
      pages: chosen.map((page) => ({
        ...pageLine(page),
        practice_minutes: page.practiceMinutes,
        section: page.section,
        uri: `guides://${page.path}`,
      })),
      reading_minutes: chosen.reduce((sum, page) => sum + page.readingMinutes, 0),
      finished: following.length === 0,
      left,
      hidden: following.length - left,
    };
  },
  summarize: ({ pages, reading_minutes: minutes, finished, left, hidden }) =>
    [
      ...pages.map(({ id, title, reading_minutes: own }) => `- ${id} «${title}», ${formatMinutes(own)}`),
      ...(pages.length === 0 ? [] : [`Всего ${formatMinutes(minutes)}.`]),
      ...(finished ? [pages.length === 0 ? 'Руководство прочитано до конца.' : 'Это конец руководства.'] : []),
      ...(left === 0 && hidden > 0
        ? [`Дальше только черновики и старые версии: ${hidden}. Без current_only они видны.`]
        : []),
    ].join('\n'),
});

/** Pages in order while they fit; the first one always. */
function fitting(pages: readonly PageHead[], minutes: number | undefined): readonly PageHead[] {
  if (minutes === undefined) return pages.slice(0, 1);
  let total = 0;
  const end = pages.findIndex(({ readingMinutes }, n) => {
    total += readingMinutes;
    return n > 0 && total > minutes;
  });
  return pages.slice(0, Math.min(end === -1 ? pages.length : end, MOST));
}
