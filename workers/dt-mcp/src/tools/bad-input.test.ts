import { describe, expect, test } from 'vitest';
import { server } from '../server.ts';
import { event, newLearner, refusalOf, signIn, writer } from '../testing/person.ts';

const EXAMPLE = {
  dt_get_time_invested_summary: { start_date: '2026-11-09', end_date: '2026-11-15' },
  dt_get_week_summary: {},
  dt_list_activity_events: { start_date: '2026-11-09', end_date: '2026-11-15' },
  dt_save_activity_event: { activity_type: 'reading', occurred_at: '2026-11-16T09:00:00+03:00', duration_minutes: 25 },
  dt_save_reflection_note: { type: 'daily', text: 'мысль' },
} as const;
type Name = keyof typeof EXAMPLE;

/** A valid input of a tool at the time of the tests. */
function validInput(name: string): object {
  return EXAMPLE[name as Name] ?? toolNamed(name).facts.examples[0].input;
}

function toolNamed(name: string) {
  const tool = server.tools.find((candidate) => candidate.name === name);
  if (!tool) throw new Error(`no tool ${name}`);
  return tool;
}

/** All rows of a twin. */
async function content({ twin }: ReturnType<typeof newLearner>) {
  const everything = { fromMs: 0, toMs: Date.UTC(2100, 0, 1) };
  const query = { ...everything, types: null, sources: null, order: 'asc', limit: 100, after: null } as const;
  const facts = await twin.events.periodFacts(everything, { start: '2000-01-01', end: '2099-12-31' });
  return JSON.stringify([facts, await twin.events.listEvents(query)]);
}

const CASES: readonly (readonly [string, Name, Record<string, unknown>, string])[] = [
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
];

describe('is refused with the name of the field, without any change:', () => {
  test.each(CASES)('%s in %s', async (_, name, change, field) => {
    const learner = newLearner();
    await learner.twin.events.saveEvents([event({ at: '2026-11-10T09:00:00+03:00' })], writer());
    const before = await content(learner);
    const refusal = await refusalOf(learner.ask(toolNamed(name), { ...validInput(name), ...change }));
    expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', field, retryable: false });
    expect(await content(learner)).toBe(before);
  });

  test.each(['сон', 'sleep', 'transport', 'дорога', 'idle', 'social_feed'])(
    'the activity type “%s”, with a hint',
    async (kind) => {
      const learner = newLearner();
      const input = { ...EXAMPLE.dt_save_activity_event, activity_type: kind };
      const refusal = await refusalOf(learner.ask(toolNamed('dt_save_activity_event'), input));
      expect(refusal).toMatchObject({
        code: 'INVALID_ARGUMENT',
        field: 'activity_type',
        hint: expect.stringMatching(/.{10}/),
      });
      expect(await content(learner)).toBe(await content(newLearner()));
    },
  );
});

test('NO_DATA is not an error', async () => {
  const { call } = await signIn();
  for (const name of ['dt_get_time_invested_summary', 'dt_get_week_summary', 'dt_list_activity_events'] as const) {
    expect((await call(name, EXAMPLE[name])).result).toMatchObject({
      isError: false,
      structuredContent: { data_quality: { status: 'NO_DATA', coverage_ratio: expect.any(Number) } },
    });
  }
});
