import { defineRoute, ToolError } from '@aisystant/mcp';
import { z } from 'zod';
import { type NewActivityEvent, parseActivityEvent } from '../domain/activity-event.ts';
import { addDays, localDateAt, localDateSchema } from '../domain/calendar.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { DtServices } from '../services.ts';
import type { SavedEvent } from '../store/twin-store.ts';
import { Source } from '../tools/fields.ts';

const MAX_EVENTS = 500;
const Events = z.array(z.unknown()).max(MAX_EVENTS, `не больше ${MAX_EVENTS} событий за раз`);
const Synced = z.strictObject({
  source: Source.describe('какой источник отчитался'),
  from: localDateSchema.describe('с какой даты он сообщил обо всём'),
  to: localDateSchema.describe('по какую дату, включительно'),
});

const Result = z.object({
  index: z.int(),
  external_id: z.string().nullable(),
  status: z.enum(['stored', 'duplicate', 'rejected']),
  event_id: z.string().optional(),
  reason: z.string().optional(),
  field: z.string().optional(),
  message: z.string().optional(),
});

/** `POST /mcp/events`: the learner's other apps (bot, timer, LMS) report what was done, with the learner's own token. */
export const events = defineRoute.for<DtServices>()({
  path: '/mcp/events',
  title: 'События из приложений ученика',
  scope: 'dt:write',
  effect: 'write',
  maxBytes: 2 * 1024 * 1024,
  input: z.union([Events, z.strictObject({ events: Events, synced: Synced.optional() })]),
  output: z.object({
    stored: z.int(),
    duplicate: z.int(),
    rejected: z.int(),
    synced: z.boolean(),
    results: z.array(Result),
  }),
  async run(body, { services, now }) {
    const { events: raw, synced } = Array.isArray(body) ? { events: body, synced: undefined } : body;
    if (synced) requireRange(synced, now);
    const writer = { clientId: services.clientId, nowMs: now };
    const parsed = raw.map((event) => parseActivityEvent(event, now));
    const accepted = parsed.filter((item) => item.ok).map((item) => item.value);
    const saved = (accepted.length > 0 ? await services.twin.saveEvents(accepted, writer) : []).values();
    const results = parsed.map((item, index) =>
      item.ok ? told(index, item.value, saved.next().value) : refused(index, item, raw[index]),
    );
    if (synced) await services.twin.saveSyncReport(synced, writer);
    const count = (status: string) => results.filter((result) => result.status === status).length;
    return {
      stored: count('stored'),
      duplicate: count('duplicate'),
      rejected: count('rejected'),
      synced: synced !== undefined,
      results,
    };
  },
});

/** A source cannot have reported about tomorrow; a day of slack is left for zones ahead of UTC. */
function requireRange({ from, to }: z.output<typeof Synced>, nowMs: number): void {
  const latest = addDays(localDateAt(nowMs, 'UTC'), 1);
  if (from > to) throw new ToolError('INVALID_ARGUMENT', 'Начало позже конца.', { field: 'synced.from' });
  if (to > latest) throw new ToolError('INVALID_ARGUMENT', 'Дата ещё не наступила.', { field: 'synced.to' });
}

function told(index: number, event: NewActivityEvent, saved: SavedEvent | undefined): z.input<typeof Result> {
  const external_id = event.externalId;
  if (!saved || saved.status === 'rejected') {
    return { index, external_id, status: 'rejected', reason: saved?.reason ?? 'not_stored' };
  }
  return { index, external_id, status: saved.status, event_id: saved.event.eventId };
}

function refused(index: number, refusal: Refusal, raw: unknown): z.input<typeof Result> {
  const external_id = externalIdOf(raw);
  const { code, field, message } = refusal;
  return { index, external_id, status: 'rejected', reason: code, message, ...(field !== null && { field }) };
}

function externalIdOf(raw: unknown): string | null {
  if (typeof raw !== 'object' || raw === null || !('external_id' in raw)) return null;
  return typeof raw.external_id === 'string' ? raw.external_id.slice(0, 200) : null;
}
