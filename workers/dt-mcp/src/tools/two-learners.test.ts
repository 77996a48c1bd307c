import { describe, expect, test } from 'vitest';
import { eventInput, signIn } from '../testing/person.ts';

const HOUR_MS = 3_600_000;
const DAY = new Date(Date.now() - 24 * HOUR_MS).toISOString().slice(0, 10);
const PERIOD = { start_date: DAY, end_date: DAY, timezone: 'UTC' };
const REQUESTS = 200;

/** All operations of a client, with the learner's marker in every text. */
const CALLS: readonly ((marker: string, i: number) => readonly [string, object])[] = [
  (marker, i) => [
    'dt_save_activity_event',
    {
      activity_type: 'writing',
      occurred_at: `${DAY}T${String(i % 24).padStart(2, '0')}:30:00Z`,
      duration_minutes: 5,
      title: marker,
      idempotency_key: `${i}`,
    },
  ],
  (marker, i) => ['dt_save_reflection_note', { type: 'insight', text: `${marker} ${i}`, idempotency_key: `${i}` }],
  () => ['dt_list_activity_events', PERIOD],
  () => ['dt_get_time_invested_summary', PERIOD],
  () => ['dt_get_week_summary', {}],
  () => ['dt_list_activity_events', { ...PERIOD, order: 'desc', limit: 3 }],
];

async function personMarked(marker: string) {
  const person = await signIn();
  await person.post(
    [...Array(4).keys()].map((i) =>
      eventInput({ at: `${DAY}T0${i}:00:00Z`, id: `same-${i}`, title: `${marker} ${i}` }),
    ),
  );
  return { ...person, marker };
}

describe('two learners on one isolate, their requests interleaved, with the same JSON-RPC ids', () => {
  test(`never see each other’s data in ${REQUESTS} requests of both protocol versions`, async () => {
    const people = await Promise.all([personMarked('МАРКЕР-АННЫ'), personMarked('МАРКЕР-БОРИСА')]);
    const replies = await Promise.all(
      Array.from({ length: REQUESTS }, async (_, i) => {
        const [me, other] = i % 2 === 0 ? people : ([people[1], people[0]] as const);
        const round = Math.floor(i / 2);
        const [name, args] = CALLS[round % CALLS.length]?.(me.marker, round) ?? ['', {}];
        const era = Math.floor(round / CALLS.length) % 2 === 0 ? '2025-11-25' : '2026-07-28';
        const reply = await me.call(name, args, { era, id: round });
        return { reply, me, other, name };
      }),
    );
    for (const { reply, me, other, name } of replies) {
      expect(reply.status).toBe(200);
      expect(reply.result).toMatchObject({ isError: false });
      expect(reply.text).not.toContain(other.marker);
      expect(reply.text).not.toContain(other.userId);
      if (name === 'dt_list_activity_events') expect(reply.text).toContain(me.marker);
    }
  });

  test('can save the same record, each in their own twin', async () => {
    const [anna, boris] = await Promise.all([personMarked('АННА'), personMarked('БОРИС')]);
    const ids = await Promise.all(
      [anna, boris].map(async ({ call }) => {
        const reply = await call('dt_list_activity_events', PERIOD);
        const { events } = (reply.result?.['structuredContent'] ?? {}) as { events: { event_id: string }[] };
        expect(events).toHaveLength(4);
        return events.map(({ event_id }) => event_id);
      }),
    );
    expect(new Set(ids.flat()).size).toBe(8);
  });
});

test('two clients of one learner see one twin', async () => {
  const phone = await signIn();
  const laptop = await signIn(['dt:read'], phone);
  await phone.post([eventInput({ at: `${DAY}T08:00:00Z`, title: 'с телефона' })]);
  const reply = await laptop.call('dt_list_activity_events', PERIOD);
  expect(reply.result).toMatchObject({ structuredContent: { events: [{ title: 'с телефона' }] } });
});
