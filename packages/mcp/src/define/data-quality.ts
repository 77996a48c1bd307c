import * as z from 'zod';

/** How complete the data of an answer are. Every read of a person's data carries it, so that missing data is not read as zero. */
export const DataQuality = z.object({
  status: z.enum(['OK', 'PARTIAL_DATA', 'NO_DATA']).describe('PARTIAL_DATA: полнота ниже 0.8; NO_DATA: записей нет'),
  coverage_ratio: z.number().min(0).max(1).nullable().describe('доля дней периода, о которых что-то известно'),
  last_sync_at: z.string().nullable().describe('когда подключённый источник последний раз присылал данные'),
  sources: z.array(z.string()).describe('откуда данные'),
  notes: z.string().nullable().describe('короткая причина неполноты'),
});
