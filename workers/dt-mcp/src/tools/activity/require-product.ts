import { ToolError } from '@aisystant/mcp';
import type { TwinStores } from '../../store/twin-store.ts';

/** Refuses the id of a work product that does not exist. */
export async function requireProduct(productId: string | undefined, { documents }: TwinStores): Promise<void> {
  if (productId === undefined || (await documents.findDocument('work_product', productId)) !== null) return;
  throw new ToolError('NOT_FOUND', 'Рабочего продукта с таким номером нет.', { field: 'work_product_id' });
}
