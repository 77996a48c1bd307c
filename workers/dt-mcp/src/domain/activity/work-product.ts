import * as z from 'zod';
import { type LocalDate, localDateSchema } from '../time/calendar.ts';

/** Types of work products. */
export const WORK_PRODUCT_TYPES = [
  'fleeting_note',
  'note',
  'draft',
  'zagotovka',
  'post',
  'practice_answer',
  'model_table',
  'plan',
  'review',
  'comment',
] as const;

const words = (max: number) => z.string().trim().min(1, 'пустая строка').max(max, `не длиннее ${max} знаков`);

/** A work product as input. */
export const workProductSchema = z.strictObject({
  type: z.enum(WORK_PRODUCT_TYPES),
  title: words(200),
  finished: z.boolean().default(true).describe('Только завершённые идут в счёт'),
  date: localDateSchema.optional().describe('Когда сделан; без неё сегодня'),
  url: z
    .url({ protocol: /^https?$/, error: 'нужен адрес http(s)' })
    .max(500)
    .optional(),
  slot_id: words(200).optional(),
  guide_ref: words(200).optional(),
});

/** A validated work product. */
export type WorkProduct = Omit<z.output<typeof workProductSchema>, 'date'> & { readonly date: LocalDate };

/**
 * The date a product counts on: the named one, else the day of its end. What was begun earlier is finished today; a change of
 * what is finished or goes on keeps its date.
 */
export function dateOfProduct(
  { finished, date }: Pick<z.output<typeof workProductSchema>, 'finished' | 'date'>,
  known: Pick<WorkProduct, 'finished' | 'date'> | null,
  today: LocalDate,
): LocalDate {
  const endsNow = finished && known?.finished !== true;
  return date ?? (known === null || endsNow ? today : known.date);
}

/** Counts finished products by type; types without any are absent. */
export function countProducts(products: readonly Pick<WorkProduct, 'type' | 'finished'>[]) {
  const finished = products.filter((product) => product.finished);
  return {
    total: finished.length,
    by_type: WORK_PRODUCT_TYPES.map((type) => ({
      type,
      count: finished.filter((product) => product.type === type).length,
    })).filter(({ count }) => count > 0),
  };
}

/** Whether a product counts as a draft (заготовка) of the stage criteria: something others can read. */
export function isDraft({ type, finished }: Pick<WorkProduct, 'type' | 'finished'>): boolean {
  return finished && (type === 'zagotovka' || type === 'post');
}
