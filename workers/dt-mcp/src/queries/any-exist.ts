import type { TwinStores } from '../store/twin-store.ts';

/** Whether the learner has any note; `found` when a read has just returned one, which saves the count. */
export async function anyNotesExist({ rights }: Pick<TwinStores, 'rights'>, found: boolean): Promise<boolean> {
  return found || (await rights.rowCounts()).notes > 0;
}
