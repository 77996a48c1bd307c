import fc from 'fast-check';
import { addDays } from '../time/calendar.ts';
import type { TwinFacts } from '../weeks/weekly-values.ts';

/** When the days are counted back from, epoch ms: Monday after the tested week. */
export const NOW = Date.parse('2026-11-16T12:00:00+03:00');
/** The zone of the learner. */
export const ZONE = 'Europe/Moscow';

/** Active days, counted back from today. */
export const activeDays = fc.uniqueArray(fc.integer({ min: 1, max: 170 }), { maxLength: 170 });

/** The facts of a learner with these active days. */
export function factsOf(backs: readonly number[], minutes: number, synced: boolean, since = 180): TwinFacts {
  const events = backs.map((back) => ({
    source: 'timer' as const,
    externalId: `${back}`,
    activityType: 'reading' as const,
    startMs: NOW - back * 86_400_000 - 12 * 3_600_000,
    durationMinutes: minutes,
    confidence: 0.8,
  }));
  const from = addDays('2026-11-16', -since);
  return {
    events,
    syncRanges: synced ? [{ source: 'timer', from, to: '2026-11-16', receivedAtMs: NOW }] : [],
    closedDates: [],
    knownSince: synced || events.length > 0 ? from : null,
    notes: [],
    products: [],
    slots: [],
    firstActionMs: events.reduce<number | null>((first, { startMs }) => Math.min(first ?? startMs, startMs), null),
  };
}
