import { ToolError } from '@aisystant/mcp';
import { type Parsed, quote } from '../domain/refusal.ts';
import { findStage, STAGES, type Stage } from '../domain/stages/stages.ts';
import { type Period, parsePeriod, parseTimeZone, type TimeZone } from '../domain/time/calendar.ts';
import type { DtServices } from '../services.ts';
import type { Document, SavedDocument } from '../store/twin-store.ts';

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

/** The period that the input fields `start_date` and `end_date` name; or `start` and `end` within another field. */
export function takePeriod(start: string, end: string, within = ''): Period {
  const parsed = parsePeriod(start, end);
  const field = parsed.ok ? '' : (parsed.field ?? 'start');
  return take(parsed, within === '' ? `${field}_date` : `${within}${field}`);
}

/** The zone in which days are counted, and what had to be assumed about it. */
export interface Calendar {
  readonly zone: TimeZone;
  readonly assumptions: readonly string[];
}

/** Said with every answer that counts days while nobody named a zone: who hears it can ask. */
const ZONE_ASSUMED =
  'Часовой пояс не задан, дни считаются по Москве: спросить ученика и сохранить dt_save_profile {patch: {timezone}}.';

/** The zone a call asks for, else the learner's own, else the default, which is then told as an assumption. */
export async function takeCalendar(timezone: string | undefined, { settings }: DtServices): Promise<Calendar> {
  if (timezone !== undefined) return { zone: take(parseTimeZone(timezone), 'timezone'), assumptions: [] };
  const own = (await settings()).timezone;
  return own === null ? { zone: DEFAULT_TIME_ZONE, assumptions: [ZONE_ASSUMED] } : { zone: own, assumptions: [] };
}

/** The zone alone, for what is written. */
export async function takeTimeZone(timezone: string | undefined, services: DtServices): Promise<TimeZone> {
  return (await takeCalendar(timezone, services)).zone;
}

/** The stage of an id, an alias or a Russian name. `field` is the input field it came from. */
export function takeStage(name: string, field: string): Stage {
  const stage = findStage(name);
  if (stage !== null) return stage;
  const hint = `Есть: ${STAGES.map(({ title_ru }) => title_ru).join(', ')}.`;
  throw new ToolError('INVALID_ARGUMENT', 'Такой ступени нет.', { field, hint });
}

/** A document that was written, and what the write did. */
interface TakenDocument<Body> {
  readonly operation: 'created' | 'updated' | 'unchanged';
  readonly document: Document<Body>;
}

/** The document of a write, or why there is none. `expected` is the input field of the version. */
export function takeSaved<Body>(saved: SavedDocument<Body>, what: string, idField: string): TakenDocument<Body> {
  switch (saved.status) {
    case 'conflict':
      throw new ToolError('CONFLICT', `${what}: сейчас версия ${saved.version}, запись не сделана.`, {
        field: 'expected_version',
        hint: 'Прочитать нынешнее состояние и повторить с его версией.',
      });
    case 'not_found':
      throw new ToolError('NOT_FOUND', `${what}: такого номера нет.`, { field: idField });
    case 'taken':
      throw keyTaken();
    case 'full':
      throw new ToolError('CONFLICT', `${what}: в двойнике больше нет места.`);
    case 'same':
      return { operation: 'unchanged', document: saved.document };
    default:
      return { operation: saved.status, document: saved.document };
  }
}

/** A key that was given to something else; to answer "written" would lose what is said now. */
export function keyTaken(): ToolError {
  return new ToolError('CONFLICT', 'Этот ключ уже занят другой записью.', {
    field: 'idempotency_key',
    hint: 'У новой записи — новый ключ.',
  });
}

/** Refuses a name that is not among the known ones, with near ones. */
export function requireKnown(name: string, known: readonly string[], field: string): void {
  if (known.includes(name)) return;
  const near = known.filter(
    (one) => one.includes(name) || one.split('_').some((part) => part.length > 3 && name.includes(part)),
  );
  const shown = near.length > 0 ? near : known;
  throw new ToolError('INVALID_ARGUMENT', `Неизвестное имя: ${quote(name)}.`, {
    field,
    hint: `Есть: ${shown.slice(0, 8).join(', ')}.`,
  });
}
