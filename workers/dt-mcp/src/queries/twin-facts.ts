import { SLOT_REACH_MINUTES, type Slot } from '../domain/planning/slot.ts';
import { ALL_DATES, boundsOf, type Period, periodDays, type TimeZone } from '../domain/time/calendar.ts';
import type { TwinFacts } from '../domain/weeks/weekly-values.ts';
import { DOCUMENTS_IN_ALL, type TwinStore } from '../store/twin-store.ts';
import { type ReadPeriod, readPeriod } from './period-facts.ts';

/** Everything that weeks and stages are computed from. */
export type ReadTwin = TwinFacts &
  ReadPeriod & {
    /** Each with the version under which it is kept. */
    readonly slots: readonly (Slot & { readonly version: number })[];
  };

/** Reads the facts of a period, all kinds of them at once; events until the last slot of it can no longer be held. */
export async function readTwin(twin: TwinStore, period: Period, zone: TimeZone): Promise<ReadTwin> {
  const { start: from, end: to } = period;
  const [facts, notes, products, slots] = await Promise.all([
    readPeriod(twin, period, zone, SLOT_REACH_MINUTES),
    twin.noteFacts(boundsOf(periodDays(period, zone)), period),
    twin.listDocuments('work_product', { labels: null, from, to, limit: DOCUMENTS_IN_ALL.work_product, after: null }),
    twin.listDocuments('slot', { ...ALL_DATES, labels: null, to, limit: DOCUMENTS_IN_ALL.slot, after: null }),
  ]);
  return {
    ...facts,
    notes,
    products: products.ever ? products.documents.map(({ body }) => body) : null,
    slots: slots.documents.map(({ body, version }) => ({ ...body, version })),
  };
}
