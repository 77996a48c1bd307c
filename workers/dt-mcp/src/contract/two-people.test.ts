import { twoPeopleContract } from '@aisystant/testing';
import { eventInput, people } from '../testing/person.ts';

const HOUR_MS = 3_600_000;
const DAY = new Date(Date.now() - 24 * HOUR_MS).toISOString().slice(0, 10);
const PERIOD = { start_date: DAY, end_date: DAY, timezone: 'UTC' };

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

twoPeopleContract({
  people,
  calls: CALLS,
  saveRecords: (person, words) =>
    person.postTo(
      '/mcp/events',
      [...Array(4).keys()].map((i) =>
        eventInput({ at: `${DAY}T0${i}:00:00Z`, id: `same-${i}`, title: `${words} ${i}` }),
      ),
    ),
  list: {
    call: ['dt_list_activity_events', PERIOD],
    scope: 'dt:read',
    length: 4,
    ids: (data) => (data as { events: { event_id: string }[] }).events.map(({ event_id }) => event_id),
  },
});
