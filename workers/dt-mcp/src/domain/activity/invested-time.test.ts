import { describe, expect, test } from 'vitest';
import { type Period, periodDays } from '../time/calendar.ts';
import type { EventFacts } from './activity-event.ts';
import { eventAt } from './events.arbitrary.ts';
import { investedTime } from './invested-time.ts';

const DAY = { start: '2026-02-03', end: '2026-02-03' };
const timeOf = (events: EventFacts[], period: Period = DAY, zone = 'Europe/Moscow') =>
  investedTime(events, periodDays(period, zone));
const minutesOf = (events: EventFacts[], period: Period = DAY, zone = 'Europe/Moscow') =>
  timeOf(events, period, zone).days.map((day) => day.minutes);
const typesOf = (events: EventFacts[]) => Object.fromEntries(timeOf(events).byType);

/** An event of 3 February 2026 in Moscow. */
const at = (clock: string, minutes: number | null, more: Parameters<typeof eventAt>[2] = {}) =>
  eventAt(`2026-02-03T${clock}:00+03:00`, minutes, more);

describe('invested time', () => {
  test('is the sum of minutes of invested types', () => {
    expect(typesOf([at('09:00', 25), at('10:00', 20, { activityType: 'writing' })])).toEqual({
      reading: 25,
      writing: 20,
    });
  });

  test('ignores an event without a duration', () => {
    expect(timeOf([at('09:00', null), at('10:00', 0)]).totalMinutes).toBe(0);
  });

  test('counts an overlap of two sources once, for the one of higher priority', () => {
    const timer = at('09:00', 60, { source: 'timer', activityType: 'project_work' });
    const manual = at('08:30', 60, { source: 'manual_log', activityType: 'writing' });
    expect(typesOf([manual, timer])).toEqual({ writing: 30, project_work: 60 });
  });

  test('counts the minutes of a lower-priority event around a higher-priority one', () => {
    const calendar = at('09:00', 180, { source: 'calendar', activityType: 'discussion' });
    const first = at('09:30', 30, { source: 'timer' });
    const second = at('11:00', 30, { source: 'timer' });
    expect(typesOf([calendar, first, second])).toEqual({ discussion: 120, reading: 60 });
  });

  test('counts once where a higher-priority event covers the gap between two others', () => {
    const timer = at('09:10', 40, { source: 'timer', activityType: 'practice' });
    expect(typesOf([timer, at('09:00', 20), at('09:30', 30)])).toEqual({ reading: 20, practice: 40 });
  });

  test.each([
    ['timer', 'calendar'],
    ['calendar', 'manual_log'],
    ['manual_log', 'lms'],
    ['lms', 'bot'],
    ['bot', 'club'],
    ['club', 'mcp'],
    ['mcp', 'demo'],
    ['demo', 'import'],
  ] as const)('prefers %s to %s', (stronger, weaker) => {
    const events = [
      at('09:00', 60, { source: weaker }),
      at('09:00', 60, { source: stronger, activityType: 'practice' }),
    ];
    expect(typesOf(events)).toEqual({ practice: 60 });
  });

  test('within a source counts overlapping minutes for the earlier event', () => {
    const events = [at('09:30', 60, { activityType: 'writing' }), at('09:00', 60)];
    expect(typesOf(events)).toEqual({ reading: 60, writing: 30 });
  });

  test('within a source counts events inside a longer one once', () => {
    expect(timeOf([at('09:00', 100), at('09:10', 10), at('09:30', 20), at('10:30', 20)]).totalMinutes).toBe(110);
  });

  test('within a source and a start counts for the lower external id', () => {
    const events = [
      at('09:00', 60, { externalId: 'b' }),
      at('09:00', 60, { externalId: 'a', activityType: 'writing' }),
    ];
    expect(typesOf(events)).toEqual({ writing: 60 });
    expect(typesOf(events.reverse())).toEqual({ writing: 60 });
  });

  test('is not changed by the same event imported twice', () => {
    const once = at('09:00', 25, { source: 'import', externalId: 'row-7' });
    expect(timeOf([once, { ...once }]).totalMinutes).toBe(25);
  });
});

describe('rest', () => {
  test('adds no minutes and takes none from other events', () => {
    const rest = at('09:00', 120, { source: 'timer', activityType: 'rest' });
    expect(typesOf([rest, at('09:30', 30, { source: 'import' })])).toEqual({ reading: 30 });
    expect(typesOf([rest, at('09:30', 30, { activityType: 'guide_session' })])).toEqual({ guide_session: 30 });
  });
});

describe('a session with the Guide', () => {
  test('counts only where nothing else is recorded, even from a lower-priority source', () => {
    const session = at('09:00', 60, { source: 'timer', activityType: 'guide_session' });
    const reading = at('09:20', 20, { source: 'import' });
    expect(typesOf([session, reading])).toEqual({ guide_session: 40, reading: 20 });
  });

  test('overlapping another session counts by source priority', () => {
    const told = at('09:00', 60, { source: 'mcp', activityType: 'guide_session' });
    const timed = at('09:30', 60, { source: 'timer', activityType: 'guide_session' });
    expect(typesOf([told, timed])).toEqual({ guide_session: 90 });
  });
});

describe('planning', () => {
  test('counts for an hour a day at most', () => {
    const events = [at('09:00', 50, { activityType: 'planning' }), at('18:00', 50, { activityType: 'planning' })];
    expect(typesOf(events)).toEqual({ planning: 60 });
  });

  test('over midnight has an hour on each date', () => {
    const night = eventAt('2026-02-03T22:00:00+03:00', 240, { activityType: 'planning' });
    expect(minutesOf([night], { start: '2026-02-03', end: '2026-02-04' })).toEqual([60, 60]);
  });

  test('beyond its hour does not give its minutes to an overlapped event', () => {
    const events = [at('09:00', 120, { source: 'timer', activityType: 'planning' }), at('09:00', 120)];
    expect(typesOf(events)).toEqual({ planning: 60 });
  });
});

describe('an event over midnight', () => {
  const night = eventAt('2026-02-03T23:50:00+03:00', 30);

  test('from 23:50 to 00:20 gives ten minutes to one date and twenty to the next', () => {
    expect(minutesOf([night], { start: '2026-02-03', end: '2026-02-04' })).toEqual([10, 20]);
  });

  test('counts only its minutes inside the period', () => {
    expect(minutesOf([night], { start: '2026-02-03', end: '2026-02-03' })).toEqual([10]);
    expect(minutesOf([night], { start: '2026-02-04', end: '2026-02-04' })).toEqual([20]);
  });

  test('is split where midnight is in the learner’s zone', () => {
    expect(minutesOf([night], { start: '2026-02-03', end: '2026-02-04' }, 'Europe/Berlin')).toEqual([30, 0]);
  });
});

describe('a day on which the clocks change', () => {
  const twoDays = (date: string, next: string) => ({ start: date, end: next });

  test('in Berlin has 1380 minutes in spring', () => {
    const allDay = [eventAt('2026-03-29T00:00:00+01:00', 1440)];
    expect(minutesOf(allDay, twoDays('2026-03-29', '2026-03-30'), 'Europe/Berlin')).toEqual([1380, 60]);
  });

  test('in Berlin has 1500 minutes in autumn', () => {
    const allDay = [eventAt('2026-10-25T00:00:00+02:00', 1440), eventAt('2026-10-25T23:00:00+01:00', 120)];
    expect(minutesOf(allDay, twoDays('2026-10-25', '2026-10-26'), 'Europe/Berlin')).toEqual([1500, 60]);
  });

  test('in Berlin counts an event across the missing hour by the minutes that passed', () => {
    const night = [eventAt('2026-03-29T01:30:00+01:00', 60)]; // until 03:30 on the wall clock
    expect(minutesOf(night, twoDays('2026-03-29', '2026-03-29'), 'Europe/Berlin')).toEqual([60]);
  });

  test('does not exist in Moscow', () => {
    const allDay = [eventAt('2026-03-29T00:00:00+03:00', 1440), eventAt('2026-10-25T00:00:00+03:00', 1440)];
    expect(minutesOf(allDay, twoDays('2026-03-29', '2026-03-30'))).toEqual([1440, 0]);
    expect(minutesOf(allDay, twoDays('2026-10-25', '2026-10-26'))).toEqual([1440, 0]);
  });
});

test('a date with more than sixteen hours is suspicious, and one with exactly sixteen is not', () => {
  expect(timeOf([at('00:00', 960)]).suspiciousDates).toEqual([]);
  expect(timeOf([at('00:00', 961)]).suspiciousDates).toEqual(['2026-02-03']);
});
