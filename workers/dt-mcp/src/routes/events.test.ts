import { requireConsent } from '@aisystant/mcp/learner-store';
import { callDirectly } from '@aisystant/mcp/testing';
import { describe, expect, test } from 'vitest';
import { servicesOf } from '../services.ts';
import { EVENTS_PER_DAY } from '../store/event-store.ts';
import { eventInput, type Learner, NOW, newLearner, refusalOf } from '../testing/person.ts';
import { setCounters } from '../testing/stored.ts';
import { listActivityEvents } from '../tools/activity/list-activity-events.ts';
import { getWeekSummary } from '../tools/weeks/get-week-summary.ts';
import { events } from './events.ts';

interface Answer {
  readonly stored: number;
  readonly duplicate: number;
  readonly rejected: number;
  readonly synced: boolean;
  readonly results: readonly Record<string, unknown>[];
}

/** Reports events as an app of the learner at a given time. */
function report({ userId, twin }: Learner, body: unknown, now = NOW): Promise<Answer> {
  const user = { userId, scopes: ['dt:write'], clientId: 'app' };
  const elsewhere = { revokeAllAccess: async () => {}, calls: async () => [] };
  const services = servicesOf(twin, user, 'https://dt.example', elsewhere);
  return callDirectly({ requireConsent }, events, body, { user, services, now }) as Promise<Answer>;
}

async function listed(learner: Learner) {
  const answer = await learner.ask(listActivityEvents, { start_date: '2026-11-01', end_date: '2026-11-30' });
  return answer.data as { events: Record<string, unknown>[]; total_estimate: number };
}

const WEEK = { from: '2026-11-09', to: '2026-11-15' };
const at = '2026-11-10T09:00:00+03:00';
const two = [eventInput({ at, source: 'timer', id: 'a' }), eventInput({ at, source: 'bot', id: 'b', type: 'writing' })];

describe('a report', () => {
  test.each([
    ['an array', two],
    ['an object', { events: two }],
  ])('may be %s with events', async (_, body) => {
    const learner = newLearner();
    const answer = await report(learner, body);
    expect(answer).toEqual({
      stored: 2,
      duplicate: 0,
      rejected: 0,
      synced: false,
      results: [
        { index: 0, external_id: 'a', status: 'stored', event_id: expect.any(String) },
        { index: 1, external_id: 'b', status: 'stored', event_id: expect.any(String) },
      ],
    });
    const ids = (await listed(learner)).events.map(({ event_id }) => event_id);
    expect(ids.sort()).toEqual(answer.results.map(({ event_id }) => event_id).sort());
  });

  test('may be empty', async () => {
    expect(await report(newLearner(), [])).toEqual({
      stored: 0,
      duplicate: 0,
      rejected: 0,
      synced: false,
      results: [],
    });
  });

  test('sent again changes nothing and returns the same events', async () => {
    const learner = newLearner();
    const first = await report(learner, two);
    const again = await report(learner, { events: two }, NOW + 60_000);
    expect(again).toMatchObject({ stored: 0, duplicate: 2, rejected: 0 });
    expect(again.results).toEqual(first.results.map((result) => ({ ...result, status: 'duplicate' })));
    expect((await listed(learner)).total_estimate).toBe(2);
  });

  test('has a result for each event: an invalid one does not affect the others', async () => {
    const learner = newLearner();
    await report(learner, [eventInput({ at, id: 'known' })]);
    const answer = await report(learner, [
      eventInput({ at, id: 'new' }),
      { ...eventInput({ at, id: 'bad' }), duration_minutes: 1441 },
      eventInput({ at, id: 'known' }),
      'not an event',
      eventInput({ at, id: 'new' }),
    ]);
    expect(answer).toMatchObject({ stored: 1, duplicate: 2, rejected: 2 });
    expect(answer.results).toMatchObject([
      { index: 0, external_id: 'new', status: 'stored' },
      { index: 1, external_id: 'bad', status: 'rejected', reason: 'invalid_field', field: 'duration_minutes' },
      { index: 2, external_id: 'known', status: 'duplicate' },
      { index: 3, external_id: null, status: 'rejected', reason: 'invalid_field' },
      { index: 4, external_id: 'new', status: 'duplicate', event_id: answer.results[0]?.['event_id'] },
    ]);
    expect((await listed(learner)).total_estimate).toBe(2);
  });
});

describe('an event is refused', () => {
  test.each([
    ['email', 'personal_data', 'email', { email: 'anna@example.org' }],
    ['phone', 'personal_data', 'phone', { phone: '+70000000000' }],
    ['telegram_id', 'personal_data', 'telegram_id', { telegram_id: 7 }],
    ['message_text', 'personal_data', 'message_text', { message_text: 'привет' }],
    ['local_date: zones change, dates are counted', 'unknown_field', 'local_date', { local_date: '2026-11-10' }],
    ['event_id: it is the twin’s own', 'unknown_field', 'event_id', { event_id: 'e-1' }],
    ['a prototype', 'unknown_field', '__proto__', JSON.parse('{"__proto__": {"confidence": 1}}')],
    ['payload', 'unknown_field', 'payload', { payload: {} }],
    ['sleep as work', 'not_invested', 'activity_type', { activity_type: 'sleep' }],
    ['an unknown activity type', 'unknown_activity_type', 'activity_type', { activity_type: 'juggling' }],
    ['an unknown source', 'invalid_field', 'source', { source: 'fridge' }],
    ['no id', 'invalid_field', 'external_id', { external_id: '' }],
    ['an end in the future', 'in_future', 'occurred_at', { occurred_at: '2026-11-16T11:50:00+03:00' }],
    ['a start before 2000', 'too_old', 'occurred_at', { occurred_at: '1999-01-01T00:00:00Z' }],
  ])('for %s', async (_, reason, field, change) => {
    const learner = newLearner();
    const { results } = await report(learner, [{ ...eventInput({ at, id: 'x' }), ...change }]);
    expect(results).toMatchObject([
      { status: 'rejected', reason, field, message: expect.stringMatching(/^.{5,200}$/) },
    ]);
    expect((await listed(learner)).total_estimate).toBe(0);
  });

  test('with a hint, if there is one, and without the values that were sent', async () => {
    const { results } = await report(newLearner(), [
      { ...eventInput({ at }), email: 'anna@example.org' },
      eventInput({ at, type: 'sleep' }),
    ]);
    expect(results).toMatchObject([
      { hint: expect.stringContaining('Уберите') },
      { hint: expect.stringContaining('state.sleep') },
    ]);
    expect(JSON.stringify(results)).not.toContain('anna@');
  });

  test('when the daily limit is reached, while duplicates are still recognized', async () => {
    const learner = newLearner();
    await report(learner, [eventInput({ at, id: 'known' })]);
    await setCounters(learner, { events_of_day: EVENTS_PER_DAY - 1 });
    const body = {
      events: ['a', 'b', 'known'].map((id) => eventInput({ at, id })),
      synced: { source: 'timer', ...WEEK },
    };
    const answer = await report(learner, body);
    expect(answer).toMatchObject({ stored: 1, duplicate: 1, rejected: 1, synced: false });
    expect(answer.results[1]).toMatchObject({
      reason: 'daily_limit',
      message: expect.stringContaining(`${EVENTS_PER_DAY}`),
    });
    // A source whose events were rejected has not reported everything.
    const facts = await learner.twin.events.periodFacts({ fromMs: 0, toMs: NOW }, { start: WEEK.from, end: WEEK.to });
    expect(facts.syncReports).toEqual([]);
  });
});

test.each([
  ['spoilt', { duration_minutes: 1441 }, false],
  ['of an unknown type', { activity_type: 'juggling' }, false],
  ['with personal data', { email: 'anna@example.org' }, false],
  ['sleep: that is no work', { activity_type: 'sleep' }, true],
])('a report with a refused event does not count as a full report of its source: %s', async (_, change, synced) => {
  const learner = newLearner();
  const body = {
    events: [...two, { ...eventInput({ at, id: 'x' }), ...change }],
    synced: { source: 'timer', ...WEEK },
  };
  expect(await report(learner, body)).toMatchObject({ stored: 2, rejected: 1, synced });
  const facts = await learner.twin.events.periodFacts({ fromMs: 0, toMs: NOW }, { start: WEEK.from, end: WEEK.to });
  expect(facts.syncReports).toHaveLength(synced ? 1 : 0);
});

test('confidence may be lowered and not raised', async () => {
  const learner = newLearner();
  const confidences = [0.1, 0.8, 1, undefined];
  await report(
    learner,
    confidences.map((confidence, i) => ({
      ...eventInput({ at, id: `${i}`, source: 'timer', title: `${i}` }),
      confidence,
    })),
  );
  const { events: stored } = await listed(learner);
  const byTitle = [...stored].sort((a, b) => String(a['title']).localeCompare(String(b['title'])));
  expect(byTitle.map(({ confidence }) => confidence)).toEqual([0.1, 0.8, 0.8, 0.8]);
});

describe('a full report of a source', () => {
  const quality = async (learner: Learner) =>
    (await learner.ask(getWeekSummary, { week: '2026-W46' })).data['data_quality'];

  test('makes empty days known, and sets last_sync_at', async () => {
    const learner = newLearner();
    const { synced } = await report(learner, { events: [], synced: { source: 'timer', ...WEEK } }, NOW - 1000);
    expect(synced).toBe(true);
    expect(await quality(learner)).toMatchObject({
      status: 'OK',
      coverage_ratio: 1,
      missing_dates: [],
      last_sync_at: new Date(NOW - 1000).toISOString(),
      sources: ['timer'],
      stale: false,
    });
  });

  test.each([
    ['runs backwards', { source: 'timer', from: '2026-11-15', to: '2026-11-09' }, 'synced.from'],
    ['reaches beyond tomorrow', { source: 'timer', from: '2026-11-09', to: '2026-11-18' }, 'synced.to'],
    ['has a date that does not exist', { source: 'timer', from: '2026-02-30', to: '2026-11-09' }, 'synced.from'],
    ['names an unknown source', { source: 'fridge', ...WEEK }, 'synced.source'],
    ['has an unknown field', { source: 'timer', ...WEEK, user_id: 'x' }, 'synced.user_id'],
  ])('is refused as a whole if its range %s: no events are stored', async (_, synced, field) => {
    const learner = newLearner();
    const refusal = await refusalOf(report(learner, { events: two, synced }));
    expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', field });
    expect((await listed(learner)).total_estimate).toBe(0);
    expect(await quality(learner)).toMatchObject({ last_sync_at: null, status: 'NO_DATA' });
  });

  test('may include tomorrow in the zone that is furthest ahead, but covers no day before it was received', async () => {
    const learner = newLearner();
    await report(learner, { events: [], synced: { source: 'timer', from: '2026-11-16', to: '2026-11-17' } });
    const later = NOW + 2 * 86_400_000;
    const { data } = await learner.ask(getWeekSummary, { week: '2026-W47' }, later);
    expect(data['data_quality']).toMatchObject({
      coverage_ratio: 1,
      // Today, the 18th, counts once it has a record.
      assumptions: expect.arrayContaining([expect.stringContaining('17.11')]),
    });
  });
});

describe('the size of a report', () => {
  const many = (count: number) => [...Array(count).keys()].map((i) => eventInput({ at, id: `${i}` }));

  test('of 500 events is accepted', async () => {
    expect(await report(newLearner(), many(500))).toMatchObject({ stored: 500, rejected: 0 });
  });

  test.each([
    ['an array', many(501)],
    ['an object', { events: many(501) }],
  ])('of 501 events in %s is refused with the limit, and none is stored', async (_, body) => {
    const learner = newLearner();
    expect(await refusalOf(report(learner, body))).toMatchObject({
      code: 'INVALID_ARGUMENT',
      field: 'events',
      message: 'не больше 500 событий за раз.',
    });
    expect((await listed(learner)).total_estimate).toBe(0);
  });

  test.each([[null], [7], ['text'], [{}], [{ events: {} }], [{ events: [], extra: 1 }]])(
    '%j is not a report',
    async (body) => {
      expect(await refusalOf(report(newLearner(), body))).toMatchObject({ code: 'INVALID_ARGUMENT' });
    },
  );
});
