import { formatDate, plural, unwrap } from '@aisystant/mcp';
import * as z from 'zod';
import { type DataStatus, dataQuality } from '../../domain/activity/coverage.ts';
import { slotClosesAt, slotConsistency, slotDates, slotOn } from '../../domain/planning/slot.ts';
import { localDateAt, localDateSchema, parseWeek, periodDays } from '../../domain/time/calendar.ts';
import { readTwin } from '../../queries/twin-facts.ts';
import { qualityOnWire, SlotOnWire, TwinQuality, timezone, WeekField } from '../fields.ts';
import { tool } from '../tool.ts';
import { describeSlot, formatPeriod, qualityLines, slotUnknown } from '../wording.ts';
import { dateOfAnswer, resolveZone } from '../zone.ts';

const StoredSlot = SlotOnWire.extend({
  since: localDateSchema,
  version: z.int().describe('expected_version для dt_save_slot'),
});

/** `dt.get_slot_consistency`: whether the learner keeps the slot. */
export const getSlotConsistency = tool({
  id: 'dt.get_slot_consistency',
  version: '2.2.0',
  status: 'stable',
  title: 'Удержание слота',
  intent: 'Держу ли я слот?',
  useWhen: ['нужно, какие из намеченных слотов состоялись'],
  doNotUseWhen: [{ case: 'нужна динамика по неделям', use: 'dt.get_metric_trend' }],
  scope: 'dt:read',
  effect: 'read',
  semantics:
    'Слот состоялся, если дело не короче его половины пришлось на его время ±60 минут. Слота нет — slot=null; записей нет — процент null.',
  metrics: ['slot_consistency_percent'],
  privacy: 'только слот этого ученика',
  errors: ['INVALID_ARGUMENT'],
  examples: [
    { question: 'Держу ли я слот?', input: {}, answer: 'Сколько слотов недели состоялось, в процентах.' },
    { question: 'А на прошлой неделе?', input: { week: 'previous' }, answer: 'То же за прошлую неделю.' },
  ],
  input: () => z.strictObject({ week: WeekField, timezone }),
  output: () =>
    z.object({
      slot_configured: z.boolean(),
      week: z.object({ iso: z.string(), start: localDateSchema, end: localDateSchema }),
      slot: StoredSlot.nullable(),
      held_dates: z.array(localDateSchema),
      missed_dates: z
        .array(localDateSchema)
        .describe('прошедшие даты слота, о которых данные есть, а подходящей записи нет'),
      data_quality: TwinQuality,
    }),
  async run({ week: requestedWeek, timezone: requestedZone }, { services, now }) {
    const { zone, assumptions } = await resolveZone(requestedZone, services);
    const today = localDateAt(now, zone);
    const week = unwrap(parseWeek(requestedWeek, today), 'week');
    const facts = await readTwin(services, week, zone);
    const days = periodDays(week, zone);
    const quality = dataQuality(facts, days, now);
    const slot = slotConsistency(facts.slots, facts.events, days, { ...quality, today });
    const inForce = slotOn(facts.slots, week.end);
    const { due, held } = slotDates(facts.slots, facts.events, days);
    const isOver = (date: string) => {
      const planned = slotOn(facts.slots, date);
      return date < today && planned !== null && slotClosesAt(planned, date, zone) <= now;
    };
    return {
      slot_configured: slot !== null,
      week,
      slot: slot &&
        inForce && {
          ...slot,
          slot_days: [...slot.slot_days],
          since: inForce.since,
          version: inForce.version,
        },
      held_dates: held,
      missed_dates: due.filter((date) => isOver(date) && quality.known_dates.includes(date) && !held.includes(date)),
      data_quality: qualityOnWire(quality, zone, now, assumptions),
    };
  },
  summarize: ({ week, slot, held_dates, missed_dates, data_quality }) =>
    [
      slot === null
        ? `На неделю ${formatPeriod(week.start, week.end)} слот не задан.`
        : `Неделя ${formatPeriod(week.start, week.end)}: ${formatSlot(slot, data_quality.status, dateOfAnswer(data_quality) > week.end)}. ${describeSlot(slot, data_quality.timezone)} с ${formatDate(slot.since)}, версия ${slot.version}.`,
      ...(held_dates.length === 0 ? [] : [`Состоялся: ${held_dates.map(formatDate).join(', ')}.`]),
      ...(missed_dates.length === 0 ? [] : [`Без подходящей записи: ${missed_dates.map(formatDate).join(', ')}.`]),
      ...qualityLines(data_quality),
    ].join('\n'),
});

/** Without data, only the number of due slots. */
function formatSlot(
  { days_held, target_days, consistency_percent }: z.output<typeof SlotOnWire>,
  status: DataStatus,
  isOver: boolean,
): string {
  const due = plural(target_days, 'слот', 'слота', 'слотов');
  if (target_days === 0) return 'слот на эти дни не намечен';
  if (days_held === null) return `намечено: ${due}, ${slotUnknown(status)}`;
  const percent = consistency_percent === null ? '' : ` (${consistency_percent} %)`;
  // Of a week that goes on, slots that are still to come are among the due ones.
  const soFar = isOver ? '' : 'пока ';
  return days_held === 0
    ? `намечено: ${due}, ${soFar}ни один не состоялся`
    : `${soFar}${days_held === 1 ? 'состоялся' : 'состоялось'} ${days_held} из ${plural(target_days, 'слота', 'слотов', 'слотов')}${percent}`;
}
