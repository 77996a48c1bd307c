import { Cursor, defineListPages, formatDate, quoteWords } from '@aisystant/mcp';
import type { Document } from '@aisystant/mcp/learner-store';
import * as z from 'zod';
import {
  countProducts,
  WORK_PRODUCT_TYPES,
  type WorkProduct,
  workProductSchema,
} from '../../domain/activity/work-product.ts';
import { localDateSchema } from '../../domain/time/calendar.ts';
import { DOCUMENT_LIMITS } from '../../store/twin-store.ts';
import { manualQuality, ProductCounts, TwinQuality } from '../fields.ts';
import { requirePeriod } from '../require.ts';
import { tool } from '../tool.ts';
import { formatListing, formatParts, PRODUCT_TYPES, says, withIds } from '../wording.ts';
import { resolveZone } from '../zone.ts';

const Position = z.object({ date: z.string().max(10), id: z.string().max(64) });
type Position = z.output<typeof Position>;

const pages = defineListPages('dt.list_work_products', Position);

/** A work product as clients see it. */
const ProductOnWire = z.object({
  product_id: z.string(),
  ...workProductSchema.required({ date: true }).shape,
  version: z.int(),
});

/** `dt.list_work_products`: the products of a period. */
export const listWorkProducts = tool({
  id: 'dt.list_work_products',
  version: '1.1.0',
  status: 'stable',
  title: 'Рабочие продукты',
  intent: 'Что я сделал за период?',
  useWhen: ['нужны артефакты или их число'],
  doNotUseWhen: [{ case: 'нужны записи о делах', use: 'dt.list_activity_events' }],
  scope: 'dt:read',
  effect: 'read',
  semantics: 'Считаются завершённые; показаны все, сначала поздние.',
  metrics: ['work_products_count'],
  privacy: 'только продукты этого ученика',
  errors: ['INVALID_ARGUMENT'],
  examples: [
    {
      question: 'Что я сделал за неделю?',
      input: { start_date: '2026-11-09', end_date: '2026-11-15' },
      answer: 'Сколько завершено по видам и сам список.',
    },
    {
      question: 'Какие посты за ноябрь?',
      input: { start_date: '2026-11-01', end_date: '2026-11-30', types: ['post'] },
      answer: 'Только посты.',
    },
  ],
  input: () =>
    z.strictObject({
      start_date: localDateSchema,
      end_date: localDateSchema.describe('Включительно'),
      types: z.array(z.enum(WORK_PRODUCT_TYPES)).min(1).max(10).optional(),
      limit: z.int().min(1).max(100).default(50),
      cursor: Cursor.optional(),
    }),
  output: () =>
    z.object({
      ...ProductCounts.shape,
      products: z.array(ProductOnWire),
      next_cursor: z.string().nullable(),
      data_quality: TwinQuality,
    }),
  async run({ start_date, end_date, types = null, limit, cursor }, { services, now }) {
    const { zone, assumptions } = await resolveZone(undefined, services);
    const { start: from, end: to } = requirePeriod(start_date, end_date);
    const filters = { from, to, types };
    const after = pages.after(cursor, filters);
    const query = { labels: types, from, to, limit: DOCUMENT_LIMITS.work_product, after: null };
    const { documents, anyExist } = await services.documents.listDocuments('work_product', query);
    const rest = after === null ? documents : documents.filter((document) => isBehind(document, after));
    const page = pages.page(rest, { limit, filters, show: productOnWire });
    return {
      ...countProducts(documents.map(({ body }) => body)),
      products: page.items,
      next_cursor: page.next_cursor,
      data_quality: manualQuality(anyExist, zone, now, assumptions),
    };
  },
  summarize: ({ total, by_type, products, ...rest }) =>
    formatListing({
      head:
        total === 0
          ? 'Завершённых продуктов нет.'
          : `Завершено: ${formatParts(
              by_type,
              ({ type }) => PRODUCT_TYPES[type],
              ({ count }) => String(count),
            )}.`,
      items: products.map(({ date, type, title, finished, url, guide_ref, product_id, version }) => [
        `${formatDate(date)} · ${PRODUCT_TYPES[type]}${finished ? '' : ', не завершён'}: ${quoteWords(title)} ${withIds({ product_id }, version)}`,
        ...says('Руководство', guide_ref),
        ...says('Где', url),
      ]),
      ...rest,
    }),
});

/** The list is ordered by date, then id, both descending. */
function isBehind(one: Position, other: Position): boolean {
  return one.date < other.date || (one.date === other.date && one.id < other.id);
}

function productOnWire({ id, version, body }: Document<WorkProduct>) {
  return { product_id: id, ...body, version };
}
