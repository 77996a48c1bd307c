import type { TwinStores } from '../../store/twin-store.ts';
import { unknownId } from '../require.ts';

/** Refuses the id of a work product that does not exist. */
export async function requireProduct(productId: string | undefined, { documents }: TwinStores): Promise<void> {
  if (productId === undefined || (await documents.findDocument('work_product', productId)) !== null) return;
  throw unknownId('Рабочего продукта с таким номером нет.', 'work_product_id');
}
