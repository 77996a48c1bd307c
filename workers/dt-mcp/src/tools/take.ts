import { ToolError } from '@aisystant/mcp';
import { type Period, parsePeriod, parseTimeZone, type TimeZone } from '../domain/calendar.ts';
import type { Parsed } from '../domain/refusal.ts';

/** The zone of a learner who named none. */
export const DEFAULT_TIME_ZONE: TimeZone = 'Europe/Moscow';

/** Gives a value the domain took, or tells the caller why it did not. `field` is the input field it came from. */
export function take<T>(parsed: Parsed<T>, field: string): T {
  if (parsed.ok) return parsed.value;
  const { message, hint, suggestions } = parsed;
  const near = suggestions.length > 0 ? `Похожее: ${suggestions.join(', ')}.` : null;
  const next = [hint, near].filter((part) => part !== null).join(' ');
  throw new ToolError('INVALID_ARGUMENT', message, { field, ...(next && { hint: next }) });
}

/** The period that the input fields `start_date` and `end_date` name. */
export function takePeriod(start: string, end: string): Period {
  const parsed = parsePeriod(start, end);
  return take(parsed, parsed.ok ? '' : `${parsed.field ?? 'start'}_date`);
}

/** The zone a call asks for. */
export function takeTimeZone(timezone: string | undefined): TimeZone {
  return timezone === undefined ? DEFAULT_TIME_ZONE : take(parseTimeZone(timezone), 'timezone');
}
