import { ok, type Refusal, type Result, refuse } from '@aisystant/mcp/result';

/** Which values a declared indicator accepts. */
export type ValueRule =
  | { readonly kind: 'text'; readonly max: number }
  | { readonly kind: 'list'; readonly max: number }
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly integer: boolean }
  | { readonly kind: 'time' }
  | { readonly kind: 'day_time' }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'scales'; readonly names: readonly string[] }
  | { readonly kind: 'choices'; readonly names: readonly string[]; readonly values: readonly string[] };

/** A declared value, valid by its rule. */
export type DeclaredValue = string | number | readonly string[] | Readonly<Record<string, string | number>>;

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const DAY_TIME = /^(mon|tue|wed|thu|fri|sat|sun) ([01]\d|2[0-3]):[0-5]\d$/;
const LONGEST_LINE = 300;

/** Describes the accepted values in Russian. */
export function describeRule(rule: ValueRule): string {
  switch (rule.kind) {
    case 'text':
      return `текст до ${rule.max} знаков`;
    case 'list':
      return `список до ${rule.max} строк`;
    case 'number':
      return `${rule.integer ? 'целое число' : 'число'} от ${rule.min} до ${rule.max}`;
    case 'time':
      return 'время ЧЧ:ММ';
    case 'day_time':
      return 'день и время: mon 09:00';
    case 'choice':
      return `одно из: ${rule.values.join(', ')}`;
    case 'scales':
      return `объект с оценками 1–5: ${rule.names.join(', ')}`;
    case 'choices':
      return `объект: ${rule.names.join(', ')}; значения: ${rule.values.join(', ')}`;
  }
}

/** Validates a value by its rule and trims texts. */
export function parseDeclaredValue(rule: ValueRule, raw: unknown): Result<DeclaredValue, Refusal<'bad_value'>> {
  const value = validValue(rule, raw);
  return value === null ? refuse('bad_value', `Нужно другое значение: ${describeRule(rule)}.`) : ok(value);
}

function validValue(rule: ValueRule, raw: unknown): DeclaredValue | null {
  switch (rule.kind) {
    case 'text':
      return line(raw, rule.max);
    case 'list':
      return list(raw, rule.max);
    case 'number':
      return isNumberWithin(raw, rule) ? raw : null;
    case 'time':
      return typeof raw === 'string' && TIME.test(raw) ? raw : null;
    case 'day_time':
      return typeof raw === 'string' && DAY_TIME.test(raw) ? raw : null;
    case 'choice':
      return typeof raw === 'string' && rule.values.includes(raw) ? raw : null;
    case 'scales':
      return record(raw, rule.names, (mark) =>
        Number.isInteger(mark) && Number(mark) >= 1 && Number(mark) <= 5 ? Number(mark) : null,
      );
    case 'choices':
      return record(raw, rule.names, (one) => (typeof one === 'string' && rule.values.includes(one) ? one : null));
  }
}

function isNumberWithin(raw: unknown, rule: { min: number; max: number; integer: boolean }): raw is number {
  if (typeof raw !== 'number' || !Number.isFinite(raw) || raw < rule.min || raw > rule.max) return false;
  return !rule.integer || Number.isInteger(raw);
}

function line(raw: unknown, max: number): string | null {
  if (typeof raw !== 'string') return null;
  const text = raw.trim();
  return text !== '' && text.length <= max ? text : null;
}

function list(raw: unknown, max: number): string[] | null {
  if (!Array.isArray(raw) || raw.length > max) return null;
  const lines = raw.map((item) => line(item, LONGEST_LINE));
  return lines.every((item) => item !== null) ? lines : null;
}

function record<T extends string | number>(
  raw: unknown,
  names: readonly string[],
  read: (value: unknown) => T | null,
): Record<string, T> | null {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return null;
  const entries = Object.entries(raw).map(
    ([name, value]) => [name, names.includes(name) ? read(value) : null] as const,
  );
  if (entries.length === 0 || entries.some(([, value]) => value === null)) return null;
  return Object.fromEntries(entries.flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}
