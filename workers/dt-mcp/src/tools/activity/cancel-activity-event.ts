import { formatMinutes } from '@aisystant/mcp';
import { localTimeAt } from '@aisystant/mcp/local-time';
import * as z from 'zod';
import { dataQuality } from '../../domain/activity/coverage.ts';
import { knownSummary, summarizePeriod } from '../../domain/activity/period-summary.ts';
import { localDateAt, periodDays, type TimeZone } from '../../domain/time/calendar.ts';
import { readPeriod } from '../../queries/period-facts.ts';
import type { EventStore } from '../../store/event-store.ts';
import { mayRead } from '../consent.ts';
import { reason, timezone } from '../fields.ts';
import { unknownId } from '../require.ts';
import { tool } from '../tool.ts';
import { withIds } from '../wording.ts';
import { timeZoneOf } from '../zone.ts';

/** `dt.cancel_activity_event`: cancels a wrong record, which is then counted nowhere. */
export const cancelActivityEvent = tool({
  id: 'dt.cancel_activity_event',
  version: '2.0.2',
  status: 'stable',
  title: 'Отменить запись',
  intent: 'Я ошибся в записи, отмени её.',
  useWhen: ['запись о деле ошибочна; верную записывают заново'],
  doNotUseWhen: [{ case: 'ошибочна заметка', use: 'dt.cancel_reflection_note' }],
  scope: 'dt:write',
  effect: 'write',
  semantics: 'Отменённая запись нигде не считается и обратно не возвращается, даже если источник пришлёт её снова.',
  privacy: 'только двойник этого ученика',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND'],
  examples: [
    { question: 'Там было не 400 минут, а 40', input: { event_id: 'b7c1' }, answer: 'Запись отменена, сумма за день.' },
    { question: 'Этого дела не было', input: { event_id: 'b7c1', reason: 'Дубль' }, answer: 'Запись отменена.' },
  ],
  input: () =>
    z.strictObject({
      event_id: z.string().min(1).max(64).describe('Из dt_list_activity_events'),
      reason,
      timezone,
    }),
  output: () =>
    z.object({
      event_id: z.string(),
      cancelled_at: z.string(),
      already_cancelled: z.boolean(),
      occurred_at: z.string().nullable().describe('null без разрешения читать'),
      day_total_minutes: z
        .int()
        .nullable()
        .describe(
          'что осталось за тот день; null — данных о нём больше нет, у дел нет длительности или нет разрешения читать',
        ),
      timezone: z.string(),
    }),
  async run({ event_id, reason: why = null, timezone: requestedZone }, { services, now }) {
    const zone = await timeZoneOf(requestedZone, services);
    const { events, clientId } = services;
    const outcome = await events.cancelEvent(event_id, why, { clientId, nowMs: now });
    if (outcome.status === 'not_found') {
      throw unknownId('Записи с таким номером нет.', 'event_id');
    }
    const { startMs } = outcome.item;
    const visible = (await mayRead(services))
      ? { occurred_at: localTimeAt(startMs, zone), day_total_minutes: await minutesOfDay(startMs, events, zone, now) }
      : { occurred_at: null, day_total_minutes: null };
    return {
      event_id,
      cancelled_at: localTimeAt(outcome.cancelledAtMs, zone),
      already_cancelled: outcome.status === 'already',
      ...visible,
      timezone: zone,
    };
  },
  summarize: ({ event_id, already_cancelled, occurred_at, day_total_minutes: left }) => {
    const first = already_cancelled ? 'Запись уже была отменена' : 'Запись отменена';
    const rest = left ? `За тот день остаётся: ${formatMinutes(left)}.` : 'Других минут за тот день не записано.';
    return [`${first} ${withIds({ event_id })}.`, ...(occurred_at === null ? [] : [rest])].join(' ');
  },
});

/** Invested minutes of the date of an instant; null when nothing is known of them. */
async function minutesOfDay(startMs: number, store: EventStore, zone: TimeZone, now: number): Promise<number | null> {
  const date = localDateAt(startMs, zone);
  const period = { start: date, end: date };
  const facts = await readPeriod(store, period, zone);
  const days = periodDays(period, zone);
  const recorded = summarizePeriod(facts.events, days, localDateAt(now, zone), 'none');
  return knownSummary(recorded, dataQuality(facts, days, now)).total_minutes;
}
