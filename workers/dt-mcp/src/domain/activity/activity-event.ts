import { err, ok, quote, type Refusal, type Result, refuse } from '@aisystant/mcp/result';
import { z } from 'zod';
import { EARLIEST_MS, MS_PER_MINUTE } from '../time/calendar.ts';
import { ACTIVITY_TYPE_IDS, type ActivityTypeId } from './activity-types.ts';
import { resolveActivityType } from './resolve-activity-type.ts';
import { ACTIVITY_SOURCES, type ActivitySource, confidenceOf } from './sources.ts';

/** The longest event, minutes: one day. A range query for a period must reach this far back before its start. */
export const MAX_EVENT_MINUTES = 1440;

/** How far the end of an event may lie ahead of the server's clock, ms: phones' clocks differ. */
const CLOCK_TOLERANCE_MS = 5 * MS_PER_MINUTE;

/** An event that was checked and may be stored; the store adds an id. It never carries a local date: zones change. */
export interface NewActivityEvent {
  readonly source: ActivitySource;
  /** The id that the source gave; `(source, externalId)` is the event's identity, 1..200 characters. */
  readonly externalId: string;
  readonly activityType: ActivityTypeId;
  /** When it began, epoch ms, a whole minute, so that all arithmetic on time is on whole minutes. */
  readonly startMs: number;
  /** Whole minutes 0..1440; null when nobody knows how long it took (adds no time, but the day is active). */
  readonly durationMinutes: number | null;
  /** How far to believe it, 0..1, see `confidenceOf`. */
  readonly confidence: number;
  /** What happened in the source's own words, such as `homework_checked`. */
  readonly eventType: string | null;
  readonly slotId: string | null;
  readonly role: string | null;
  readonly method: string | null;
  readonly workProductId: string | null;
  readonly guideRef: string | null;
  readonly exerciseRef: string | null;
  readonly title: string | null;
  readonly note: string | null;
}

/** An event as stored. */
export interface ActivityEvent extends NewActivityEvent {
  /** Made by the server, never taken from a caller. */
  readonly eventId: string;
}

/** The part of an event that arithmetic reads; every stored event is one. */
export type EventFacts = Pick<
  NewActivityEvent,
  'source' | 'externalId' | 'activityType' | 'startMs' | 'durationMinutes' | 'confidence'
>;

/** Why an event was not taken. */
export type EventRefusalCode =
  | 'personal_data'
  | 'unknown_field'
  | 'invalid_field'
  | 'unknown_activity_type'
  | 'not_invested'
  | 'in_future'
  | 'too_old';

const PERSONAL_FIELDS: readonly string[] = ['email', 'phone', 'telegram_id', 'message_text'];

const text = (max: number) =>
  z.string('нужна строка').trim().min(1, 'пустая строка').max(max, `не длиннее ${max} знаков`);

/**
 * What an app may send. Strict: a field that is not here is refused, and fields with personal data are refused by
 * name. `event_id` and `local_date` are the server's own and therefore not here.
 */
export const activityEventInputSchema = z.strictObject(
  {
    source: z.enum(ACTIVITY_SOURCES, `нужен один из: ${ACTIVITY_SOURCES.join(', ')}`).describe('Где записано'),
    external_id: text(200).describe('Номер записи в источнике; повтор с тем же номером ничего не меняет'),
    activity_type: text(64).describe(`Вид дела: ${ACTIVITY_TYPE_IDS.join(', ')}`),
    occurred_at: z.iso
      .datetime({ offset: true, error: 'нужно время начала по RFC 3339 со смещением: 2026-02-03T09:00:00+03:00' })
      .describe('Начало дела, RFC 3339 со смещением'),
    duration_minutes: z
      .int('нужно целое число минут')
      .min(0, 'не меньше 0')
      .max(MAX_EVENT_MINUTES, `не больше ${MAX_EVENT_MINUTES}`)
      .nullish()
      .describe('Длительность, целые минуты; нет или null, если неизвестна'),
    confidence: z
      .number('нужно число от 0 до 1')
      .min(0, 'не меньше 0')
      .max(1, 'не больше 1')
      .optional()
      .describe('Только чтобы понизить доверие к записи; выше доверия источника не станет'),
    event_type: z
      .string('нужна строка')
      .regex(/^[a-z][a-z0-9_]{0,63}$/, 'латинские буквы, цифры и _, до 64 знаков')
      .optional()
      .describe('Событие в словах источника: slot_logged, homework_checked'),
    slot_id: text(200).optional(),
    role: text(200).optional().describe('В какой роли'),
    method: text(200).optional().describe('Каким методом'),
    work_product_id: text(200).optional(),
    guide_ref: text(200).optional().describe('Раздел руководства'),
    exercise_ref: text(200).optional().describe('Упражнение'),
    title: text(200).optional().describe('Дело одной строкой'),
    note: text(2000).optional().describe('Заметка к делу'),
  },
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? refuseFields(issue.keys).error.message : 'нужен объект события',
  },
);

/** What an app may send, after the schema. */
type ActivityEventInput = z.output<typeof activityEventInputSchema>;

/**
 * Takes one event from an app: everything that is to be checked about it is checked here, in this order: the shape,
 * the activity type, the time. `nowMs` is the server's clock, epoch ms.
 */
export function parseActivityEvent(raw: unknown, nowMs: number): Result<NewActivityEvent, Refusal<EventRefusalCode>> {
  const shape = activityEventInputSchema.safeParse(raw);
  if (!shape.success) return refuseShape(shape.error.issues);
  const input = shape.data;
  const type = resolveActivityType(input.activity_type);
  if (!type.ok) return err({ ...type.error, field: 'activity_type' });
  const durationMinutes = input.duration_minutes ?? null;
  const startMs = Math.floor(Date.parse(input.occurred_at) / MS_PER_MINUTE) * MS_PER_MINUTE;
  if (startMs < EARLIEST_MS) {
    return refuse('too_old', 'Записи ведутся с 2000 года.', { field: 'occurred_at' });
  }
  if (startMs + (durationMinutes ?? 0) * MS_PER_MINUTE > nowMs + CLOCK_TOLERANCE_MS) {
    const hint = 'occurred_at — начало дела; вместе с длительностью оно должно уже закончиться.';
    return refuse('in_future', 'Дело заканчивается в будущем.', { field: 'occurred_at', hint });
  }
  return ok(newEvent(input, type.value, startMs));
}

function newEvent(input: ActivityEventInput, activityType: ActivityTypeId, startMs: number): NewActivityEvent {
  return {
    source: input.source,
    externalId: input.external_id,
    activityType,
    startMs,
    durationMinutes: input.duration_minutes ?? null,
    confidence: confidenceOf(input.source, activityType, input.confidence),
    eventType: input.event_type ?? null,
    slotId: input.slot_id ?? null,
    role: input.role ?? null,
    method: input.method ?? null,
    workProductId: input.work_product_id ?? null,
    guideRef: input.guide_ref ?? null,
    exerciseRef: input.exercise_ref ?? null,
    title: input.title ?? null,
    note: input.note ?? null,
  };
}

/** Personal data is named first, then unknown fields, then the first wrong field: the order of their weight. */
function refuseShape(issues: readonly z.core.$ZodIssue[]): Result<never, Refusal<EventRefusalCode>> {
  const unknown = issues.find((issue) => issue.code === 'unrecognized_keys');
  if (unknown !== undefined) return refuseFields(unknown.keys);
  const [first] = issues;
  const field = first?.path.join('.') || undefined;
  const message = `${field ?? 'event'}: ${first?.message ?? 'не подходит'}.`;
  return refuse('invalid_field', message, field === undefined ? {} : { field });
}

function refuseFields(keys: readonly string[]) {
  const personal = keys.find((key) => PERSONAL_FIELDS.includes(key));
  if (personal !== undefined) {
    const hint = `Уберите ${PERSONAL_FIELDS.join(', ')}: чей это двойник, известно из входа.`;
    return refuse('personal_data', `Личные данные здесь не принимаются: ${personal}.`, { field: personal, hint });
  }
  const field = (keys[0] ?? '').slice(0, 64);
  return refuse('unknown_field', `Неизвестное поле: ${quote(field)}.`, { field });
}
