import { SLOT_REACH_MINUTES, type Slot } from '../domain/planning/slot.ts';
import { ALL_DATES, boundsOf, type Period, periodDays, type TimeZone } from '../domain/time/calendar.ts';
import type { TwinFacts } from '../domain/weeks/weekly-values.ts';
import { DOCUMENT_LIMITS, type TwinStores } from '../store/twin-store.ts';
import { type PeriodRecords, readPeriod } from './period-facts.ts';

/** Facts from which weeks and stages are computed. */
export type TwinRecords = TwinFacts &
  PeriodRecords & {
    /** Each with its version. */
    readonly slots: readonly (Slot & { readonly version: number })[];
  };

/** Reads all facts of a period in parallel. Events reach beyond it, as far as its slots may be held. */
export async function readTwin(stores: TwinStores, period: Period, zone: TimeZone): Promise<TwinRecords> {
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
