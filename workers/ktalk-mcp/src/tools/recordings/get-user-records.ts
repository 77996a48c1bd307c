import * as z from 'zod';
import { listRecordings, titleWords } from '../../queries/list-recordings.ts';
import { qualityLines, recordingLine } from '../../queries/recording-lines.ts';
import { momentsOf, pageFields, periodFields, RecordingList } from '../fields.ts';
import { common, tool } from '../tool.ts';
import { MEETINGS_WIDGET } from '../widgets.ts';

/** `get_user_records`: the caller's own recordings, newest first. */
export const getUserRecords = tool({
  ...common,
  id: 'get_user_records',
  title: 'Мои записи встреч',
  intent: 'Какие у меня есть записи встреч?',
  useWhen: ['нужен список своих встреч или ключ одной из них', 'человек называет встречу по дате, теме или комнате'],
  doNotUseWhen: [
    { case: 'важно, кто участвовал', use: 'search_records' },
    { case: 'ищут, что говорили', use: 'search_in_transcripts' },
  ],
  semantics:
    'Возвращает записи, которые человек создал, где участвовал или к которым ему открыли доступ; новые сверху.',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'FORBIDDEN', 'RATE_LIMITED', 'UNAVAILABLE', 'INTERNAL'],
  examples: [
    { question: 'Какие встречи у меня записаны?', input: {}, answer: 'Двадцать последних записей с ключами.' },
    {
      question: 'Что было на прошлой неделе?',
      input: { from: '2026-11-16', to: '2026-11-22' },
      answer: 'Записи этих дней.',
    },
    {
      question: 'Найди запись планирования',
      input: { query: 'планирование', limit: 5 },
      answer: 'Записи с этим словом в названии.',
    },
  ],
  ui: { widget: MEETINGS_WIDGET, invoking: 'Ищу встречи…', invoked: 'Вот встречи' },
  input: () =>
    z.strictObject({
      ...periodFields,
      query: z.string().min(1).max(200).optional().describe('Слова из названия или комнаты'),
      room: z.string().min(1).max(200).optional().describe('Имя комнаты точно'),
      ...pageFields,
    }),
  output: () => RecordingList,
  run({ from, to, query, room, limit, cursor }, { services, now }) {
    const filters = { ...momentsOf({ from, to }), words: query === undefined ? undefined : titleWords(query), room };
    return listRecordings(services, { filters, limit, cursor, now });
  },
  summarize: summarizeList,
});

/** A list of recordings in a few lines. An empty page after the first may come after some that had recordings. */
export function summarizeList(
  { items, next_cursor: next, data_quality: quality }: z.output<typeof RecordingList>,
  { cursor }: { readonly cursor?: string | undefined },
): string {
  const more = next === null ? [] : [`Дальше: cursor ${next}`];
  const none = cursor === undefined ? 'Записей не нашлось.' : 'Здесь записей нет.';
  const notFound = quality.status === 'NO_DATA' ? none : 'Пока не нашлось.';
  return [
    items.length === 0 ? notFound : `Записей в ответе: ${items.length}.`,
    ...more,
    ...qualityLines(quality),
    ...items.map((item) => `- ${recordingLine(item)}`),
  ].join('\n');
}
