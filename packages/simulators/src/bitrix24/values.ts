import type { Column, Columns, Row, Value } from './tables.ts';

const MINUTE_MS = 60_000;

/** Writes a time in the zone of the portal: `2026-11-28T09:00:00+03:00`. */
export function formatTime(epochMs: number, offsetMinutes: number): string {
  const local = new Date(epochMs + offsetMinutes * MINUTE_MS).toISOString().slice(0, 19);
  const sign = offsetMinutes < 0 ? '-' : '+';
  const [hours, minutes] = [Math.trunc(Math.abs(offsetMinutes) / 60), Math.abs(offsetMinutes) % 60];
  const two = (part: number) => String(part).padStart(2, '0');
  return `${local}${sign}${two(hours)}:${two(minutes)}`;
}

/** Reads a time; one without an offset is in the zone of the portal. Null for what is no time. */
export function parseTime(text: string, offsetMinutes: number): number | null {
  const [, date, time = '00:00:00', zone = ''] =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?(Z|[+-]\d{2}:?\d{2})?$/.exec(text.trim()) ?? [];
  if (date === undefined) return null;
  const epochMs = Date.parse(`${date}T${time}${zone || 'Z'}`);
  if (Number.isNaN(epochMs)) return null;
  return zone === '' ? epochMs - offsetMinutes * MINUTE_MS : epochMs;
}

const LINKS = ['crm_company', 'crm_contact'];

/** A value as Bitrix24 answers with it: almost everything is a string. */
export function formatValue(value: Value | undefined, { type }: Column, offsetMinutes: number): unknown {
  if (type === 'integers' || type === 'crm_multifield') return value ?? [];
  if (type === 'boolean') return value === true;
  if (value === null || value === undefined) return LINKS.includes(type) ? '0' : null;
  if (type === 'double') return Number(value).toFixed(2);
  if (type === 'datetime' || type === 'date') return formatTime(Number(value), offsetMinutes);
  return String(value);
}

/** The chosen columns of a row. `*` is all but user fields and multi-fields; the id is always there. */
export function project(
  row: Row,
  columns: Columns,
  { select, offsetMinutes }: { readonly select: readonly string[]; readonly offsetMinutes: number },
): { readonly [column: string]: unknown } {
  const names = Object.keys(columns).filter((name) => name === 'ID' || isSelected(name, columns, select));
  return Object.fromEntries(
    names.map((name) => [name, formatValue(row[name], columns[name] as Column, offsetMinutes)]),
  );
}

function isSelected(name: string, columns: Columns, select: readonly string[]): boolean {
  const wanted = select.length === 0 ? ['*', 'UF_*'] : select;
  if (wanted.includes(name)) return true;
  if (columns[name]?.type === 'crm_multifield') return false;
  return wanted.includes(name.startsWith('UF_CRM') ? 'UF_*' : '*');
}
