import { type EventFieldName, fieldsThatDiffer, type NewActivityEvent } from '../../domain/activity/activity-event.ts';
import type { SavedEvent } from '../../store/event-store.ts';

/** An event that the store has: this one, or another under the same key. */
export type SavedOnce = Exclude<SavedEvent, { status: 'rejected' }>;

const FIELDS: Readonly<Record<EventFieldName, string>> = {
  activity_type: 'вид дела',
  occurred_at: 'начало',
  duration_minutes: 'минуты',
  event_type: 'событие',
  slot_id: 'слот',
  role: 'роль',
  method: 'метод',
  work_product_id: 'продукт',
  guide_ref: 'страница руководства',
  guide_pages: 'сколько в нём страниц',
  exercise_ref: 'упражнение',
  exercise_verdict: 'вердикт',
  title: 'название',
  note: 'заметка',
};

/** Whether the record was there before, and how it differs from what was sent. */
export function duplicateOf(
  event: NewActivityEvent,
  { status, event: stored }: SavedOnce,
  reads: boolean,
  isTimed: boolean,
) {
  if (status === 'stored') return { duplicate: false, differs: [], corrected: false, title: null };
  if (!reads) return { duplicate: true, differs: null, corrected: null, title: null };
  // The start of an activity that ends now was not sent.
  const differs = fieldsThatDiffer(event, stored).filter((name) => isTimed || name !== 'occurred_at');
  return { duplicate: true, differs, corrected: stored.version > 1, title: stored.title };
}

/** A record that differs, or was corrected since, may be of another activity: says how to keep both. */
export function differenceLines(
  differs: readonly EventFieldName[] | null,
  corrected: boolean | null,
): readonly string[] {
  if (differs?.length === 0 && !corrected) return [];
  const changed = corrected ? 'Прежнюю запись с тех пор исправили. ' : '';
  const what = differs?.length ? `Отличается: ${differs.map((name) => FIELDS[name]).join(', ')}. ` : '';
  return [
    `${changed}${what}Если это другое дело, оно записывается со своим ключом (idempotency_key=…); если то же, прежнюю запись можно исправить.`,
  ];
}
