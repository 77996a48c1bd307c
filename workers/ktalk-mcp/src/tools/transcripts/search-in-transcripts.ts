import { Cursor, DataQuality, formatDate, quoteWords } from '@aisystant/mcp';
import { formsOf } from '@aisystant/search';
import * as z from 'zod';
import { requireWords } from '../../queries/list-recordings.ts';
import { requireRecording } from '../../queries/own-recording.ts';
import { qualityLines } from '../../queries/recording-lines.ts';
import { SpeechHit, searchSpeech } from '../../queries/search-speech.ts';
import { momentsOf, periodFields, RecordingKey } from '../fields.ts';
import { common, tool } from '../tool.ts';

const queryFields = {
  query: z.string().min(2).max(200).describe('Слова, которые могли прозвучать'),
  limit: z.int().min(1).max(50).default(10),
  cursor: Cursor.optional(),
};

const Found = z.object({
  matched: z.enum(['all_words', 'any_word']).describe('any_word — все слова вместе не прозвучали'),
  items: z.array(SpeechHit),
  next_cursor: z.string().nullable(),
  data_quality: DataQuality,
});

const facts = {
  ...common,
  semantics:
    'Возвращает реплики со временем и ссылкой на запись, новые записи сверху. Ищет по словам с учётом русских форм; смысл без тех же слов не находит.',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'FORBIDDEN', 'RATE_LIMITED', 'UNAVAILABLE', 'INTERNAL'],
} as const;

/** `search_in_transcripts`: where something was said, in all recordings of the caller. */
export const searchInTranscripts = tool({
  ...facts,
  id: 'search_in_transcripts',
  title: 'Поиск по всем расшифровкам',
  intent: 'На какой встрече и когда об этом говорили?',
  useWhen: ['нужно найти, что обсуждали, и встреча неизвестна', 'нужны все упоминания темы'],
  doNotUseWhen: [
    { case: 'встреча известна', use: 'search_in_transcript' },
    { case: 'слова есть в названии встречи', use: 'search_records' },
  ],
  examples: [
    {
      question: 'Где мы решали про перенос релиза?',
      input: { query: 'перенос релиза' },
      answer: 'Реплики с именем, временем и ссылкой.',
    },
    {
      question: 'Кто в ноябре говорил о бюджете?',
      input: { query: 'бюджет', from: '2026-11-01', limit: 20 },
      answer: 'Реплики этого месяца.',
    },
  ],
  input: () => z.strictObject({ ...queryFields, ...periodFields }),
  output: () => Found,
  async run({ query, from, to, limit, cursor }, { services, now }) {
    requireWords('query', formsOf(query));
    const recordings = await services.recordings();
    return searchSpeech(services, recordings, { query, limit, cursor, now, ...momentsOf({ from, to }) });
  },
  summarize,
});

/** `search_in_transcript`: where something was said in one recording. */
export const searchInTranscript = tool({
  ...facts,
  id: 'search_in_transcript',
  title: 'Поиск в одной расшифровке',
  intent: 'В какой момент этой встречи об этом говорили?',
  useWhen: ['запись известна и нужно место в ней'],
  doNotUseWhen: [
    { case: 'встреча неизвестна', use: 'search_in_transcripts' },
    { case: 'нужен весь текст', use: 'get_recording_transcript' },
  ],
  examples: [
    {
      question: 'Когда заговорили о сроках?',
      input: { recording_key: 'rec-0001', query: 'сроки' },
      answer: 'Реплики о сроках со временем.',
    },
    {
      question: 'Кто взял задачу?',
      input: { recording_key: 'rec-0001', query: 'возьму задачу', limit: 5 },
      answer: 'Реплики с этими словами.',
    },
  ],
  input: () => z.strictObject({ recording_key: RecordingKey, ...queryFields }),
  output: () => Found,
  async run({ recording_key: key, query, limit, cursor }, { services, now }) {
    requireWords('query', formsOf(query));
    const recordings = await services.recordings();
    await requireRecording(recordings, key);
    return searchSpeech(services, recordings, { query, limit, cursor, now, key });
  },
  summarize,
});

function summarize({ matched, items, next_cursor: next, data_quality: quality }: z.output<typeof Found>): string {
  if (items.length === 0) {
    if (quality.status === 'NO_DATA') return quality.notes ?? 'Таких слов в расшифровках нет.';
    const more = next === null ? [] : [`Дальше: cursor ${next}`];
    return ['Пока не нашлось.', ...more, ...qualityLines(quality)].join('\n');
  }
  return [
    matched === 'all_words'
      ? `Реплик: ${items.length}.`
      : 'Все слова вместе не прозвучали; вот реплики с частью из них.',
    ...(next === null ? [] : [`Дальше: cursor ${next}`]),
    ...qualityLines(quality),
    ...items.map(
      (hit) =>
        `- ${quoteWords(hit.title)}, ${formatDate(hit.created_at.slice(0, 10))}, ${hit.time}, ${hit.speaker}: ${hit.snippet} [${hit.recording_key}] ${hit.url}`,
    ),
  ].join('\n');
}
