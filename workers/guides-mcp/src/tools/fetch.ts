import { ToolError } from '@aisystant/mcp';
import * as z from 'zod';
import { pieceAt } from '../domain/text/pieces.ts';
import { corpusMap } from '../queries/corpus-map.ts';
import { pageUrl } from '../queries/page-line.ts';
import { textWithFootnotes } from '../queries/read-pages.ts';
import { resolvePages } from '../queries/resolve.ts';
import { common, tool } from './tool.ts';

/** Characters of one part: the text is in the answer twice. */
const PART = 18_000;
/** The mark of a further part at the end of an id. */
const FURTHER = /#part-(\d{1,3})$/;

/** `fetch`: a page in the form that research assistants ask every source for. */
export const fetch = tool({
  ...common,
  id: 'fetch',
  title: 'Документ (для исследований)',
  intent: 'Что написано на найденной странице?',
  useWhen: ['источники опрашиваются парой search и fetch'],
  doNotUseWhen: [{ case: 'нужны куски, раздел целиком, что читать до и после', use: 'guides.get' }],
  semantics:
    'Возвращает текст страницы; у длинной metadata.next_part — id следующей части. Ответы к упражнениям не показывает.',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'UNAVAILABLE'],
  examples: [
    { question: 'Открой найденное', input: { id: 'X1.1:3' }, answer: 'Текст страницы «Слот как обещание себе».' },
    {
      question: 'Открой по адресу',
      input: { id: 'guides://ritm-uchenika/x1.1/1' },
      answer: 'Текст страницы «Рывок и ритм».',
    },
  ],
  input: () => z.strictObject({ id: z.string().min(1).max(300).describe('id из results') }),
  output: () =>
    z.object({
      id: z.string(),
      title: z.string(),
      text: z.string(),
      url: z.string(),
      metadata: z.record(z.string(), z.string()),
    }),
  async run({ id }, { services: { corpus, baseUrl } }) {
    const part = Number(FURTHER.exec(id)?.[1] ?? 1);
    const [head] = await resolvePages(corpus, id.replace(FURTHER, ''), 'id');
    const page = head && (await corpus.page(head.id));
    if (!page) throw new ToolError('NOT_FOUND', 'Такой страницы нет.', { field: 'id', hint: 'id даёт search.' });
    const { text, next } = partOf(textWithFootnotes(page), part);
    const map = await corpusMap(corpus);
    const metadata = {
      citation: map.cite(page),
      status: page.status,
      type: page.type,
      ...(page.number !== null && { number: page.number }),
      ...(next && { next_part: `${page.id}#part-${part + 1}` }),
    };
    return { id, title: page.title, text, url: pageUrl(baseUrl, page.id), metadata };
  },
  summarize: (output) => JSON.stringify(output),
});

/** A part of a text by its number from 1, and whether another follows. Throws `NOT_FOUND` for one that is not there. */
function partOf(text: string, part: number): { readonly text: string; readonly next: boolean } {
  let piece = pieceAt(text, 0, PART);
  let n = 1;
  for (; n < part && piece.next !== null; n += 1) piece = pieceAt(text, piece.next, PART);
  if (n !== part) throw new ToolError('NOT_FOUND', 'Такой части у страницы нет.', { field: 'id' });
  return { text: piece.text, next: piece.next !== null };
}
