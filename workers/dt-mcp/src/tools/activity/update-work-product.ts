import { expectedVersionField } from '@aisystant/mcp';
import * as z from 'zod';
import { dateOfProduct, workProductSchema } from '../../domain/activity/work-product.ts';
import { localDateAt } from '../../domain/time/calendar.ts';
import { mayRead } from '../consent.ts';
import { requireDateOfDone, unknownId } from '../require.ts';
import { tool } from '../tool.ts';
import { timeZoneOf } from '../zone.ts';
import { formatProduct, WrittenProduct, writeProduct } from './save-work-product.ts';

const { finished, type, title } = workProductSchema.shape;
const Changes = workProductSchema.extend({
  type: type.optional(),
  title: title.optional(),
  finished: finished.unwrap().optional(),
});

/** `dt.update_work_product`: changes fields of a product. */
export const updateWorkProduct = tool({
  id: 'dt.update_work_product',
  version: '1.2.0',
  status: 'stable',
  title: 'Изменить рабочий продукт',
  intent: 'Продукт готов, отметь.',
  useWhen: ['продукт дописан, переименован или получил адрес, и ученик подтвердил'],
  doNotUseWhen: [{ case: 'это новый продукт', use: 'dt.save_work_product' }],
  scope: 'dt:write',
  effect: 'write',
  semantics:
    'Меняет названные поля: type, title, finished (дописан ли; в счёт идёт только true), date (у дописанного сейчас — сегодня, если не названа), url (http(s), где продукт лежит), slot_id, guide_ref; null ничего не меняет. Чтобы убрать поле, продукт записывают целиком без него: dt_save_work_product с product_id и версией. Без expected_version — в той версии, что есть сейчас.',
  metrics: ['work_products_count', 'drafts_per_window'],
  privacy: 'только двойник этого ученика',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'CONFLICT'],
  examples: [
    { question: 'Дописал таблицу', input: { product_id: 'a1f0', finished: true }, answer: 'Продукт версии 2.' },
    {
      question: 'Пост вышел, вот ссылка',
      input: { product_id: 'a1f0', url: 'https://example.org/post', expected_version: 2 },
      answer: 'operation=updated; CONFLICT, если продукт успели изменить.',
    },
  ],
  input: () =>
    Changes.extend({
      product_id: z.string().min(1).max(64).describe('Из dt_list_work_products'),
      expected_version: expectedVersionField,
    }).refine((given) => Object.keys(Changes.shape).some((field) => given[field as keyof typeof given] !== undefined), {
      error: 'Нужно хотя бы одно поле, которое меняется',
    }),
  output: () => WrittenProduct,
  async run({ product_id, expected_version, ...changes }, { services, now }) {
    const timezone = await timeZoneOf(undefined, services);
    const today = localDateAt(now, timezone);
    requireDateOfDone(changes.date, today);
    const known = await services.documents.findDocument('work_product', product_id);
    if (known === null) {
      throw unknownId('Рабочего продукта с таким номером нет.', 'product_id');
    }
    const named = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const { finished = known.body.finished } = changes;
    const date = dateOfProduct({ finished, date: changes.date }, known.body, today);
    const body = { ...known.body, ...named, date };
    // Optimistic concurrency: without expected_version, the version that was read above.
    const write = { id: product_id, body, expectedVersion: expected_version ?? known.version, idempotencyKey: null };
    const { operation, document } = await writeProduct(write, services, now);
    // A client without read access sees only the fields it sent.
    const moved = date !== known.body.date && (await mayRead(services)) ? { date } : {};
    const changed = operation === 'unchanged' ? {} : { ...named, ...moved };
    return { product: { product_id, ...changed, version: document.version }, operation, removed: [], timezone };
  },
  summarize: formatProduct,
});
