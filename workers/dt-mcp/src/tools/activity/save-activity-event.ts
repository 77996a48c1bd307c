import { formatDays, formatMinutes, idempotencyKeyField, ToolError, unwrap } from '@aisystant/mcp';
import { z } from 'zod';
import {
  type ActivityEvent,
  activityEventInputSchema,
  type EventFacts,
  MAX_EVENT_MINUTES,
  type NewActivityEvent,
  parseActivityEvent,
} from '../../domain/activity/activity-event.ts';
import { ACTIVITY_TYPE_IDS } from '../../domain/activity/activity-types.ts';
import { endOf, isAction } from '../../domain/activity/event-dates.ts';
import { summarizePeriod } from '../../domain/activity/period-summary.ts';
import { resolveActivityType } from '../../domain/activity/resolve-activity-type.ts';
import { STREAK_LIMIT } from '../../domain/activity/streaks.ts';
import { type LocalDate, localDateAt, MS_PER_MINUTE, periodDays, type TimeZone } from '../../domain/time/calendar.ts';
import { localTimeAt } from '../../domain/time/local-time.ts';
import { currentStreak } from '../../queries/current-streak.ts';
import { readPeriod } from '../../queries/period-facts.ts';
import type { DtServices } from '../../services.ts';
import type { PeriodEvent, SavedEvent } from '../../store/event-store.ts';
import type { TwinStores } from '../../store/twin-store.ts';
import { resolveTimeZone } from '../calendar.ts';
import { mayRead } from '../consent.ts';
import { timezone } from '../fields.ts';
import { keyConflict } from '../require.ts';
import { tool } from '../tool.ts';
import { limitReached } from '../wording.ts';

const { activity_type, title, role, method, work_product_id, guide_ref, exercise_ref } = activityEventInputSchema.shape;

/** How often the same activity can be cancelled and recorded again. */
const CORRECTIONS = 50;

/** Most overlaps listed in an answer; the rest are counted, so that the answer stays within its limit. */
const LISTED_OVERLAPS = 5;

/** `dt.save_activity_event`: records one finished activity. */
export const saveActivityEvent = tool({
  id: 'dt.save_activity_event',
  version: '2.0.0',
  status: 'stable',
  title: 'Записать дело',
  intent: 'Запиши помидорку.',
  useWhen: ['ученик рассказал о завершённом деле и подтвердил запись'],
  doNotUseWhen: [
    { case: 'дело только запланировано' },
    { case: 'нужно записать выводы', use: 'dt.save_reflection_note' },
  ],
  scope: 'dt:write',
  effect: 'write',
  semantics:
    'occurred_at — начало дела; вместе с длительностью оно уже закончилось. Повтор с тем же idempotency_key ничего не меняет; без ключа повтором считается то же дело с тем же началом.',
  metrics: ['time_invested_minutes', 'streak_days'],
  privacy: 'только двойник этого ученика; телефон, почта и тексты переписки не принимаются',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'CONFLICT', 'RATE_LIMITED'],
  examples: [
    {
      question: 'Запиши: сегодня с 8:10 писал черновик, 35 минут',
      input: {
        activity_type: 'writing',
        occurred_at: '2026-11-20T08:10:00+03:00',
        duration_minutes: 35,
        title: 'Черновик',
      },
      answer: 'event_id, сумма за день и длина серии.',
    },
    {
      question: 'Позанимался утром: 25 минут чтения',
      input: {
        activity_type: 'чтение',
        occurred_at: '2026-11-20T09:00:00+03:00',
        duration_minutes: 25,
        idempotency_key: 'slot-2026-11-20-1',
      },
      answer: 'При повторе с тем же ключом — duplicate=true и тот же event_id.',
    },
  ],
  input: z.strictObject({
    activity_type: activity_type.describe(`Вид дела: ${ACTIVITY_TYPE_IDS.join(', ')}; понимает и русские названия`),
    // The format is checked with the event; the regular expression of zod would only cost tokens in `tools/list`.
    occurred_at: z.string().max(40).meta({ format: 'date-time', description: 'Начало дела, RFC 3339 со смещением' }),
    duration_minutes: z.int().min(0).max(MAX_EVENT_MINUTES).describe('Сколько минут заняло'),
    title,
    role,
    method,
    work_product_id: work_product_id.describe('product_id из dt_save_work_product'),
    guide_ref,
    exercise_ref,
    idempotency_key: idempotencyKeyField,
    timezone,
  }),
  output: z.object({
    event_id: z.string(),
    duplicate: z.boolean(),
    occurred_at: z.string(),
    activity_type: z.enum(ACTIVITY_TYPE_IDS),
    duration_minutes: z.int().nullable(),
    day_total_minutes: z.int().nullable().describe('сумма за дату начала; null без разрешения читать'),
    streak_days: z
      .int()
      .nullable()
      .describe(`дней подряд с делами, не больше ${STREAK_LIMIT}; null без разрешения читать`),
    warnings: z.array(z.string()),
    timezone: z.string(),
  }),
  async run({ timezone: requestedZone, idempotency_key, ...input }, { services, now }) {
    const zone = await resolveTimeZone(requestedZone, services);
    await requireProduct(input.work_product_id, services);
    const external_id = idempotency_key === undefined ? naturalKey(input) : `key:${idempotency_key}`;
    const parsed = parseActivityEvent({ ...input, source: 'mcp', external_id }, now);
    const event = unwrap(parsed, parsed.ok ? '' : (parsed.error.field ?? 'activity_type'));
    const stored = await saveOnce(event, services, idempotency_key === undefined, now);
    const reads = await mayRead(services);
    return {
      event_id: stored.event.eventId,
      duplicate: stored.status === 'duplicate',
      occurred_at: localTimeAt(stored.event.startMs, zone),
      activity_type: stored.event.activityType,
      duration_minutes: reads || stored.status === 'stored' ? stored.event.durationMinutes : null,
      ...(reads ? await contextOf(stored.event, services, zone, now) : NO_CONTEXT),
      timezone: zone,
    };
  },
  summarize: ({ duplicate, day_total_minutes, streak_days, warnings, event_id }) => {
    const sums =
      day_total_minutes === null || streak_days === null
        ? ''
        : `За день: ${formatMinutes(day_total_minutes)}; подряд: ${formatDays(streak_days)}. `;
    const first = duplicate ? 'Такая запись уже есть, вторая не создана.' : 'Записано.';
    return [first, `${sums}event_id=${event_id}`, ...warnings].join('\n');
  },
});

async function requireProduct(productId: string | undefined, { documents }: TwinStores): Promise<void> {
  if (productId === undefined || (await documents.findDocument('work_product', productId)) !== null) return;
  throw new ToolError('NOT_FOUND', 'Рабочего продукта с таким номером нет.', { field: 'work_product_id' });
}

/** Used instead of {@link contextOf} when the client has no read access. */
const NO_CONTEXT = { day_total_minutes: null, streak_days: null, warnings: [] };

/** The day total, the streak and the overlaps of a record. */
async function contextOf(event: ActivityEvent, { events: store }: TwinStores, zone: TimeZone, now: number) {
  const date = localDateAt(event.startMs, zone);
  const { events } = await readPeriod(store, { start: date, end: lastDateOf(event, zone) }, zone);
  const today = localDateAt(now, zone);
  const day = summarizePeriod(events, periodDays({ start: date, end: date }, zone), today, 'none');
  return {
    day_total_minutes: day.total_minutes,
    streak_days: await currentStreak(store, zone, today),
    warnings: overlapWarnings(event, events, zone),
  };
}

/** Without a client key, the same activity type in the same minute is the same activity. */
function naturalKey(input: { readonly activity_type: string; readonly occurred_at: string }): string {
  const type = resolveActivityType(input.activity_type);
  const minute = Math.floor(Date.parse(input.occurred_at) / MS_PER_MINUTE);
  return `auto:${type.ok ? type.value : 'unknown'}:${minute}`;
}

/**
 * Saves an event once per key. The key of a cancelled event stays used; without a client key the next number is tried,
 * so that the activity can be recorded again.
 */
async function saveOnce(event: NewActivityEvent, { events, clientId }: DtServices, mayRepeat: boolean, nowMs: number) {
  for (let attempt = 1; attempt <= CORRECTIONS; attempt += 1) {
    const externalId = attempt === 1 ? event.externalId : `${event.externalId}:${attempt}`;
    const [saved] = await events.saveEvents([{ ...event, externalId }], { clientId, nowMs });
    const stored = storedOrRefused(saved);
    if (stored.status === 'stored') return stored;
    if (!stored.cancelled) {
      if (!mayRepeat && !isSameActivity(event, stored.event)) throw keyConflict();
      return stored;
    }
    if (!mayRepeat) break;
  }
  throw new ToolError('CONFLICT', 'Запись с этим ключом отменена.', {
    field: 'idempotency_key',
    hint: 'Исправленная запись идёт с другим ключом.',
  });
}

/** Whether two records are equal, apart from their confidence. */
function isSameActivity({ confidence: _, ...fields }: NewActivityEvent, stored: ActivityEvent): boolean {
  return Object.entries(fields).every(([field, value]) => stored[field as keyof typeof fields] === value);
}

function storedOrRefused(saved: SavedEvent | undefined): Exclude<SavedEvent, { status: 'rejected' }> {
  if (saved && saved.status !== 'rejected') return saved;
  if (!saved) throw new TypeError('the store gave no answer about an event');
  // The daily quota recovers, the total one does not.
  throw new ToolError(saved.reason === 'total_limit' ? 'CONFLICT' : 'RATE_LIMITED', limitReached(saved.reason));
}

/** The end date of an event, so that overlaps after midnight are found. */
function lastDateOf(event: ActivityEvent, zone: TimeZone): LocalDate {
  return localDateAt(Math.max(event.startMs, endOf(event) - 1), zone);
}

function overlapWarnings(event: ActivityEvent, others: readonly PeriodEvent[], zone: TimeZone): string[] {
  const overlaps = others.filter((other) => other.eventId !== event.eventId && shareMinutes(event, other));
  const listed = overlaps
    .slice(0, LISTED_OVERLAPS)
    .map(
      (other) =>
        `Пересекается с записью ${other.activityType} от ${localTimeAt(other.startMs, zone).slice(0, 16).replace('T', ' ')} (${other.eventId}): общие минуты считаются один раз.`,
    );
  return overlaps.length > listed.length
    ? [...listed, `И ещё пересечений: ${overlaps.length - listed.length}.`]
    : listed;
}

/** Whether two records share minutes; rest has none. */
function shareMinutes(a: EventFacts, b: EventFacts): boolean {
  return isAction(a) && isAction(b) && Math.max(a.startMs, b.startMs) < Math.min(endOf(a), endOf(b));
}
