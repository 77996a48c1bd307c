import { Cursor, DataQuality, defineListPages, plural } from '@aisystant/mcp';
import * as z from 'zod';
import { present } from '../../queries/own-recording.ts';
import { qualityLines } from '../../queries/recording-lines.ts';
import { RecordingKey } from '../fields.ts';
import { common, tool } from '../tool.ts';

const pages = defineListPages('participants', z.object({ place: z.int().min(0) }));

/** `get_recording_participants`: who took part. */
export const getRecordingParticipants = tool({
  ...common,
  id: 'get_recording_participants',
  title: 'Участники записи',
  intent: 'Кто был на встрече?',
  useWhen: ['нужно, кто участвовал в одной записи'],
  doNotUseWhen: [{ case: 'нужны встречи с одним человеком', use: 'search_records' }],
  semantics:
    'Возвращает всех участников; у гостя без учётной записи есть только имя, которое он назвал. Почты здесь нет.',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'FORBIDDEN', 'RATE_LIMITED', 'UNAVAILABLE', 'INTERNAL'],
  examples: [
    { question: 'Кто был на планировании?', input: { recording_key: 'rec-0001' }, answer: 'Имена и должности.' },
    {
      question: 'Были ли гости?',
      input: { recording_key: 'rec-0001', limit: 100 },
      answer: 'Гости отмечены is_anonymous.',
    },
  ],
  input: () =>
    z.strictObject({
      recording_key: RecordingKey,
      limit: z.int().min(1).max(100).default(50),
      cursor: Cursor.optional(),
    }),
  output: () =>
    z.object({
      items: z.array(
        z.object({
          user_key: z.string().nullable(),
          name: z.string(),
          post: z.string().nullable(),
          is_anonymous: z.boolean(),
        }),
      ),
      total: z.int().describe('сколько участников известно'),
      next_cursor: z.string().nullable(),
      data_quality: DataQuality,
    }),
  async run({ recording_key: key, limit, cursor }, { services, now }) {
    const recordings = await services.recordings();
    const { people, complete } = present(await recordings.roster(key));
    const from = pages.after(cursor, key)?.place ?? -1;
    const rows = people.map((person, place) => ({ ...person, place })).slice(from + 1, from + 2 + limit);
    const page = pages.page(rows, {
      limit,
      filters: key,
      show: ({ key: userKey, name, post, isAnonymous }) => ({
        user_key: userKey,
        name,
        post,
        is_anonymous: isAnonymous,
      }),
    });
    const quality = await recordings.quality(now, people.length);
    const unread = { status: 'PARTIAL_DATA', notes: 'известны, возможно, не все участники' } as const;
    return { ...page, total: people.length, data_quality: complete ? quality : { ...quality, ...unread } };
  },
  summarize: ({ items, total, next_cursor: next, data_quality: quality }) =>
    [
      `Известно: ${plural(total, 'участник', 'участника', 'участников')}.`,
      ...(next === null ? [] : [`Дальше: cursor ${next}`]),
      ...qualityLines(quality),
      ...items.map(
        ({ name, post, is_anonymous: guest }) =>
          `- ${name}${guest ? ' (гость)' : ''}${post === null ? '' : `, ${post}`}`,
      ),
    ].join('\n'),
});
