import { DataQuality, formatDate, plural, quoteWords, ToolError } from '@aisystant/mcp';
import * as z from 'zod';
import { qualityLines } from '../../queries/recording-lines.ts';
import { momentsOf } from '../fields.ts';
import { common, tool } from '../tool.ts';
import { MEETINGS_WIDGET } from '../widgets.ts';

const LONGEST_DAYS = 31;
const MOST_MEETINGS = 100;

const TOO_MANY = `Здесь не больше ${MOST_MEETINGS} встреч. Остальные — за период короче.`;
/** Not the same as days without a meeting. */
const NO_CALENDAR = 'Толк не нашёл календаря вашей почты. Записи встреч: get_user_records.';

/** `list_my_meetings`: the caller's own calendar. */
export const listMyMeetings = tool({
  ...common,
  id: 'list_my_meetings',
  title: 'Мой календарь встреч',
  intent: 'Какие встречи у меня запланированы?',
  useWhen: ['нужны встречи из календаря на дни или недели'],
  doNotUseWhen: [{ case: 'нужны записанные встречи', use: 'get_user_records' }],
  semantics:
    'Возвращает встречи из своего календаря, не больше месяца за раз и не больше ста; у закрытых тема не показывается.',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'RATE_LIMITED', 'UNAVAILABLE', 'INTERNAL'],
  privacy: 'только календарь самого человека; тема закрытой встречи не выдаётся',
  examples: [
    {
      question: 'Что у меня на этой неделе?',
      input: { from: '2026-11-23', to: '2026-11-29' },
      answer: 'Встречи этих дней.',
    },
    {
      question: 'Есть ли встречи завтра?',
      input: { from: '2026-11-29', to: '2026-11-29' },
      answer: 'Встречи одного дня.',
    },
  ],
  ui: { widget: MEETINGS_WIDGET, invoking: 'Смотрю календарь…', invoked: 'Вот встречи' },
  input: () =>
    z.strictObject({
      from: z.iso.date().describe('С этого дня, ГГГГ-ММ-ДД (UTC)'),
      to: z.iso.date().describe('По этот день включительно'),
    }),
  output: () =>
    z.object({
      items: z.array(
        z.object({
          subject: z.string().nullable().describe('null у закрытой встречи'),
          start: z.string().nullable(),
          end: z.string().nullable(),
          room: z.string().nullable(),
          url: z.string().nullable(),
          is_cancelled: z.boolean(),
        }),
      ),
      data_quality: DataQuality,
    }),
  async run({ from, to }, { services, now }) {
    const moments = momentsOf({ from, to });
    const [start, end] = [moments.from ?? '', moments.to ?? ''];
    if (Date.parse(end) - Date.parse(start) > LONGEST_DAYS * 86_400_000) {
      throw new ToolError('INVALID_ARGUMENT', `Не больше ${plural(LONGEST_DAYS, 'дня', 'дней', 'дней')} за раз.`, {
        field: 'to',
      });
    }
    // One more tells whether these are all.
    const calendar = await services.meetings({ from: start, to: end, most: MOST_MEETINGS + 1 });
    const meetings = calendar ?? [];
    const isCut = meetings.length > MOST_MEETINGS;
    return {
      items: meetings.slice(0, MOST_MEETINGS).map(({ subject, start: begins, end: ends, room, url, isCancelled }) => ({
        subject,
        start: begins,
        end: ends,
        room,
        url,
        is_cancelled: isCancelled,
      })),
      data_quality: {
        status: isCut ? ('PARTIAL_DATA' as const) : meetings.length === 0 ? ('NO_DATA' as const) : ('OK' as const),
        coverage_ratio: null,
        last_sync_at: new Date(now).toISOString(),
        sources: ['KTalk'],
        notes: calendar === null ? NO_CALENDAR : isCut ? TOO_MANY : null,
      },
    };
  },
  summarize: ({ items, data_quality: quality }) =>
    items.length === 0
      ? (quality.notes ?? 'Встреч в эти дни нет.')
      : [
          ...qualityLines(quality),
          ...items.map(({ subject, start, end, room, url, is_cancelled: cancelled }) => {
            const facts = [
              subject === null ? 'закрытая встреча' : quoteWords(subject),
              ...(room === null ? [] : [`комната ${room}`]),
              ...(cancelled ? ['отменена'] : []),
            ];
            return `- ${whenWords(start, end)}${facts.join(', ')}${url === null ? '' : ` ${url}`}`;
          }),
        ].join('\n'),
});

/** «24.11.2026 10:30–11:00 UTC », with the day of the end where it is another; empty for a meeting without a beginning. */
function whenWords(start: string | null, end: string | null): string {
  if (start === null) return '';
  const sameDay = end?.slice(0, 10) === start.slice(0, 10);
  const until = end === null ? '' : sameDay ? `–${end.slice(11, 16)}` : ` – ${dayAndTime(end)}`;
  return `${dayAndTime(start)}${until} UTC `;
}

const dayAndTime = (moment: string) => `${formatDate(moment.slice(0, 10))} ${moment.slice(11, 16)}`;
