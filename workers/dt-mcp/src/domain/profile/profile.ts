import { err, ok, quote, type Refusal, type Result, refuse } from '@aisystant/mcp/result';
import { parseTimeZone, type TimeZone } from '../time/calendar.ts';
import { type DeclaredValue, parseDeclaredValue } from './declared-value.ts';
import { DECLARED_INDICATORS, findIndicator } from './indicators.ts';

/** The only profile field that is not an indicator. */
export const TIME_ZONE_FIELD = 'timezone';

/** Declared values by indicator id. */
export interface Profile {
  readonly timezone: TimeZone | null;
  readonly values: Readonly<Record<string, { readonly value: DeclaredValue; readonly updatedAtMs: number }>>;
}

/** A profile without values. */
export const EMPTY_PROFILE: Profile = { timezone: null, values: {} };

/** Names of all fields that may be written. */
export const PROFILE_FIELDS: readonly string[] = [
  TIME_ZONE_FIELD,
  ...DECLARED_INDICATORS.flatMap(({ field }) => field ?? []),
];

/**
 * Applies a patch, all fields or none: a value replaces, `null` removes, an equal value changes nothing. A refusal
 * names the first invalid field.
 */
export function patchProfile(
  profile: Profile,
  patch: Readonly<Record<string, unknown>>,
  nowMs: number,
): Result<Profile, Refusal<'unknown_indicator' | 'read_only' | 'bad_value' | 'unknown_time_zone'>> {
  const timezone = patchedZone(profile, patch);
  if (!timezone.ok) return timezone;
  const values = new Map(Object.entries(profile.values));
  for (const [field, raw] of Object.entries(patch)) {
    if (field === TIME_ZONE_FIELD) continue;
    const parsed = parseField(field, raw);
    if (!parsed.ok) return err({ ...parsed.error, field });
    const { id, value } = parsed.value;
    const same = JSON.stringify(values.get(id)?.value) === JSON.stringify(value);
    if (value === null) values.delete(id);
    else if (!same) values.set(id, { value, updatedAtMs: nowMs });
  }
  const sorted = Object.fromEntries([...values].sort(([a], [b]) => (a < b ? -1 : 1)));
  return ok({ timezone: timezone.value, values: sorted });
}

function patchedZone(
  { timezone }: Profile,
  patch: Readonly<Record<string, unknown>>,
): Result<TimeZone | null, Refusal<'unknown_time_zone'>> {
  if (!Object.hasOwn(patch, TIME_ZONE_FIELD)) return ok(timezone);
  const raw = patch[TIME_ZONE_FIELD];
  if (raw === null) return ok(null);
  const zone = parseTimeZone(typeof raw === 'string' ? raw : '');
  return zone.ok ? zone : err({ ...zone.error, field: TIME_ZONE_FIELD });
}

/** The indicator of a patch field and its valid value; null removes it. */
function parseField(
  field: string,
  raw: unknown,
): Result<
  { readonly id: string; readonly value: DeclaredValue | null },
  Refusal<'unknown_indicator' | 'read_only' | 'bad_value'>
> {
  const indicator = findIndicator(field);
  const hint = `Можно: ${PROFILE_FIELDS.join(', ')}.`;
  if (!indicator.ok) return refuse('unknown_indicator', `Такого поля профиля нет: ${quote(field)}.`, { hint });
  const { id, rule, access } = indicator.value;
  if (rule === null) {
    const why = access === 'declared' ? 'пока не записывается' : 'вычисляется или собирается, записать его нельзя';
    return refuse('read_only', `${id} ${why}.`, { hint });
  }
  if (raw === null) return ok({ id, value: null });
  const value = parseDeclaredValue(rule, raw);
  return value.ok ? ok({ id, value: value.value }) : value;
}
