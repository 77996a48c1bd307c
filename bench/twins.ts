import { toolCall } from './calls.ts';
import type { Request } from './load.ts';
import type { System } from './system.ts';

/** An hour, ms. */
const HOUR_MS = 3_600_000;
/** A day, ms. */
export const DAY_MS = 24 * HOUR_MS;
/** Between two events that are written: no day becomes a crowd. */
const STEP_MS = 8 * HOUR_MS;
const FILLED_AT_ONCE = 8;

/** How many events {@link studyWeeks} gives for a week: four a day on five days. */
const EVENTS_A_WEEK = 20;

/** Starts of events spread evenly over the days before `untilMs`, the latest first. */
export function evenly(events: number, days: number, untilMs: number): readonly number[] {
  const step = (days * DAY_MS) / events;
  return Array.from({ length: events }, (_, index) => untilMs - (index + 1) * step);
}

/** Starts of the events of a learner who studies as people do, over the weeks before `untilMs`, the latest first. */
export function studyWeeks(weeks: number, untilMs: number): readonly number[] {
  return Array.from({ length: weeks * EVENTS_A_WEEK }, (_, index) => {
    const [week, place] = [Math.floor(index / EVENTS_A_WEEK), index % EVENTS_A_WEEK];
    const [day, hour] = [Math.floor(place / 4), place % 4];
    return untilMs - (week * 7 + day) * DAY_MS - (hour + 1) * HOUR_MS;
  });
}

/** Logins of a kind, numbered from 0. */
export const loginsOf = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `bench_${prefix}_${index}`);

/** Fills the twins of learners with the same events, a few at a time. */
export async function fillTwins(system: System, logins: readonly string[], startsMs: readonly number[]): Promise<void> {
  for (let from = 0; from < logins.length; from += FILLED_AT_ONCE) {
    const some = logins.slice(from, from + FILLED_AT_ONCE);
    await Promise.all(some.map((login) => system.fill(login, startsMs)));
  }
}

/** The requested week and those around it, the same in every twin that {@link fillTwinOf} fills. */
export const RECENT_WEEKS = 4;
const PAST_DAYS = 3_650;

/** Fills a twin of so many events, of which the last four weeks are always the same. */
export async function fillTwinOf(
  system: System,
  events: number,
): Promise<{ readonly login: string; readonly token: string }> {
  console.error(`${system.name}: filling a twin of ${events} events`);
  const login = `bench_with_${events}`;
  const [token = ''] = await system.signIn('dt-mcp', [login]);
  const now = Date.now();
  const past = evenly(events - RECENT_WEEKS * EVENTS_A_WEEK, PAST_DAYS, now - RECENT_WEEKS * 7 * DAY_MS);
  await system.fill(login, [...studyWeeks(RECENT_WEEKS, now), ...past]);
  return { login, token };
}

/** Written events lie over three years; the next over the same years start at another minute. */
const STEPS = 3_000;
const SHIFT_MS = 11 * 60_000;
let written = 0;

/** A write by each token, of an event that was not written before in this run: none repeats another. */
export function writes(url: string, tokens: readonly string[]): readonly Request[] {
  return tokens.map((token) => {
    const past = 100 * DAY_MS + (written % STEPS) * STEP_MS + Math.floor(written / STEPS) * SHIFT_MS;
    written += 1;
    const occurred_at = new Date(Date.now() - past).toISOString();
    const event = { activity_type: 'practice', occurred_at, duration_minutes: 25, title: 'Упражнение' };
    return toolCall(url, 'dt_save_activity_event', event, { token });
  });
}

/** A read of last week by each token. */
export function reads(url: string, tokens: readonly string[]): readonly Request[] {
  return tokens.map((token) => toolCall(url, 'dt_get_week_summary', { week: 'previous' }, { token }));
}
