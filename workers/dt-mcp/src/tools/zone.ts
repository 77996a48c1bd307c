import { unwrap } from '@aisystant/mcp';
import { type LocalDate, localDateAt, parseTimeZone, type TimeZone } from '../domain/time/calendar.ts';
import type { DtServices } from '../services.ts';

/** The zone of a learner whose profile has none. */
export const DEFAULT_TIME_ZONE: TimeZone = 'Europe/Moscow';

/** The zone in which days are counted, with what was assumed about it. */
export interface ResolvedZone {
  readonly zone: TimeZone;
  readonly assumptions: readonly string[];
}

/** Said where the learner named no zone. */
export const ZONE_ASSUMED =
  'Часовой пояс не задан, дни считаются по Москве. Другой назовите в чате: он запишется в профиль.';

/** The zone of the call, else of the profile, else the default, which is reported as an assumption. */
export async function resolveZone(timezone: string | undefined, { settings }: DtServices): Promise<ResolvedZone> {
  if (timezone !== undefined) return { zone: unwrap(parseTimeZone(timezone), 'timezone'), assumptions: [] };
  const own = (await settings()).timezone;
  return own === null ? { zone: DEFAULT_TIME_ZONE, assumptions: [ZONE_ASSUMED] } : { zone: own, assumptions: [] };
}

/** The date on which an answer was given. */
export function dateOfAnswer({ as_of, timezone }: { readonly as_of: string; readonly timezone: TimeZone }): LocalDate {
  return localDateAt(Date.parse(as_of), timezone);
}

/** The zone alone, for answers to writes. */
export async function timeZoneOf(timezone: string | undefined, services: DtServices): Promise<TimeZone> {
  return (await resolveZone(timezone, services)).zone;
}
