import { expectedVersionField, formatDate } from '@aisystant/mcp';
import * as z from 'zod';
import { slotSchema } from '../../domain/planning/slot.ts';
import { localDateAt } from '../../domain/time/calendar.ts';
import { timezone } from '../fields.ts';
import { requireSaved } from '../require.ts';
import { tool } from '../tool.ts';
import { describeSlot } from '../wording.ts';
import { resolveZone } from '../zone.ts';

/** `dt.save_slot`: sets the regular time for development. */
export const saveSlot = tool({
  id: 'dt.save_slot',
  version: '2.1.0',
  status: 'stable',
  title: 'Сохранить слот',
  intent: 'Мой слот: по будням в восемь утра.',
  useWhen: ['ученик выбрал время для занятий'],
  doNotUseWhen: [{ case: 'занятие уже прошло', use: 'dt.save_activity_event' }],
  scope: 'dt:write',
  effect: 'write',
  semantics:
    'Слот действует с since до следующего, по поясу, в котором задан; прошлые недели — по слоту тех дней. Слот той же даты заменяется, если назвать его версию.',
  metrics: ['slot_consistency_percent'],
  privacy: 'только двойник этого ученика',
  errors: ['INVALID_ARGUMENT', 'CONFLICT'],
  examples: [
    {
      question: 'Буду заниматься по будням с 8:00 полчаса',
      input: { slot_time: '08:00', slot_duration_minutes: 30, slot_days: ['mon', 'tue', 'wed', 'thu', 'fri'] },
      answer: 'Слот и дата, с которой он действует.',
    },
    {
      question: 'С декабря только вечером вторника',
      input: { slot_time: '20:30', slot_duration_minutes: 45, slot_days: ['tue'], since: '2026-12-01' },
      answer: 'Новый слот с 1 декабря; до него действует прежний.',
    },
  ],
  input: () => slotSchema.extend({ expected_version: expectedVersionField, timezone }),
  output: () =>
    z.object({
      slot: z.object({
        ...slotSchema.required().shape,
        version: z.int(),
      }),
      operation: z.enum(['created', 'updated', 'unchanged']),
      timezone: z.string(),
    }),
  async run({ expected_version = 0, timezone: requestedZone, since: from, ...given }, { services, now }) {
    const { zone, assumptions } = await resolveZone(requestedZone, services);
    const since = from ?? localDateAt(now, zone);
    const saved = await services.documents.saveDocument(
      'slot',
      {
        id: since,
        create: true,
        label: 'slot',
        date: since,
        body: {
          ...given,
          slot_days: [...new Set(given.slot_days)],
          since,
          // A zone that is only assumed may be named later.
          ...(assumptions.length === 0 && { timezone: zone }),
        },
        expectedVersion: expected_version,
        idempotencyKey: null,
      },
      { clientId: services.clientId, nowMs: now },
    );
    const { operation, document } = requireSaved(saved, 'Слот', 'since');
    const { slot_days, ...rest } = document.body;
    return {
      slot: { timezone: zone, ...rest, slot_days: [...slot_days], version: document.version },
      operation,
      timezone: zone,
    };
  },
  summarize: ({ slot, operation }) =>
    `${operation === 'unchanged' ? 'Слот уже такой' : 'Слот сохранён'}: ${describeSlot(slot, slot.timezone).toLowerCase()} с ${formatDate(slot.since)}, версия ${slot.version}.`,
});
