import * as z from 'zod';
import { listRecordings, nameWords, titleWords } from '../../queries/list-recordings.ts';
import { momentsOf, pageFields, periodFields, RecordingList } from '../fields.ts';
import { common, tool } from '../tool.ts';
import { MEETINGS_WIDGET } from '../widgets.ts';
import { summarizeList } from './get-user-records.ts';

/** `search_records`: the caller's recordings by the words of a title and by who took part. */
export const searchRecords = tool({
  ...common,
  id: 'search_records',
  title: 'Поиск записей',
  intent: 'В какой записи мы об этом говорили и с кем?',
  useWhen: ['известны слова названия и кто участвовал', 'нужны встречи с одним человеком'],
  doNotUseWhen: [
    { case: 'нужен просто список по датам', use: 'get_user_records' },
    { case: 'ищут сказанные слова', use: 'search_in_transcripts' },
  ],
  semantics: 'Ищет в названии и комнате с учётом русских форм; участника — среди участников своих же записей.',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'FORBIDDEN', 'RATE_LIMITED', 'UNAVAILABLE', 'INTERNAL'],
  examples: [
    {
      question: 'Где мы планировали спринт с Борисом?',
      input: { query: 'планирование спринта', participant: 'Ким Борис' },
      answer: 'Записи с этими словами, где был Борис.',
    },
    {
      question: 'Встречи про найм в ноябре',
      input: { query: 'найм', from: '2026-11-01', to: '2026-11-30' },
      answer: 'Записи этого месяца.',
    },
  ],
  ui: { widget: MEETINGS_WIDGET, invoking: 'Ищу записи…', invoked: 'Вот записи' },
  input: () =>
    z.strictObject({
      query: z.string().min(1).max(200).describe('Слова из названия или комнаты'),
      ...periodFields,
      participant: z.string().min(2).max(200).optional().describe('Имя участника или его почта'),
      ...pageFields,
    }),
  output: () => RecordingList,
  async run({ from, to, query, participant, limit, cursor }, { services, now }) {
    const byEmail = participant?.includes('@') ?? false;
    const filters = {
      ...momentsOf({ from, to }),
      words: titleWords(query),
      participant: participant === undefined || byEmail ? undefined : nameWords('participant', participant),
      participantKeys: participant !== undefined && byEmail ? await services.userKeysOf(participant) : undefined,
    };
    return listRecordings(services, { filters, limit, cursor, now });
  },
  summarize: summarizeList,
});
