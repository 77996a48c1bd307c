import { formatDate, quote, ToolError, unwrap } from '@aisystant/mcp';
import type { Document, SavedDocument } from '@aisystant/mcp/learner-store';
import { findStage, STAGES, type Stage } from '../domain/stages/stages.ts';
import { addDays, type LocalDate, type Period, parsePeriod } from '../domain/time/calendar.ts';

/** The period of the input fields `start_date` and `end_date`, or of `start` and `end` below a prefix (`period.`). */
export function requirePeriod(start: string, end: string, prefix = ''): Period {
  const period = parsePeriod(start, end);
  const field = period.ok ? '' : (period.error.field ?? 'start');
  return unwrap(period, prefix === '' ? `${field}_date` : `${prefix}${field}`);
}

/** Refuses the `date` of what is done when it is still to come: tomorrow may have begun where the learner is. */
export function requireDateOfDone(date: LocalDate | undefined, today: LocalDate): void {
  const latest = addDays(today, 1);
  if (date === undefined || date <= latest) return;
  const hint = `Можно не позже ${formatDate(latest)}; без date — сегодня.`;
  throw new ToolError('INVALID_ARGUMENT', 'Эта дата ещё не наступила, а записывается сделанное.', {
    field: 'date',
    hint,
  });
}

/** The stage with this id, alias or Russian name. `field` is the input field. */
export function requireStage(name: string, field: string): Stage {
  const stage = findStage(name);
  if (stage !== null) return stage;
  const hint = `Есть: ${STAGES.map(({ title_ru }) => title_ru).join(', ')}.`;
  throw new ToolError('INVALID_ARGUMENT', 'Такой ступени нет.', { field, hint });
}

/** The tools that tell the ids of what is stored, by the input field of an id. */
const LISTED_BY: ReadonlyMap<string, string> = new Map([
  ['event_id', 'dt_list_activity_events'],
  ['note_id', 'dt_list_reflection_notes'],
  ['goal_id', 'dt_get_goals'],
  ['product_id', 'dt_list_work_products'],
  ['work_product_id', 'dt_list_work_products'],
]);

/** An id that names nothing of this learner: one of somebody else is told no differently. */
export function unknownId(message: string, field: string): ToolError {
  const tool = LISTED_BY.get(field);
  return new ToolError('NOT_FOUND', message, {
    field,
    ...(tool !== undefined && { hint: `Номера показывает ${tool}.` }),
  });
}

/** A stored document and what the write changed. */
interface WrittenDocument<Body> {
  readonly operation: 'created' | 'updated' | 'unchanged';
  readonly document: Document<Body>;
}

/** The document of a successful write. `title` names it in errors, `idField` is the input field of its id. */
export function requireSaved<Body>(saved: SavedDocument<Body>, title: string, idField: string): WrittenDocument<Body> {
  switch (saved.status) {
    case 'conflict':
      throw saved.version === 0 ? nothingToReplace(title, idField) : versionConflict(title, saved.version);
    case 'not_found':
      throw unknownId(`${title}: такого номера нет.`, idField);
    case 'key_conflict':
      throw keyConflict();
    case 'full':
      throw new ToolError('CONFLICT', `${title}: в двойнике больше нет места.`);
    case 'same':
      return { operation: 'unchanged', document: saved.document };
    default:
      return { operation: saved.status, document: saved.document };
  }
}

/** Another version is stored than the caller expected. */
export function versionConflict(title: string, version: number): ToolError {
  return new ToolError('CONFLICT', `${title}: сейчас версия ${version}, запись не сделана.`, {
    field: 'expected_version',
    hint: 'Прочитать нынешнее состояние и повторить с его версией.',
  });
}

/** Input fields that say which of several records a write replaces. */
const FIELDS_OF_IDS: readonly string[] = ['goal_id', 'product_id', 'since', 'week_start'];

/** A version was expected of what is not there: reading it again would lead to the same refusal. */
function nothingToReplace(title: string, idField: string): ToolError {
  const replaced = FIELDS_OF_IDS.includes(idField) ? `; прежняя заменяется, если назвать её ${idField} и версию` : '';
  return new ToolError('CONFLICT', `${title}: такой записи ещё нет, менять нечего, запись не сделана.`, {
    field: 'expected_version',
    hint: `Новая запись создаётся без expected_version${replaced}.`,
  });
}

/** The idempotency key belongs to another request; answering "created" would lose this one. */
export function keyConflict(): ToolError {
  return new ToolError('CONFLICT', 'Этот ключ уже занят другой записью.', {
    field: 'idempotency_key',
    hint: 'У новой записи — новый ключ.',
  });
}

/** Refuses a name that is not in the list, with similar ones. */
export function requireKnown(name: string, known: readonly string[], field: string): void {
  if (known.includes(name)) return;
  const similar = known.filter(
    (one) => one.includes(name) || one.split('_').some((part) => part.length > 3 && name.includes(part)),
  );
  throw new ToolError('INVALID_ARGUMENT', `Неизвестное имя: ${quote(name)}.`, {
    field,
    hint: similar.length > 0 ? `Похожее: ${similar.slice(0, 8).join(', ')}.` : `Есть: ${known.join(', ')}.`,
  });
}
