import { expectedVersionField, formatDate, formatMinutes, type Refusal, unwrap } from '@aisystant/mcp';
import { localTimeAt } from '@aisystant/mcp/local-time';
import * as z from 'zod';
import {
  type ActivityEvent,
  activityEventInputSchema,
  type EventRefusalCode,
  eventInputOf,
  MAX_EVENT_MINUTES,
  parseActivityEvent,
} from '../../domain/activity/activity-event.ts';
import { ACTIVITY_TYPE_IDS } from '../../domain/activity/activity-types.ts';
import { confidenceOf } from '../../domain/activity/sources.ts';
import { mayRead } from '../consent.ts';
import { timezone } from '../fields.ts';
import { unknownId, versionConflict } from '../require.ts';
import { tool } from '../tool.ts';
import { formatActivity, withIds } from '../wording.ts';
import { timeZoneOf } from '../zone.ts';
import { contextLines, datesOfEvent, EventContext, eventContext, MinutesByDate, NO_CONTEXT } from './event-context.ts';
import { requireProduct } from './require-product.ts';

const { activity_type, title, role, method, work_product_id, ...refs } = activityEventInputSchema.shape;
const { guide_ref, guide_pages, exercise_ref, exercise_verdict } = refs;

const Changes = z.strictObject({
  activity_type: activity_type.optional(),
  occurred_at: z
    .string()
    .max(40)
    .meta({ format: 'date-time', description: 'Начало дела, RFC 3339 со смещением' })
    .optional(),
  duration_minutes: z.int().min(0).max(MAX_EVENT_MINUTES).optional(),
  title,
  role,
  method,
  work_product_id,
  guide_ref,
  guide_pages,
  exercise_ref,
  exercise_verdict,
});
type Changes = z.output<typeof Changes>;

/** `dt.update_activity_event`: changes fields of a recorded activity. */
export const updateActivityEvent = tool({
  id: 'dt.update_activity_event',
  version: '1.1.1',
  status: 'stable',
  title: 'Исправить запись',
  intent: 'Исправь запись: было не так.',
  useWhen: ['в записи о деле неверны минуты, время, вид дела или слова, и ученик подтвердил верные'],
  doNotUseWhen: [{ case: 'дела не было', use: 'dt.cancel_activity_event' }],
  scope: 'dt:write',
  effect: 'write',
  semantics:
    'Меняет названные поля; без expected_version — в той версии, что есть сейчас. Измеренное и исправленное со слов весит не больше, чем сказанное. Пересечения проверяются, как при записи.',
  metrics: ['time_invested_minutes', 'streak_days'],
  privacy: 'только двойник этого ученика; телефон, почта и тексты переписки не принимаются',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'CONFLICT'],
  examples: [
    {
      question: 'Там было не 400 минут, а 40',
      input: { event_id: 'b7c1', duration_minutes: 40 },
      answer: 'Запись версии 2, сумма за день, пересечения.',
    },
    {
      question: 'Это было письмо, и начал я в восемь',
      input: {
        event_id: 'b7c1',
        activity_type: 'writing',
        occurred_at: '2026-11-20T08:00:00+03:00',
        expected_version: 1,
      },
      answer: 'operation=updated; CONFLICT, если запись успели изменить.',
    },
  ],
  input: () =>
    Changes.extend({
      event_id: z.string().min(1).max(64).describe('Из dt_list_activity_events'),
      expected_version: expectedVersionField,
      timezone,
    }).refine((given) => Object.keys(Changes.shape).some((field) => given[field as keyof Changes] !== undefined), {
      error: 'Нужно хотя бы одно поле, которое меняется',
    }),
  output: () =>
    z.object({
      event_id: z.string(),
      version: z.int(),
      operation: z.enum(['updated', 'unchanged']),
      occurred_at: z.string().nullable().describe('null, как и вид и минуты, без разрешения читать'),
      activity_type: z.enum(ACTIVITY_TYPE_IDS).nullable(),
      duration_minutes: z.int().nullable(),
      minutes_by_date: MinutesByDate,
      ...EventContext,
      timezone: z.string(),
    }),
  async run({ event_id, expected_version, timezone: requestedZone, ...changes }, { services, now }) {
    const zone = await timeZoneOf(requestedZone, services);
    const { events, clientId } = services;
    await requireProduct(changes.work_product_id, services);
    const known = await events.findEvent(event_id);
    if (known === null) throw notFound();
    const parsed = parseActivityEvent(changedInput(known, changes), now);
    const event = unwrap(parsed, parsed.ok ? '' : refusedField(parsed.error, changes));
    // Optimistic concurrency: without expected_version, the version that was read above.
    const version = expected_version ?? known.version;
    const saved = await events.updateEvent(event_id, lowered(event, known), version, { clientId, nowMs: now });
    if (saved.status === 'not_found') throw notFound();
    if (saved.status === 'conflict') throw versionConflict('Запись', saved.version);
    const reads = await mayRead(services);
    return {
      event_id,
      version: saved.event.version,
      operation: saved.status,
      occurred_at: reads ? localTimeAt(saved.event.startMs, zone) : null,
      activity_type: reads ? saved.event.activityType : null,
      duration_minutes: reads ? saved.event.durationMinutes : null,
      minutes_by_date: reads ? datesOfEvent(saved.event, zone) : [],
      ...(reads ? await eventContext(saved.event, services, zone, now) : NO_CONTEXT),
      timezone: zone,
    };
  },
  summarize: ({ event_id, version, operation, occurred_at: at, activity_type: type, duration_minutes, ...context }) => {
    const done = operation === 'updated' ? 'Запись изменена' : 'Запись уже такая';
    const facts = [
      ...(type === null ? [] : [formatActivity(type)]),
      ...(at === null ? [] : [`${formatDate(at.slice(0, 10))} в ${at.slice(11, 16)}`]),
      ...(duration_minutes ? [formatMinutes(duration_minutes)] : []),
    ];
    const said = facts.length === 0 ? '' : `: ${facts.join(', ')}`;
    return [`${done}${said} ${withIds({ event_id }, version)}.`, ...contextLines(context)].join('\n');
  },
});

const notFound = () => unknownId('Записи с таким номером нет, или она отменена.', 'event_id');

/** The field of the call that is refused: a stored start with too many minutes is a matter of the minutes. */
function refusedField({ code, field }: Refusal<EventRefusalCode>, { occurred_at }: Changes): string {
  if (code === 'in_future' && occurred_at === undefined) return 'duration_minutes';
  return field ?? 'event_id';
}

/** The event as an app would send it, with the changes. */
function changedInput(known: ActivityEvent, changes: Changes): object {
  const named = Object.entries(changes).filter(([, value]) => value !== undefined);
  return { ...eventInputOf(known), ...Object.fromEntries(named) };
}

/** A measured activity that is corrected by words counts no more than words. */
function lowered<E extends Omit<ActivityEvent, 'eventId' | 'version'>>(event: E, known: ActivityEvent): E {
  const fields = ['activityType', 'startMs', 'durationMinutes'] as const;
  if (fields.every((field) => event[field] === known[field])) return event;
  return { ...event, confidence: Math.min(event.confidence, confidenceOf('mcp', event.activityType)) };
}
