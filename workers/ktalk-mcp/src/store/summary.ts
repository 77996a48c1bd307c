import type * as z from 'zod';
import type { Summary } from './ktalk-store.ts';
import type { Summary as SummaryBody } from './wire.ts';

/** What KTalk says where it has no summary of a recording. */
export const NO_SUMMARY: Summary = { status: 'notFound', hidden: false, omits: false, items: [] };

/** A summary in our words, without what a person hid in KTalk. */
export function summaryOf({ status, hidden, chunks }: z.output<typeof SummaryBody>): Summary {
  const all = chunks ?? [];
  const shown = hidden === true ? [] : all.filter((chunk) => chunk.hiddenStatus?.isHidden !== true);
  const items = shown
    .map(({ text, timestamp }) => ({ text: text?.trim() ?? '', timestamp: timestamp ?? null }))
    .filter(({ text }) => text !== '');
  const isPart = shown.length < all.length;
  const isEmpty = items.length === 0;
  return { status, hidden: hidden === true || (isPart && isEmpty), omits: isPart && !isEmpty, items };
}
