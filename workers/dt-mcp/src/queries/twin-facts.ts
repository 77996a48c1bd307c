import { SLOT_REACH_MINUTES, type Slot } from '../domain/planning/slot.ts';
import { ALL_DATES, boundsOf, type Period, periodDays, type TimeZone } from '../domain/time/calendar.ts';
import type { TwinFacts } from '../domain/weeks/weekly-values.ts';
import { DOCUMENT_LIMITS, type TwinStores } from '../store/twin-store.ts';
import { type ReadPeriod, readPeriod } from './period-facts.ts';

/** Everything that weeks and stages are computed from. */
export type ReadTwin = TwinFacts &
  ReadPeriod & {
    /** Each with the version under which it is kept. */
    readonly slots: readonly (Slot & { readonly version: number })[];
  };

/** Reads the facts of a period, all kinds of them at once; events until the last slot of it can no longer be held. */
export async function readTwin(stores: TwinStores, period: Period, zone: TimeZone): Promise<ReadTwin> {
  const { start: from, end: to } = period;
  const { events, notes: noteStore, documents } = stores;
  const [facts, notes, products, slots] = await Promise.all([
    readPeriod(events, period, zone, SLOT_REACH_MINUTES),
    noteStore.noteFacts(boundsOf(periodDays(period, zone)), period),
    documents.listDocuments('work_product', {
      labels: null,
      from,
      to,
      limit: DOCUMENT_LIMITS.work_product,
      after: null,
    }),
    documents.listDocuments('slot', { ...ALL_DATES, labels: null, to, limit: DOCUMENT_LIMITS.slot, after: null }),
  ]);
  return {
    ...facts,
    notes,
    products: products.anyExist ? products.documents.map(({ body }) => body) : null,
    slots: slots.documents.map(({ body, version }) => ({ ...body, version })),
  };
}
