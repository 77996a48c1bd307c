import { Cursor, defineCursor } from '@aisystant/mcp';
import { z } from 'zod';
import {
  countProducts,
  WORK_PRODUCT_TYPES,
  type WorkProduct,
  workProductSchema,
} from '../../domain/activity/work-product.ts';
import { localDateSchema } from '../../domain/time/calendar.ts';
import { DOCUMENTS_IN_ALL, type Document } from '../../store/twin-store.ts';
import { resolveCalendar } from '../calendar.ts';
import { keptQuality, ProductCounts, TwinQuality } from '../fields.ts';
import { pageOf } from '../page.ts';
import { requirePeriod } from '../require.ts';
import { tool } from '../tool.ts';
import { plural, spellDate } from '../wording.ts';

const pages = defineCursor('dt.list_work_products', z.object({ on: z.string().max(10), id: z.string().max(64) }));

/** A work product as it is shown. */
export const ProductOnWire = z.object({
  product_id: z.string(),
  ...workProductSchema.required({ date: true }).shape,
  version: z.int(),
});

/** `dt.list_work_products`: what was made. */
export const listWorkProducts = tool({
  id: 'dt.list_work_products',
  version: '1.0.0',
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
  input: z.strictObject({
    start_date: localDateSchema,
    end_date: localDateSchema.describe('Включительно'),
    types: z.array(z.enum(WORK_PRODUCT_TYPES)).min(1).max(10).optional(),
    limit: z.int().min(1).max(100).default(50),
    cursor: Cursor.optional(),
  }),
  output: z.object({
    ...ProductCounts.shape,
    products: z.array(ProductOnWire),
    next_cursor: z.string().nullable(),
    data_quality: TwinQuality,
  }),
  async run({ start_date, end_date, types = null, limit, cursor }, { services, now }) {
    const { zone, assumptions } = await resolveCalendar(undefined, services);
    const { start: from, end: to } = requirePeriod(start_date, end_date);
    const filters = { from, to, types };
    const after = cursor === undefined ? null : pages.decode(cursor, filters);
    const query = { labels: types, from, to, limit: DOCUMENTS_IN_ALL.work_product, after: null };
    const { documents, ever } = await services.twin.listDocuments('work_product', query);
    const rest = after === null ? documents : documents.filter(({ on, id }) => isBehind({ on, id }, after));
    const { shown: products, last } = pageOf(rest, limit, productOnWire);
    return {
      ...countProducts(documents.map(({ body }) => body)),
      products,
      next_cursor: last ? pages.encode({ on: last.on, id: last.id }, filters) : null,
      data_quality: keptQuality(ever, zone, now, assumptions),
    };
  },
  summarize: ({ total, products, next_cursor }) =>
    [
      `Завершено: ${plural(total, 'продукт', 'продукта', 'продуктов')}; показано ${products.length}.`,
      ...products.map(
        ({ date, type, product_id, finished }) =>
          `${spellDate(date)} ${type}${finished ? '' : ', не завершён'} product_id=${product_id}`,
      ),
      ...(next_cursor === null ? [] : [`Дальше: cursor=${next_cursor}`]),
    ].join('\n'),
});

type Place = { readonly on: string; readonly id: string };

/** The order of the list: later dates first, then greater ids. */
function isBehind(one: Place, other: Place): boolean {
  return one.on < other.on || (one.on === other.on && one.id < other.id);
}

/** Puts a stored product on the wire. */
export function productOnWire({ id, version, body }: Document<WorkProduct>) {
  return { product_id: id, ...body, version };
}
