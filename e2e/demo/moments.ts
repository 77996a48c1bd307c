const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A week, milliseconds. */
export const WEEK_MS = 7 * DAY_MS;

/** The demo learners live by Moscow time, which never changes. */
const moscowMs = () => Date.now() + 3 * HOUR_MS;

/** The number of today. */
export const today = () => Math.floor(moscowMs() / DAY_MS);
/** The number of this hour. */
export const thisHour = () => Math.floor(moscowMs() / HOUR_MS);
/** The number of this week; the first day of the epoch was a Thursday. */
export const thisWeek = () => Math.floor((moscowMs() + 3 * DAY_MS) / WEEK_MS);

/** A date so many days ago. */
export const daysAgo = (days: number) => new Date(moscowMs() - days * DAY_MS).toISOString().slice(0, 10);
/** A date so many days after another. */
export const dayAfter = (date: string, days: number) =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);

/** Does something, and once more when another day, week or hour has begun meanwhile: figures count from today. */
export async function whileSame<T>(moment: () => number, task: () => Promise<T>): Promise<T> {
  const before = moment();
  const done = await task();
  return moment() === before ? done : whileSame(moment, task);
}
