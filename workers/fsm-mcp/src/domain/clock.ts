import { ok, quote, type Refusal, type Result, refuse } from '@aisystant/mcp/result';
import { zoneName } from '@aisystant/mcp/zone-name';

/** The time in a zone, to the minute: a model has no clock of its own. */
export type Clock = {
  /** RFC 3339 with the zone's offset: `2026-11-28T12:20:00+03:00`. */
  readonly now: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Day of the week, in Russian. */
  readonly weekday: string;
  /** The IANA name that was asked for, in its usual spelling. */
  readonly timezone: string;
  /** No zone was named: that of the learner may be another. */
  readonly timezone_assumed: boolean;
};

/** The zone of a learner who has named no other. */
export const DEFAULT_TIMEZONE = 'Europe/Moscow';

const WEEKDAYS = ['воскресенье', 'понедельник', 'вторник', 'среда', 'четверг', 'пятница', 'суббота'];

const FIELDS = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'longOffset',
} as const;

/** The time at an instant, epoch ms, in the default zone if none is named; refuses what is no IANA zone. */
export function clockAt(epochMs: number, named?: string): Result<Clock, Refusal<'unknown_time_zone'>> {
  const timezone = named ?? DEFAULT_TIMEZONE;
  const zone = zoneName(timezone);
  if (zone === null) {
    const hint = 'Нужно имя часового пояса из базы IANA, например Europe/Moscow.';
    return refuse('unknown_time_zone', `Неизвестный часовой пояс: ${quote(timezone)}.`, { hint });
  }
  const format = new Intl.DateTimeFormat('en-US', { ...FIELDS, timeZone: zone });
  const parts = Object.fromEntries(format.formatToParts(epochMs).map(({ type, value }) => [type, value]));
  const { year, month, day, hour, minute, timeZoneName = '' } = parts;
  const date = `${year}-${month}-${day}`;
  const offset = timeZoneName.slice('GMT'.length) || '+00:00';
  return ok({
    now: `${date}T${hour}:${minute}:00${offset}`,
    date,
    weekday: WEEKDAYS[new Date(date).getUTCDay()] ?? '',
    timezone: zone,
    timezone_assumed: named === undefined,
  });
}
