import {
  expectedVersionField,
  formatDate,
  type IdempotencyKey,
  idempotencyKeyField,
  idempotencyKeyOf,
  quoteWords,
} from '@aisystant/mcp';
import * as z from 'zod';
import { dateOfProduct, type WorkProduct, workProductSchema } from '../../domain/activity/work-product.ts';
import { localDateAt } from '../../domain/time/calendar.ts';
import type { DtServices } from '../../services.ts';
import { mayRead } from '../consent.ts';
import { requireDateOfDone, requireSaved } from '../require.ts';
import { tool } from '../tool.ts';
import { PRODUCT_TYPES, withIds } from '../wording.ts';
import { timeZoneOf } from '../zone.ts';

const finished = workProductSchema.shape.finished.unwrap();
const Fields = workProductSchema.extend({ finished });

/** Fields that a product may lack, so that a replacement may remove them, in words. */
const OPTIONAL_FIELDS = { url: 'адрес', slot_id: 'слот', guide_ref: 'страница руководства' };
const OPTIONAL_NAMES = Object.keys(OPTIONAL_FIELDS) as (keyof typeof OPTIONAL_FIELDS)[];

/** The answer to a write of a product. */
export const WrittenProduct = z.object({
  product: z.object({ product_id: z.string(), ...Fields.partial().shape, version: z.int() }).describe('что изменилось'),
  operation: z.enum(['created', 'updated', 'unchanged']),
  removed: z.array(z.enum(OPTIONAL_NAMES)).describe('чего у прежней записи больше нет; пусто без разрешения читать'),
  timezone: z.string(),
});
type Written = z.output<typeof WrittenProduct>;

/** `dt.save_work_product`: creates or updates a product. */
export const saveWorkProduct = tool({
  id: 'dt.save_work_product',
  version: '3.1.0',
  status: 'stable',
  title: 'Записать рабочий продукт',
  intent: 'Я дописал пост.',
  useWhen: ['ученик сделал или доработал артефакт и подтвердил'],
  doNotUseWhen: [{ case: 'нужно записать время', use: 'dt.save_activity_event' }],
  scope: 'dt:write',
  effect: 'write',
  semantics: 'Продукт — артефакт; с product_id и версией он заменяется, неназванный finished — прежний.',
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
    Fields.extend({
      finished: finished.optional().describe('Только завершённые идут в счёт; новый завершён'),
      product_id: z.string().min(1).max(64).optional(),
      expected_version: expectedVersionField,
      idempotency_key: idempotencyKeyField,
    }),
  output: () => WrittenProduct,
  async run({ product_id = null, expected_version = 0, idempotency_key, ...sent }, { services, now }) {
    const zone = await timeZoneOf(undefined, services);
    const today = localDateAt(now, zone);
    requireDateOfDone(sent.date, today);
    const known = product_id === null ? null : await services.documents.findDocument('work_product', product_id);
    const given = workProductSchema.parse({ ...sent, finished: sent.finished ?? known?.body.finished });
    const body = { ...given, date: dateOfProduct(given, known?.body ?? null, today) };
    const idempotencyKey = await idempotencyKeyOf(idempotency_key, given, body);
    const write = { id: product_id, body, expectedVersion: expected_version, idempotencyKey };
    const { operation, document } = await writeProduct(write, services, now);
    // A client without read access sees only the fields it sent.
    const reads = await mayRead(services);
    const moved = known !== null && known.body.date !== body.date ? { date: body.date } : {};
    const changed = { created: body, updated: reads ? { ...given, ...moved } : sent, unchanged: {} }[operation];
    const product = { product_id: document.id, ...changed, version: document.version };
    const removed = operation === 'updated' && known !== null && reads ? removedFields(known.body, body) : [];
    return { product, operation, removed, timezone: zone };
  },
  summarize: formatProduct,
});

/** Optional fields that a product had and has no more. */
const removedFields = (before: WorkProduct, after: WorkProduct) =>
  OPTIONAL_NAMES.filter((field) => before[field] !== undefined && after[field] === undefined);

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
export function formatProduct({ product, operation, removed }: Written): string {
  const done = { created: 'Продукт записан', updated: 'Продукт изменён', unchanged: 'Такой продукт уже есть' }[
    operation
  ];
  const { product_id, version, type, title, date } = product;
  const state = product.finished === undefined ? '' : product.finished ? 'завершён' : 'не завершён';
  const facts = [type && PRODUCT_TYPES[type], title && quoteWords(title), date && formatDate(date), state];
  const words = facts.filter(Boolean).join(', ');
  const lost = removed.length === 0 ? '' : ` Убрано: ${removed.map((field) => OPTIONAL_FIELDS[field]).join(', ')}.`;
  return `${done}${words === '' ? '' : `: ${words}`} ${withIds({ product_id }, version)}.${lost}`;
}
