import { plural } from '@aisystant/mcp';
import { EXPORT_FORMATS, issueExportLink } from '@aisystant/mcp/learner-store';
import * as z from 'zod';
import { tool } from '../tool.ts';
import { timeZoneOf } from '../zone.ts';

/** `dt.export_my_data`: a one-time link to all data. */
export const exportMyData = tool({
  id: 'dt.export_my_data',
  version: '2.1.0',
  status: 'stable',
  title: 'Выгрузить мои данные',
  intent: 'Дай мне копию всех моих данных.',
  useWhen: ['ученик просит копию данных'],
  doNotUseWhen: [{ case: 'нужны записи за период', use: 'dt.list_activity_events' }],
  scope: 'dt:read',
  effect: 'write',
  semantics:
    'По ссылке скачивают один раз, живёт она пять минут; то же даёт ресурс dt://me/export. Формат: dt://schemas/export.',
  privacy: 'только двойник этого ученика; ссылка открывает его любому, у кого она есть',
  errors: ['INVALID_ARGUMENT'],
  examples: [
    { question: 'Выгрузи мои данные', input: {}, answer: 'Одноразовая ссылка и адрес ресурса.' },
    { question: 'Нужна таблица', input: { format: 'csv' }, answer: 'Ссылка на CSV: те же строки одной таблицей.' },
  ],
  input: () => z.strictObject({ format: z.enum(EXPORT_FORMATS).default('json') }),
  output: () =>
    z.object({
      download_url: z.string(),
      expires_at: z.string(),
      resource_uri: z.string(),
      schema_uri: z.string(),
      counts: z.object({ events: z.int(), notes: z.int(), reports: z.int(), documents: z.int() }),
      timezone: z.string(),
    }),
  async run({ format }, context) {
    const { services } = context;
    return {
      ...(await issueExportLink(format, services, context)),
      resource_uri: 'dt://me/export',
      schema_uri: 'dt://schemas/export',
      counts: await services.rights.rowCounts(),
      timezone: await timeZoneOf(undefined, services),
    };
  },
  summarize: ({ download_url, counts }) => {
    const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const what = rows === 0 ? 'Двойник пуст' : `Копия данных, всего ${plural(rows, 'запись', 'записи', 'записей')}`;
    return `${what}: ${download_url} Скачать можно один раз, в течение пяти минут.`;
  },
});
