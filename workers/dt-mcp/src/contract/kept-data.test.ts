import { keptDataContract } from '@aisystant/testing';
import { addDays } from '../domain/time/calendar.ts';
import { event, MONDAY, morningEvents, people, served, twinOf, writer } from '../testing/person.ts';
import { rowsOf } from '../testing/stored.ts';

/** All rows of every table of a twin. */
const snapshot = async (userId: string) => JSON.stringify(await rowsOf({ userId }));

/** Four weeks of work, a report of a timer, and one event with words in every field of text. */
async function fill(userId: string, text: string): Promise<void> {
  const { events } = twinOf(userId);
  const weeks = [0, 7, 14, 21].map((back) =>
    event({ at: `${addDays(MONDAY, -back)}T09:00:00+03:00`, source: 'timer' }),
  );
  const about = { title: text, role: text, method: text, guideRef: text, exerciseRef: text, note: text };
  const worded = { ...event({ at: '2026-11-10T09:00:00+03:00' }), ...about, slotId: text, workProductId: text };
  await events.saveEvents([...morningEvents([40, 35, null, 40]), ...weeks, worded], writer());
  await events.saveSyncReport({ source: 'timer', from: MONDAY, to: addDays(MONDAY, 6) }, writer());
}

/** A record of every kind. */
const saves = (text: string) =>
  [
    ['dt_save_profile', { patch: { timezone: 'Europe/Berlin', name: text, pace: 'slow' } }],
    ['dt_save_goal', { title: text, horizon: 'month' }],
    ['dt_save_week_plan', { week_start: MONDAY, target_days: 3, target_minutes_per_day: 30 }],
    ['dt_save_slot', { slot_time: '08:00', slot_duration_minutes: 30, slot_days: ['mon'], since: MONDAY }],
    ['dt_save_work_product', { type: 'post', title: text, date: MONDAY }],
    ['dt_save_activity_event', { ...INPUTS.dt_save_activity_event, title: text, role: text }],
    ['dt_save_reflection_note', { type: 'daily', text, insights: [text], achievements: [text], mood: 4 }],
    ['dt_save_stage_assessment', { proposed_stage: 'Практикующий', basis: 'self', reason: text }],
    ['dt_save_learning_route', { steps: [{ id: 'one', title: text }] }],
    ['dt_save_guide_session', { type: 'weekly', summary: text }],
  ] as const;

const EVENT_FIELDS = ['title', 'role', 'method', 'work_product_id', 'guide_ref', 'exercise_ref', 'slot_id', 'note'];

/** Valid inputs at the time of the tests. */
const INPUTS = {
  dt_get_time_invested_summary: { start_date: '2026-11-09', end_date: '2026-11-15' },
  dt_list_activity_events: { start_date: '2026-11-09', end_date: '2026-11-15' },
  dt_save_activity_event: { activity_type: 'reading', occurred_at: '2026-11-16T09:00:00+03:00', duration_minutes: 25 },
  dt_save_reflection_note: { type: 'daily', text: 'мысль' },
  dt_list_reflection_notes: {},
};

/** A change that makes the valid input of a tool wrong, and the field that the refusal names. */
const WRONG: readonly (readonly [string, string, Readonly<Record<string, unknown>>, string])[] = [
  ['dates that run backwards', 'dt_get_time_invested_summary', { start_date: '2026-11-16' }, 'start_date'],
  ['dates that run backwards', 'dt_list_activity_events', { start_date: '2026-11-16' }, 'start_date'],
  ['367 days', 'dt_get_time_invested_summary', { end_date: '2027-11-10' }, 'end_date'],
  ['367 days', 'dt_list_activity_events', { end_date: '2027-11-10' }, 'end_date'],
  ['a date that does not exist', 'dt_get_time_invested_summary', { start_date: '2026-02-30' }, 'start_date'],
  ['a date that does not exist', 'dt_list_activity_events', { end_date: '2026-02-30' }, 'end_date'],
  ['a date as people write it', 'dt_list_activity_events', { start_date: '09.11.2026' }, 'start_date'],
  ['no date', 'dt_get_time_invested_summary', { end_date: undefined }, 'end_date'],
  ['an unknown granularity', 'dt_get_time_invested_summary', { granularity: 'month' }, 'granularity'],
  ['a limit of none', 'dt_list_activity_events', { limit: 0 }, 'limit'],
  ['a limit above a hundred', 'dt_list_activity_events', { limit: 101 }, 'limit'],
  ['an unknown kind of work', 'dt_list_activity_events', { activity_types: ['reading', 'sleep'] }, 'activity_types.1'],
  ['an empty list of sources', 'dt_list_activity_events', { sources: [] }, 'sources'],
  ['a week that is none', 'dt_get_week_summary', { week: '2026-W54' }, 'week'],
  ['a week as a number', 'dt_get_week_summary', { week: 46 }, 'week'],
  ['a yes that is no boolean', 'dt_get_week_summary', { compare: 'yes' }, 'compare'],
  [
    'a start six minutes ahead',
    'dt_save_activity_event',
    { occurred_at: '2026-11-16T12:06:00+03:00', duration_minutes: 0 },
    'occurred_at',
  ],
  ['an end in the future', 'dt_save_activity_event', { occurred_at: '2026-11-16T11:45:00+03:00' }, 'occurred_at'],
  ['a start without an offset', 'dt_save_activity_event', { occurred_at: '2026-11-16T09:00:00' }, 'occurred_at'],
  ['a start before 2000', 'dt_save_activity_event', { occurred_at: '1999-12-31T09:00:00+03:00' }, 'occurred_at'],
  ['more minutes than a day has', 'dt_save_activity_event', { duration_minutes: 1441 }, 'duration_minutes'],
  ['half a minute', 'dt_save_activity_event', { duration_minutes: 0.5 }, 'duration_minutes'],
  ['minutes below zero', 'dt_save_activity_event', { duration_minutes: -1 }, 'duration_minutes'],
  ['minutes as words', 'dt_save_activity_event', { duration_minutes: '25' }, 'duration_minutes'],
  ['a title of 201 characters', 'dt_save_activity_event', { title: 'ж'.repeat(201) }, 'title'],
  ['an id that is the server’s own', 'dt_save_activity_event', { event_id: 'x' }, 'event_id'],
  ['a source', 'dt_save_activity_event', { source: 'timer' }, 'source'],
  ['a confidence', 'dt_save_activity_event', { confidence: 1 }, 'confidence'],
  ...['сон', 'sleep', 'transport', 'дорога', 'idle', 'social_feed'].map(
    (kind) =>
      [`the activity type “${kind}”`, 'dt_save_activity_event', { activity_type: kind }, 'activity_type'] as const,
  ),
];

keptDataContract({
  server: served,
  people,
  fill,
  saves,
  snapshot,
  inputs: INPUTS,
  wrongInputs: WRONG,
  wordsIn: {
    dt_list_activity_events: EVENT_FIELDS.map((field) => `events.*.${field}`),
    dt_save_reflection_note: ['echo.achievements.*', 'echo.insights.*', 'echo.text'],
    dt_list_reflection_notes: ['notes.*.achievements.*', 'notes.*.insights.*', 'notes.*.text'],
    dt_save_goal: ['goal.title'],
    dt_get_goals: ['goals.*.title'],
    dt_save_work_product: ['product.title'],
    dt_list_work_products: ['products.*.title'],
    dt_get_profile: ['fields.*.value'],
    dt_get_learning_route: ['route.steps.*.title'],
    dt_list_guide_sessions: ['sessions.*.summary'],
    dt_get_stage_status: ['history.*.evidence'],
    // A guide is known only by the name an app gave it.
    dt_get_progress: ['guides.*.id'],
  },
});
