import type * as z from 'zod';
import type { Summary } from './ktalk-store.ts';
import type { Summary as SummaryBody } from './wire.ts';

/** What KTalk says where it has no summary of a recording. */
export const NO_SUMMARY: Summary = { status: 'notFound', hidden: false, items: [] };

/** A summary in our words, without what a person hid in KTalk. */
export function summaryOf({ status, hidden, chunks }: z.output<typeof SummaryBody>): Summary {
  const isHidden = hidden === true;
  const shown = isHidden ? [] : (chunks ?? []).filter((chunk) => chunk.hiddenStatus?.isHidden !== true);
  const someHidden = (chunks ?? []).some((chunk) => chunk.hiddenStatus?.isHidden === true);
  return {
    status,
    hidden: isHidden || (someHidden && shown.length === 0),
    items: shown
      .map(({ text, timestamp }) => ({ text: text?.trim() ?? '', timestamp: timestamp ?? null }))
      .filter(({ text }) => text !== ''),
  };
}
