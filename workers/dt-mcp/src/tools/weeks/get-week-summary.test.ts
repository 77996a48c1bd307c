import { describe, expect, test } from 'vitest';
import { event, learnerWith, NOW, newLearner, refusalOf, writer } from '../../testing/person.ts';
import { getWeekSummary } from './get-week-summary.ts';

const PREVIOUS = { week: 'previous' };

test('a good week: 180 minutes, five days, bands and no pattern', async () => {
  const learner = await learnerWith([40, 35, 30, 40, 35]);
  const { data, summary } = await learner.ask(getWeekSummary, PREVIOUS);
  expect(data).toMatchObject({
    week: { iso: '2026-W46', start: '2026-11-09', end: '2026-11-15', is_complete: true },
    days_with_activity: 5,
    pomodoros_count: 5,
    actions_by_type: [{ activity_type: 'reading', count: 5 }],
    time: { total_minutes: 180, avg_minutes_per_active_day: 36, avg_minutes_per_day: 26, suspicious_dates: [] },
    bands: { minutes: 'good', days: 'high', products: null },
    patterns: [],
    previous: { iso: '2026-W45', days_with_activity: null, total_minutes: null, status: 'NO_DATA' },
    data_quality: { status: 'OK', coverage_ratio: 1 },
  });
  const counts = (data['actions_by_day'] as { count: number }[]).map(({ count }) => count);
  expect(counts).toEqual([1, 1, 1, 1, 1, 0, 0]);
  expect(summary).toBe(
    [
      'Неделя 09.11.2026–15.11.2026.',
      'Занятия: 5 дней из 7, 180 минут.',
      'В среднем за активный день: 36 минут.',
      'По дням: 09.11.2026 — 40 минут, 10.11.2026 — 35 минут, 11.11.2026 — 30 минут, 12.11.2026 — 40 минут, 13.11.2026 — 35 минут.',
      'По видам дел: чтение руководства — 180 минут.',
      'Записей: чтение руководства — 5.',
      'Полных помидорок по 25 минут: 5.',
      'Рабочие продукты не ведутся, слот не задан.',
      'Данные полные: за 7 дней из 7.',
      'Дни без записей считаем днями без дел: 14.11–15.11.',
      'Часовой пояс не задан, дни считаются по Москве. Другой назовите в чате: он запишется в профиль.',
    ].join('\n'),
  );
});

test('a weak week: 45 minutes, two days, partial data and therefore no pattern', async () => {
  const learner = await learnerWith([25, null, 20]);
  expect((await learner.ask(getWeekSummary, PREVIOUS)).data).toMatchObject({
    days_with_activity: 2,
    pomodoros_count: 1,
    actions_by_day: [1, 0, 1, null, null, null, null].map((count) => ({ count })),
    time: { total_minutes: 45, breakdown: [25, 0, 20, null, null, null, null].map((minutes) => ({ minutes })) },
    bands: { minutes: 'mid', days: 'low' },
    patterns: [],
    data_quality: { status: 'PARTIAL_DATA', coverage_ratio: 0.43 },
  });
});

test('an empty week has no data and no bands', async () => {
  const { data, summary } = await newLearner().ask(getWeekSummary, {});
  expect(data).toMatchObject({
    week: { iso: '2026-W47', is_complete: false },
    days_with_activity: null,
    pomodoros_count: null,
    time: { total_minutes: null, avg_minutes_per_day: null },
    bands: { minutes: null, days: null, products: null },
    patterns: [],
    previous: { status: 'NO_DATA' },
    data_quality: { status: 'NO_DATA', coverage_ratio: null, days_expected: 0 },
  });
  expect(summary).toContain('ещё идёт');
  expect(summary).toContain('За сегодня записей о делах пока нет.');
  expect(summary).not.toContain('Неделей раньше');
});

test('what the learner does not record is null, not zero', async () => {
  for (const learner of [newLearner(), await learnerWith([40])]) {
    const { data } = await learner.ask(getWeekSummary, PREVIOUS);
    expect(data).toMatchObject({
      slot: null,
      work_products: null,
      plan_vs_fact: null,
      bands: { products: null, slot: null },
    });
  }
});

describe('the week is chosen', () => {
  test.each([
    ['current', '2026-W47'],
    ['previous', '2026-W46'],
    ['2026-W46', '2026-W46'],
    ['2026-11-09', '2026-W46'],
    ['2026-11-15', '2026-W46'],
    ['2026-W53', '2026-W53'],
    ['2027-01-03', '2026-W53'],
  ])('%s is %s', async (week, iso) => {
    expect((await newLearner().ask(getWeekSummary, { week })).data).toMatchObject({ week: { iso } });
  });

  test('by default it is the current week in the learner’s time zone', async () => {
    const sundayNight = Date.parse('2026-11-15T22:00:00Z'); // Monday 01:00 in Moscow
    const iso = async (input: object) =>
      ((await newLearner().ask(getWeekSummary, input, sundayNight)).data['week'] as { iso: string }).iso;
    expect(await iso({})).toBe('2026-W47');
    expect(await iso({ timezone: 'America/New_York' })).toBe('2026-W46');
  });

  test.each(['2000-01-01', '2099-12-31', '2025-W53', '2026-W00', 'last', '', '2026-02-30'])(
    '%j is refused as a week',
    async (week) => {
      const refusal = await refusalOf(newLearner().ask(getWeekSummary, { week }));
      expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', field: 'week' });
    },
  );
});

describe('the week before', () => {
  const nextMonday = NOW + 7 * 86_400_000;

  test('is compared with its own days, minutes and status', async () => {
    const learner = await learnerWith([25, null, 20]);
    await learner.twin.events.saveEvents(
      [event({ at: '2026-11-17T09:00:00+03:00', minutes: 50 }, nextMonday)],
      writer(),
    );
    const { data, summary } = await learner.ask(getWeekSummary, PREVIOUS, nextMonday);
    expect(data).toMatchObject({
      week: { iso: '2026-W47' },
      time: { total_minutes: 50 },
      previous: { iso: '2026-W46', days_with_activity: 2, total_minutes: 45, status: 'PARTIAL_DATA' },
    });
    expect(summary).toContain('Неделей раньше: 2 дня, 45 минут (данные неполные).');
  });

  test('is omitted on request, without any other change', async () => {
    const learner = await learnerWith([40, 35, 30, 40, 35]);
    const [{ data: alone }, { data: compared }] = (await Promise.all(
      [false, true].map((compare) => learner.ask(getWeekSummary, { ...PREVIOUS, compare })) as [never, never],
    )) as [{ data: object }, { data: object }];
    expect(alone).toEqual({ ...compared, previous: null });
  });
});

test('a strong start with a decline is a pattern only when the week is over', async () => {
  const learner = await learnerWith([60, 60, 60, 10, 10]);
  expect((await learner.ask(getWeekSummary, PREVIOUS)).data).toMatchObject({ patterns: ['strong_start_decline'] });
  const friday = Date.parse('2026-11-13T12:00:00+03:00');
  expect((await learner.ask(getWeekSummary, {}, friday)).data).toMatchObject({ patterns: [] });
});

test('a sync report turns unknown days into days without work', async () => {
  const learner = await learnerWith([25, null, 20]);
  await learner.twin.events.saveSyncReport({ source: 'timer', from: '2026-11-09', to: '2026-11-15' }, writer());
  expect((await learner.ask(getWeekSummary, PREVIOUS)).data).toMatchObject({
    time: { total_minutes: 45 },
    data_quality: {
      status: 'OK',
      coverage_ratio: 1,
      missing_dates: [],
      last_sync_at: '2026-11-16T09:00:00.000Z',
      sources: ['timer', 'manual_log'],
    },
  });
});

test('data are stale if the source has not reported for more than three days', async () => {
  const learner = await learnerWith([40, 35, 30, 40, 35]);
  await learner.twin.events.saveSyncReport({ source: 'timer', from: '2026-11-09', to: '2026-11-15' }, writer());
  const staleAfter = async (hours: number) => {
    const { data } = await learner.ask(getWeekSummary, { week: '2026-W46' }, NOW + hours * 3_600_000);
    return (data['data_quality'] as { stale: boolean }).stale;
  };
  expect(await staleAfter(72)).toBe(false);
  expect(await staleAfter(73)).toBe(true);
});
