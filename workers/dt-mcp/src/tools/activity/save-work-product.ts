import {
  expectedVersionField,
  formatDate,
  type IdempotencyKey,
  idempotencyKeyField,
  idempotencyKeyOf,
  quoteWords,
} from '@aisystant/mcp';
import * as z from 'zod';
import { type WorkProduct, workProductSchema } from '../../domain/activity/work-product.ts';
import { localDateAt } from '../../domain/time/calendar.ts';
import type { DtServices } from '../../services.ts';
import { requireDateOfDone, requireSaved } from '../require.ts';
import { tool } from '../tool.ts';
import { PRODUCT_TYPES, withIds } from '../wording.ts';
import { timeZoneOf } from '../zone.ts';

const Fields = workProductSchema.extend({ finished: workProductSchema.shape.finished.unwrap() });

/** The answer to a write of a product. */
export const WrittenProduct = z.object({
  product: z.object({ product_id: z.string(), ...Fields.partial().shape, version: z.int() }).describe('что изменилось'),
  operation: z.enum(['created', 'updated', 'unchanged']),
  timezone: z.string(),
});
type Written = z.output<typeof WrittenProduct>;

/** `dt.save_work_product`: creates or updates a product. */
export const saveWorkProduct = tool({
  id: 'dt.save_work_product',
  version: '2.0.1',
  status: 'stable',
  title: 'Записать рабочий продукт',
  intent: 'Я дописал пост.',
  useWhen: ['ученик сделал или доработал артефакт и подтвердил'],
  doNotUseWhen: [{ case: 'нужно записать время', use: 'dt.save_activity_event' }],
  scope: 'dt:write',
  effect: 'write',
  semantics: 'Рабочий продукт — артефакт; с product_id и версией запись заменяется и остаётся одним продуктом.',
  metrics: ['work_products_count', 'drafts_per_window'],
  privacy: 'только двойник этого ученика',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'CONFLICT'],
  examples: [
    {
      question: 'Дописал пост про внимание',
      input: { type: 'post', title: 'Пост про внимание', url: 'https://example.org/post' },
      answer: 'Продукт с product_id.',
    },
    {
      question: 'Начал таблицу ролей',
      input: { type: 'model_table', title: 'Таблица ролей', finished: false, idempotency_key: 'roles' },
      answer: 'Незавершённый продукт: в счёт не идёт.',
    },
  ],
  input: () =>
    workProductSchema.extend({
      product_id: z.string().min(1).max(64).optional(),
      expected_version: expectedVersionField,
      idempotency_key: idempotencyKeyField,
    }),
  output: () => WrittenProduct,
  async run({ product_id = null, expected_version = 0, idempotency_key, ...given }, { services, now }) {
    const zone = await timeZoneOf(undefined, services);
    const today = localDateAt(now, zone);
    requireDateOfDone(given.date, today);
    const known = product_id === null ? null : await services.documents.findDocument('work_product', product_id);
    const body = { ...given, date: given.date ?? known?.body.date ?? today };
    const idempotencyKey = await idempotencyKeyOf(idempotency_key, given, body);
    const write = { id: product_id, body, expectedVersion: expected_version, idempotencyKey };
    const { operation, document } = await writeProduct(write, services, now);
    const changed = { created: body, updated: given, unchanged: {} }[operation];
    return { product: { product_id: document.id, ...changed, version: document.version }, operation, timezone: zone };
  },
  summarize: formatProduct,
});

/** Writes a product as a whole; without an id, a new one. */
export async function writeProduct(
  write: { id: string | null; body: WorkProduct; expectedVersion: number; idempotencyKey: IdempotencyKey | null },
  { documents, clientId }: DtServices,
  nowMs: number,
) {
  const { type: label, date } = write.body;
  const saved = await documents.saveDocument(
    'work_product',
    { ...write, create: false, label, date },
    { clientId, nowMs },
  );
  return requireSaved(saved, 'Рабочий продукт', 'product_id');
}

/** A written product in words. */
export function formatProduct({ product, operation }: Written): string {
  const done = { created: 'Продукт записан', updated: 'Продукт изменён', unchanged: 'Такой продукт уже есть' }[
    operation
  ];
  const { product_id, version, type, title, date } = product;
  const words = [type && PRODUCT_TYPES[type], title && quoteWords(title), date && formatDate(date)].filter(Boolean);
  return `${done}${words.length === 0 ? '' : `: ${words.join(', ')}`} ${withIds({ product_id }, version)}.`;
}
