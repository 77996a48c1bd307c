import { plural } from '@aisystant/mcp';
import { EXPORT_FORMATS, issueExportLink } from '@aisystant/mcp/learner-store';
import * as z from 'zod';
import { learnerOf } from '../../services.ts';
import { tool } from '../tool.ts';

/** `exercises.export_my_data`: a one-time link to all attempts. */
export const exportMyData = tool({
  id: 'exercises.export_my_data',
  version: '1.0.0',
  status: 'draft',
  title: 'Выгрузить мои попытки',
  intent: 'Дай мне копию всех моих ответов и разборов.',
  useWhen: ['ученик просит копию своих данных'],
  doNotUseWhen: [{ case: 'нужно посмотреть попытки', use: 'exercises.get_attempts' }],
  scope: 'exercises:read',
  effect: 'write',
  semantics: 'По ссылке скачивают один раз, живёт она пять минут; то же даёт ресурс exercises://me/export.',
  privacy: 'только попытки этого ученика; ссылка открывает их любому, у кого она есть',
  errors: ['INVALID_ARGUMENT'],
  examples: [
    { question: 'Выгрузи мои ответы', input: {}, answer: 'Одноразовая ссылка и адрес ресурса.' },
    { question: 'Нужна таблица', input: { format: 'csv' }, answer: 'Ссылка на CSV.' },
  ],
  input: () => z.strictObject({ format: z.enum(EXPORT_FORMATS).default('json') }),
  output: () =>
    z.object({
      download_url: z.string(),
      expires_at: z.string(),
      resource_uri: z.string(),
      counts: z.object({ attempts: z.int() }),
    }),
  async run({ format }, context) {
    const learner = learnerOf(context.services);
    return {
      ...(await issueExportLink(format, learner, context)),
      resource_uri: 'exercises://me/export',
      counts: await learner.rights.rowCounts(),
    };
  },
  summarize: ({ download_url, counts }) =>
    `Копия, всего ${plural(counts.attempts, 'попытка', 'попытки', 'попыток')}: ${download_url} Скачать можно один раз, в течение пяти минут.`,
});
