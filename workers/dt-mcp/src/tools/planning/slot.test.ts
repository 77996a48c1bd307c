import { describe, expect, test } from 'vitest';
import { addDays } from '../../domain/time/calendar.ts';
import { event, MONDAY, newLearner, writer } from '../../testing/person.ts';
import { saveProfile } from '../profile/save-profile.ts';
import { getProgress } from '../stages/get-progress.ts';
import { getMetricTrend } from '../weeks/get-metric-trend.ts';
import { getWeekSummary } from '../weeks/get-week-summary.ts';
import { getSlotConsistency } from './get-slot-consistency.ts';
import { saveSlot } from './save-slot.ts';

const SUNDAY = addDays(MONDAY, 6);
// True both of a learner who has no slot and of one who set it later.
const ASSUMED = 'Пока слота не было, дни со слотом считаются по дням с делами.';
const slot = (more: object = {}) => ({
  slot_time: '08:00',
  slot_duration_minutes: 30,
  slot_days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  since: MONDAY,
  ...more,
});
const assumptionsOf = (data: Record<string, unknown>) =>
  (data['data_quality'] as { assumptions: string[] }).assumptions;

test('a slot is replaced with the version that was read', async () => {
  const learner = newLearner();
  await learner.ask(saveSlot, slot());
  await learner.ask(saveSlot, slot({ since: '2026-11-18' }));
  const before = await learner.ask(getSlotConsistency, { week: 'previous' });
  expect(before.data).toMatchObject({ slot: { since: MONDAY, version: 1 } });
  expect(before.summary).toContain('с 09.11.2026, версия 1');
  await learner.ask(saveSlot, slot({ slot_time: '09:00', expected_version: 1 }));
  expect((await learner.ask(getSlotConsistency, { week: 'previous' })).data).toMatchObject({
    slot: { slot_time: '09:00', since: MONDAY, version: 2 },
  });
  expect((await learner.ask(getSlotConsistency, {})).data).toMatchObject({ slot: { since: '2026-11-18', version: 1 } });
});

test('a day that is named twice is one day of a slot', async () => {
  const learner = newLearner();
  const { data, summary } = await learner.ask(saveSlot, slot({ slot_days: ['mon', 'wed', 'mon', 'wed'] }));
  expect(data).toMatchObject({ slot: { slot_days: ['mon', 'wed'] } });
  expect(summary).toContain('пн, ср с');
  expect((await learner.ask(getSlotConsistency, {})).data).toMatchObject({ slot: { slot_days: ['mon', 'wed'] } });
});

test('a slot on days without data is not missed, in a week that has data of others', async () => {
  const learner = newLearner();
  await learner.ask(saveSlot, slot({ slot_days: ['mon', 'tue'] }));
  const days = [event({ at: `${SUNDAY}T12:00:00+03:00` })];
  await learner.twin.events.saveEvents([event({ at: '2026-10-05T12:00:00+03:00' }), ...days], writer());
  const unknown = { target_days: 2, days_held: null, consistency_percent: null };
  const kept = await learner.ask(getSlotConsistency, { week: 'previous' });
  expect(kept.data).toMatchObject({ slot: unknown, missed_dates: [], data_quality: { status: 'PARTIAL_DATA' } });
  expect(kept.summary).toContain('намечено: 2 слота, о днях слота данных нет');
  const week = await learner.ask(getWeekSummary, { week: 'previous' });
  expect(week.data).toMatchObject({ slot: unknown, bands: { slot: null } });
  expect(week.summary).toContain('намечен на 2 дня, о днях слота данных нет');
  const trend = await learner.ask(getMetricTrend, { metric_ids: ['slot_consistency_percent'], period: '4w' });
  expect(JSON.stringify(trend.data)).toContain('"value":null,"why":"о днях слота данных нет"');
});

describe('a slot on the last evening of the week', () => {
  const LATE = slot({ slot_time: '23:40', slot_days: ['sat', 'sun'] });
  const afterMidnight = async () => {
    const learner = newLearner();
    await learner.ask(saveSlot, LATE);
    const works = [SUNDAY, addDays(SUNDAY, 1)].map((date) => event({ at: `${date}T00:15:00+03:00`, minutes: 25 }));
    await learner.twin.events.saveEvents(works, writer());
    return learner;
  };

  test('is held by work after midnight, as on any evening', async () => {
    const learner = await afterMidnight();
    expect((await learner.ask(getSlotConsistency, { week: 'previous' })).data).toMatchObject({
      slot: { days_held: 2, target_days: 2, consistency_percent: 100 },
      held_dates: [addDays(SUNDAY, -1), SUNDAY],
      missed_dates: [],
    });
    // The minutes themselves belong to the next week.
    expect((await learner.ask(getWeekSummary, { week: 'previous' })).data).toMatchObject({
      slot: { days_held: 2 },
      days_with_activity: 1,
      time: { total_minutes: 25 },
    });
  });

  test('counts in a trend too', async () => {
    const learner = await afterMidnight();
    const metric_ids = ['slot_consistency_percent', 'regularity_days_per_week'];
    const { data } = await learner.ask(getMetricTrend, { metric_ids, period: '4w' });
    const [percent, days] = data['series'] as { points: { value: number | null }[] }[];
    expect([percent?.points.at(-1)?.value, days?.points.at(-1)?.value]).toEqual([100, 2]);
  });
});

describe('a slot of a learner who moves', () => {
  const FAR = 'Asia/Vladivostok';
  const moved = async (set: object, before: object | null) => {
    const learner = newLearner();
    if (before !== null) await learner.ask(saveProfile, { patch: before });
    await learner.ask(saveSlot, slot(set));
    const works = [0, 1, 2, 3, 4].map((day) => event({ at: `${addDays(MONDAY, day)}T08:00:00+10:00`, minutes: 30 }));
    await learner.twin.events.saveEvents(works, writer());
    await learner.ask(saveProfile, { patch: { timezone: 'Europe/Moscow' } });
    return learner;
  };

  test.each([
    ['of the profile', {}, { timezone: FAR }],
    ['named with the slot', { timezone: FAR }, null],
  ])('keeps the zone %s: what was held stays held', async (_, set, before) => {
    const learner = await moved(set, before);
    const kept = await learner.ask(getSlotConsistency, { week: 'previous' });
    expect(kept.data).toMatchObject({
      slot: { slot_time: '08:00', timezone: FAR, days_held: 5, consistency_percent: 100 },
      missed_dates: [],
      data_quality: { timezone: 'Europe/Moscow' },
    });
    expect(kept.summary).toContain('Слот в 08:00 по поясу Asia/Vladivostok, 30 минут');
    const week = await learner.ask(getWeekSummary, { week: 'previous' });
    expect(week.data).toMatchObject({ slot: { timezone: FAR, days_held: 5 } });
    expect(week.summary).toContain('Слот в 08:00 по поясу Asia/Vladivostok, 30 минут, пн, вт, ср, чт, пт: состоялся');
    expect((await learner.ask(getProgress, {})).data).toMatchObject({ regularity: { days_per_week: 5 } });
  });

  test('is of the new zone once it is set there, and of the old one before', async () => {
    const learner = await moved({}, { timezone: FAR });
    await learner.ask(saveSlot, slot({ since: addDays(MONDAY, 4) }));
    const { data, summary } = await learner.ask(getSlotConsistency, { week: 'previous' });
    expect(data).toMatchObject({ slot: { timezone: 'Europe/Moscow', days_held: 4, target_days: 5 } });
    expect(data).toMatchObject({ missed_dates: [addDays(MONDAY, 4)] });
    expect(summary).toContain('Слот в 08:00, 30 минут');
  });

  test('follows the zone that is named later where none had been', async () => {
    const learner = newLearner();
    await learner.ask(saveSlot, slot());
    await learner.twin.events.saveEvents([event({ at: `${MONDAY}T08:00:00+10:00` })], writer());
    await learner.ask(saveProfile, { patch: { timezone: FAR } });
    expect((await learner.ask(getSlotConsistency, { week: 'previous' })).data).toMatchObject({
      slot: { timezone: FAR, days_held: 1 },
    });
  });

  test('is found at both ends of the earth, on the first and the last day of a week', async () => {
    const TUESDAY = Date.parse('2026-11-17T12:00:00Z');
    const ENDS = { east: 'Pacific/Kiritimati', west: 'Pacific/Pago_Pago' };
    for (const [set, read, works] of [
      [ENDS.east, ENDS.west, [`${MONDAY}T00:10:00+14:00`, `${SUNDAY}T00:10:00+14:00`]],
      [ENDS.west, ENDS.east, [`${MONDAY}T00:10:00-11:00`, `${SUNDAY}T00:10:00-11:00`]],
    ] as const) {
      const learner = newLearner();
      await learner.ask(saveSlot, slot({ slot_time: '00:10', slot_days: ['mon', 'sun'], timezone: set }));
      await learner.twin.events.saveEvents(
        works.map((at) => event({ at })),
        writer(),
      );
      const { data } = await learner.ask(getSlotConsistency, { week: MONDAY, timezone: read });
      expect(data, set).toMatchObject({ held_dates: [MONDAY, SUNDAY] });
      const asked = { metric_ids: ['slot_consistency_percent'], period: '4w', timezone: read };
      const trend = await learner.ask(getMetricTrend, asked, TUESDAY);
      expect(JSON.stringify(trend.data), set).toContain('"value":100');
    }
  });
});

test('a slot of yesterday that may still be held is not missed yet', async () => {
  const learner = newLearner();
  await learner.ask(saveSlot, slot({ slot_time: '23:40', slot_days: ['mon'] }));
  await learner.twin.events.saveEvents([event({ at: `${MONDAY}T08:00:00+03:00` })], writer());
  const missedAt = async (time: string) => {
    const now = Date.parse(`${addDays(MONDAY, 1)}T${time}:00+03:00`);
    return (await learner.ask(getSlotConsistency, {}, now)).data['missed_dates'];
  };
  expect(await missedAt('01:09')).toEqual([]);
  expect(await missedAt('01:10')).toEqual([MONDAY]);
});

describe('five mornings of a week', () => {
  const worked = async (since: string | null) => {
    const learner = newLearner();
    const works = [0, 1, 2, 3, 4].map((day) => event({ at: `${addDays(MONDAY, day)}T08:00:00+03:00`, minutes: 30 }));
    await learner.twin.events.saveEvents(works, writer());
    if (since !== null) await learner.ask(saveSlot, slot({ since }));
    return learner.ask(getProgress, {});
  };

  test.each([
    ['without a slot', null, true],
    ['with a slot since Sunday', SUNDAY, true],
    ['with a slot since Friday', addDays(MONDAY, 4), true],
    ['with a slot since Monday', MONDAY, false],
  ])('are five regular days %s', async (_, since, assumed) => {
    const { data, summary } = await worked(since);
    expect(data).toMatchObject({ regularity: { days_per_week: 5 } });
    expect(assumptionsOf(data).filter((text) => text === ASSUMED)).toHaveLength(assumed ? 1 : 0);
    // The slot was set after these weeks.
    expect(summary.includes('слот — 5 раз в неделю')).toBe(!assumed);
  });
});

test('a trend of regularity says that days with work were counted before there was a slot', async () => {
  const learner = newLearner();
  await learner.twin.events.saveEvents([event({ at: `${MONDAY}T08:00:00+03:00` })], writer());
  const trend = async (id: string) =>
    assumptionsOf((await learner.ask(getMetricTrend, { metric_ids: [id], period: '4w' })).data);
  expect(await trend('regularity_days_per_week')).toContain(ASSUMED);
  expect(await trend('slot_consistency_percent')).not.toContain(ASSUMED);
});

describe('held slots are counted out of the due ones in Russian, and of a week that goes on only so far', () => {
  const THURSDAY = Date.parse(`${addDays(MONDAY, 3)}T12:00:00+03:00`);

  test.each([
    [1, 'состоялся 1 из 3 слотов (33 %)', 'состоялся в 1 из 3 дней'],
    [2, 'состоялось 2 из 3 слотов (67 %)', 'состоялся в 2 из 3 дней'],
  ])('%i', async (held, slots, days) => {
    const learner = newLearner();
    await learner.ask(saveSlot, slot({ slot_days: ['mon', 'tue', 'fri'] }));
    const works = Array.from({ length: held }, (_, day) => event({ at: `${addDays(MONDAY, day)}T08:00:00+03:00` }));
    await learner.twin.events.saveEvents(works, writer());
    const said = async (tool: typeof getSlotConsistency, week: string, now?: number) =>
      (await learner.ask(tool, { week }, now)).summary;
    const asWeek = getWeekSummary as unknown as typeof getSlotConsistency;
    expect(await said(getSlotConsistency, 'previous')).toContain(`: ${slots}.`);
    expect(await said(asWeek, 'previous')).toContain(`: ${days}.`);
    expect(await said(getSlotConsistency, 'current', THURSDAY)).toContain(`: пока ${slots}.`);
    expect(await said(asWeek, 'current', THURSDAY)).toContain(`: пока ${days}.`);
  });
});
