import { cut, DataQuality } from '@aisystant/mcp';
import * as z from 'zod';
import { present } from '../../queries/own-recording.ts';
import { ABSENT_SUMMARY, failedSummary, PART_HIDDEN, UNFINISHED_SUMMARY } from '../../queries/unfinished-summary.ts';
import { RecordingKey } from '../fields.ts';
import { common, tool } from '../tool.ts';

/** When to ask again for a summary that is being made, seconds. */
const AGAIN_SECONDS = 5 * 60;
/** A longer summary is cut: the kit gives at most 50,000 characters. */
const MOST_CHARACTERS = 18_000;

/** `get_recording_summary`: what KTalk itself wrote about the meeting. */
export const getRecordingSummary = tool({
  ...common,
  id: 'get_recording_summary',
  title: 'Итог встречи из Толка',
  intent: 'О чём коротко была встреча, по версии Толка?',
  useWhen: ['нужен краткий итог или протокол, который сделал Толк'],
  doNotUseWhen: [
    { case: 'нужны слова участников', use: 'get_recording_transcript' },
    { case: 'итога в Толке нет', use: 'get_recording_transcript' },
  ],
  semantics:
    'Возвращает итог, который Контур.Толк составил сам; это не слова участников. Скрытое в Толке не показывается.',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'FORBIDDEN', 'RATE_LIMITED', 'UNAVAILABLE', 'INTERNAL'],
  examples: [
    { question: 'О чём была встреча?', input: { recording_key: 'rec-0001' }, answer: 'Краткий итог.' },
    {
      question: 'Дай протокол',
      input: { recording_key: 'rec-0001', type: 'protocol' },
      answer: 'Протокол по пунктам.',
    },
  ],
  input: () =>
    z.strictObject({
      recording_key: RecordingKey,
      type: z.enum(['short', 'protocol']).default('short'),
    }),
  output: () =>
    z.object({
      recording_key: z.string(),
      status: z.string().describe('слово Толка: success, notFound, inProgress…'),
      hidden: z.boolean().describe('в Толке его скрыли'),
      items: z.array(z.object({ text: z.string(), timestamp: z.number().nullable() })),
      is_cut: z.boolean(),
      retry_after_seconds: z.int().nullable(),
      data_quality: DataQuality,
    }),
  async run({ recording_key: key, type }, { services, now }) {
    const recordings = await services.recordings();
    const summary = present(await recordings.summary(key, type === 'short' ? 'shortSummary' : 'protocol'));
    const waits = UNFINISHED_SUMMARY.get(summary.status);
    const items = fitting(summary.items);
    const isMissing = items.length === 0 && !summary.hidden;
    return {
      recording_key: key,
      status: summary.status,
      hidden: summary.hidden,
      items,
      is_cut: items.length < summary.items.length || items[0]?.text !== summary.items[0]?.text,
      retry_after_seconds: waits ? AGAIN_SECONDS : null,
      data_quality: {
        status: waits ? ('PARTIAL_DATA' as const) : items.length === 0 ? ('NO_DATA' as const) : ('OK' as const),
        coverage_ratio: null,
        last_sync_at: new Date(now).toISOString(),
        sources: ['KTalk'],
        notes:
          [waits?.why, summary.omits && PART_HIDDEN, isMissing && failedSummary(summary.status)]
            .filter(Boolean)
            .join('. ') || null,
      },
    };
  },
  summarize({ status, hidden, items, is_cut: isCut, data_quality: { notes } }) {
    const waits = UNFINISHED_SUMMARY.get(status);
    const omitted = notes?.endsWith(PART_HIDDEN) ? [PART_HIDDEN] : [];
    const lines = [...items.map(({ text }) => text), ...(isCut ? ['…это не весь итог.'] : []), ...omitted];
    if (waits) {
      const has = hidden ? ' Прежний скрыли в Толке.' : items.length > 0 ? ` ${waits.before}:` : '';
      return [`${waits.why}. Спросите снова через ${AGAIN_SECONDS / 60} мин.${has}`, ...lines].join('\n');
    }
    if (hidden) return 'Этот итог скрыли в Толке.';
    if (items.length === 0) return `${failedSummary(status) ?? ABSENT_SUMMARY} Расшифровка: get_recording_transcript.`;
    return lines.join('\n');
  },
});

/** The first items that fit; of one that is too long by itself the beginning. */
function fitting<T extends { readonly text: string }>(items: readonly T[]): T[] {
  let characters = 0;
  const end = items.findIndex((item) => {
    characters += JSON.stringify(item).length;
    return characters > MOST_CHARACTERS;
  });
  const [first] = items;
  if (end === 0 && first) return [{ ...first, text: cut(first.text, MOST_CHARACTERS) }];
  return items.slice(0, end === -1 ? items.length : end);
}
