import { offsetAt, type TimeZone } from './zone.ts';

const MS_PER_MINUTE = 60_000;

/** An instant (epoch ms) in RFC 3339 with the zone's offset: `2026-11-20T08:10:00+03:00`. */
export function localTimeAt(epochMs: number, zone: TimeZone): string {
  const offset = offsetAt(epochMs, zone);
  const local = new Date(epochMs + offset).toISOString().slice(0, 19);
  const minutes = Math.abs(offset) / MS_PER_MINUTE;
  const pair = (value: number) => String(value).padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${pair(Math.floor(minutes / 60))}:${pair(minutes % 60)}`;
}
