import type { TwinStore } from '../store/twin-store.ts';

/** Whether any note was ever kept; `some` when a read has just found one. Asked only while none was found. */
export async function everNoted(twin: TwinStore, some: boolean): Promise<boolean> {
  return some || (await twin.counts()).notes > 0;
}
