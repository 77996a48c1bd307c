import { cut, defineRoute, type Refusal, ToolError } from '@aisystant/mcp';
import * as z from 'zod';
import { fieldsThatDiffer, type NewActivityEvent, parseActivityEvent } from '../domain/activity/activity-event.ts';
import { addDays, localDateAt, localDateSchema } from '../domain/time/calendar.ts';
import type { DtServices } from '../services.ts';
import type { SavedEvent } from '../store/event-store.ts';
import { mayRead } from '../tools/consent.ts';
import { Source } from '../tools/fields.ts';
import { limitReached } from '../tools/wording.ts';

const MAX_EVENTS = 500;
const Synced = z.strictObject({
  source: Source.describe('какой источник отчитался'),
  from: localDateSchema.describe('с какой даты он сообщил обо всём'),
  to: localDateSchema.describe('по какую дату, включительно'),
});

/** A bare array is the short form of `{ events }`. */
const Body = z.preprocess(
  (body) => (Array.isArray(body) ? { events: body } : body),
  z.strictObject({
    events: z
      .array(z.unknown(), 'нужен массив событий')
      .max(MAX_EVENTS, `не больше ${MAX_EVENTS} событий за раз`)
      .describe('События по схеме dt://schemas/activity_event; годится и сам массив, без объекта вокруг'),
    synced: Synced.optional(),
  }),
);

const EventResult = z.object({
  index: z.int(),
  external_id: z.string().nullable(),
  status: z.enum(['stored', 'duplicate', 'rejected']),
  event_id: z.string().optional(),
  differs: z.array(z.string()).optional().describe('поля, которые у сохранённого события другие'),
  reason: z.string().optional(),
  field: z.string().optional(),
  message: z.string().optional(),
  hint: z.string().optional(),
});

/** `POST /mcp/events`: other apps of the learner (bot, timer, LMS) report events with the learner's token. */
export const events = defineRoute.for<DtServices>()({
  path: '/mcp/events',
  title: 'События из приложений ученика',
  scope: 'dt:write',
  effect: 'write',
  maxBytes: 2 * 1024 * 1024,
  // Each event is refused for itself.
  checksTexts: true,
  input: () => Body,
  output: () =>
    z.object({
      stored: z.int(),
      duplicate: z.int(),
      rejected: z.int(),
      synced: z.boolean(),
      results: z.array(EventResult),
    }),
  async run({ events: raw, synced }, { services, now }) {
    if (synced) requireRange(synced, now);
    const writer = { clientId: services.clientId, nowMs: now };
    const parsed = raw.map((event) => parseActivityEvent(event, now));
    const accepted = parsed.filter((item) => item.ok).map((item) => item.value);
    const saved = accepted.length > 0 ? await services.events.saveEvents(accepted, writer) : [];
    const reads = await mayRead(services);
    const answers = saved.values();
    const results = parsed.map((item, index) =>
      item.ok
        ? savedResult(index, item.value, answers.next().value, reads)
        : refusedResult(index, item.error, raw[index]),
    );
    // A report is not complete when an event was rejected, except for time that is never recorded.
    const complete = results.every(({ status, reason }) => status !== 'rejected' || reason === 'not_invested');
    if (synced && complete) await services.events.saveSyncReport(synced, writer);
    const count = (status: string) => results.filter((result) => result.status === status).length;
    return {
      stored: count('stored'),
      duplicate: count('duplicate'),
      rejected: count('rejected'),
      synced: synced !== undefined && complete,
      results,
    };
  },
});

/** A report cannot cover the future. Zones ahead of UTC get one day of tolerance. */
function requireRange({ from, to }: z.output<typeof Synced>, nowMs: number): void {
  const latest = addDays(localDateAt(nowMs, 'UTC'), 1);
  if (from > to) throw new ToolError('INVALID_ARGUMENT', 'Начало позже конца.', { field: 'synced.from' });
  if (to > latest) throw new ToolError('INVALID_ARGUMENT', 'Дата ещё не наступила.', { field: 'synced.to' });
}

function savedResult(
  index: number,
  event: NewActivityEvent,
  saved: SavedEvent | undefined,
  reads: boolean,
): z.input<typeof EventResult> {
  if (!saved) throw new TypeError('the store gave no answer about an event');
  const external_id = event.externalId;
  if (saved.status === 'rejected') {
    return { index, external_id, status: 'rejected', reason: saved.reason, message: limitReached(saved.reason) };
  }
  // What is stored is told only to those who may read.
  const differs = reads ? fieldsThatDiffer(event, saved.event) : [];
  const known = { index, external_id, status: saved.status, event_id: saved.event.eventId };
  return differs.length === 0 ? known : { ...known, differs };
}

function refusedResult(index: number, refusal: Refusal, raw: unknown): z.input<typeof EventResult> {
  const external_id = externalIdOf(raw);
  const { code, message, field, hint } = refusal;
  const more = { ...(field !== null && { field }), ...(hint !== null && { hint }) };
  return { index, external_id, status: 'rejected', reason: code, message, ...more };
}

function externalIdOf(raw: unknown): string | null {
  if (typeof raw !== 'object' || raw === null || !('external_id' in raw)) return null;
  return typeof raw.external_id === 'string' ? cut(raw.external_id.toWellFormed(), 200) : null;
}
