import type { TwinStore } from '../store/twin-store.ts';

/** Whether the learner has any note; `found` when a read has just returned one, which saves the count. */
export async function anyNotesExist(twin: TwinStore, found: boolean): Promise<boolean> {
  return found || (await twin.counts()).notes > 0;
}
