import { describe, expect, test } from 'vitest';
import { event, learnerWith, NOW, newLearner, refusalOf, writer } from '../../testing/person.ts';
import { getTimeInvestedSummary } from './get-time-invested-summary.ts';

const WEEK = { start_date: '2026-11-09', end_date: '2026-11-15' };

describe('a week of 40, 35, 30, 40, 35 minutes', () => {
  test('is 180 minutes on five days: 36 for each active day, 26 for each calendar day, with full data', async () => {
    const learner = await learnerWith([40, 35, 30, 40, 35]);
    const { data, summary } = await learner.ask(getTimeInvestedSummary, WEEK);
    expect(data).toMatchObject({
      period: WEEK,
      total_minutes: 180,
      days_with_activity: 5,
      avg_minutes_per_active_day: 36,
      avg_minutes_per_day: 26,
      by_activity_type: [{ activity_type: 'reading', minutes: 180 }],
      suspicious_dates: [],
      compare_previous: { start_date: '2026-11-02', end_date: '2026-11-08', total_minutes: null, status: 'NO_DATA' },
      data_quality: {
        status: 'OK',
        coverage_ratio: 1,
        missing_dates: [],
        sources: ['manual_log'],
        last_sync_at: null,
        stale: false,
        confidence: 0.4,
        notes: null,
        timezone: 'Europe/Moscow',
        as_of: '2026-11-16T09:00:00.000Z',
      },
    });
    expect(data['data_quality']).toMatchObject({
      assumptions: [expect.stringContaining('14.11–15.11'), expect.stringContaining('Часовой пояс не задан')],
    });
    expect(summary).toBe(
      [
        'Инвестированное время 09.11.2026–15.11.2026: 180 минут, 5 дней с занятиями, в среднем 36 минут за активный день.',
        'По времени: 09.11.2026 — 40 минут, 10.11.2026 — 35 минут, 11.11.2026 — 30 минут, 12.11.2026 — 40 минут, 13.11.2026 — 35 минут.',
        'По видам дел: чтение руководства — 180 минут.',
        'Данные полные: за 7 дней из 7.',
        'Дни без записей считаем днями без дел: 14.11–15.11.',
        'Часовой пояс не задан, дни считаются по Москве. Другой назовите в чате: он запишется в профиль.',
      ].join('\n'),
    );
  });

  test('is broken down by date, by ISO week, or not at all, always to the same sum', async () => {
    const learner = await learnerWith([40, 35, 30, 40, 35]);
    const breakdown = async (granularity?: string) => {
      const { data } = await learner.ask(getTimeInvestedSummary, {
        start_date: '2026-11-08',
        end_date: '2026-11-16',
        ...(granularity && { granularity }),
      });
      expect(data['total_minutes']).toBe(180);
      return data['breakdown'];
    };
    // Before the first record and today nothing is known; at the weekend nothing was done.
    const minutes = [null, 40, 35, 30, 40, 35, 0, 0, null];
    expect(await breakdown()).toEqual(
      minutes.map((count, i) => ({ date: `2026-11-${String(8 + i).padStart(2, '0')}`, minutes: count })),
    );
    expect(await breakdown('day')).toEqual(await breakdown());
    expect(await breakdown('week')).toEqual([
      { week: '2026-W45', minutes: null },
      { week: '2026-W46', minutes: 180 },
      { week: '2026-W47', minutes: null },
    ]);
    expect(await breakdown('none')).toEqual([]);
  });

  test('requested on its Wednesday, is averaged over the three days that have started', async () => {
    const learner = await learnerWith([40, 35, 30]);
    const { data } = await learner.ask(getTimeInvestedSummary, WEEK, Date.parse('2026-11-11T12:00:00+03:00'));
    expect(data).toMatchObject({ total_minutes: 105, avg_minutes_per_day: 35, data_quality: { coverage_ratio: 1 } });
  });
});

test('a weak week is 45 minutes on two days and PARTIAL_DATA: a gap of four days is not four zeros', async () => {
  const learner = await learnerWith([25, null, 20]);
  const { data, summary } = await learner.ask(getTimeInvestedSummary, WEEK);
  expect(data).toMatchObject({
    total_minutes: 45,
    days_with_activity: 2,
    breakdown: [25, 0, 20, null, null, null, null].map((minutes) => ({ minutes })),
    data_quality: {
      status: 'PARTIAL_DATA',
      coverage_ratio: 0.43,
      missing_dates: ['2026-11-12', '2026-11-13', '2026-11-14', '2026-11-15'],
    },
  });
  expect(summary).toContain('Данные неполные: за 3 дня из 7. Нет данных за 12.11–15.11 (дней: 4 из 7).');
});

test('an empty twin is NO_DATA, not an error', async () => {
  const { data, summary } = await newLearner().ask(getTimeInvestedSummary, WEEK);
  expect(data).toMatchObject({
    total_minutes: null,
    avg_minutes_per_day: null,
    avg_minutes_per_active_day: null,
    days_with_activity: null,
    breakdown: Array(7).fill({ minutes: null }),
    data_quality: { status: 'NO_DATA', coverage_ratio: 0, sources: [], confidence: null },
  });
  expect(summary).toContain('За этот период записей о делах нет.');
});

test('the period before has the same length and its own status', async () => {
  const learner = await learnerWith([40, 35, 30, 40, 35]);
  const { data } = await learner.ask(getTimeInvestedSummary, { start_date: '2026-11-12', end_date: '2026-11-14' });
  expect(data).toMatchObject({
    total_minutes: 75,
    compare_previous: { start_date: '2026-11-09', end_date: '2026-11-11', total_minutes: 105, status: 'OK' },
  });
});

test('the date of a minute depends on the time zone', async () => {
  const learner = newLearner();
  await learner.twin.events.saveEvents([event({ at: '2026-11-10T23:50:00+03:00', minutes: 30 })], writer());
  const days = async (timezone?: string) => {
    const { data } = await learner.ask(getTimeInvestedSummary, { ...WEEK, ...(timezone && { timezone }) });
    const rows = data['breakdown'] as { date: string; minutes: number }[];
    return [rows.filter(({ minutes }) => minutes > 0), (data['data_quality'] as { timezone: string }).timezone];
  };
  const overMidnight = [
    { date: '2026-11-10', minutes: 10 },
    { date: '2026-11-11', minutes: 20 },
  ];
  expect(await days()).toEqual([overMidnight, 'Europe/Moscow']);
  expect(await days('europe/moscow')).toEqual([overMidnight, 'Europe/Moscow']);
  expect(await days('Europe/Berlin')).toEqual([[{ date: '2026-11-10', minutes: 30 }], 'Europe/Berlin']);
});

test('an event that starts before the period is counted from the first midnight', async () => {
  const learner = newLearner();
  await learner.twin.events.saveEvents([event({ at: '2026-11-08T23:00:00+03:00', minutes: 90 })], writer());
  const { data } = await learner.ask(getTimeInvestedSummary, WEEK);
  expect(data).toMatchObject({ total_minutes: 30, compare_previous: { total_minutes: 60 } });
});

test('overlapping records of two sources count once, and rest does not count', async () => {
  const learner = newLearner();
  const monday = (time: string) => `2026-11-09T${time}:00+03:00`;
  const timer = event({ at: monday('09:00'), minutes: 60, source: 'timer', type: 'project_work' });
  const log = event({ at: monday('09:30'), minutes: 60, type: 'writing' });
  const rest = event({ at: monday('12:00'), minutes: 120, type: 'rest' });
  await learner.twin.events.saveEvents([timer, log, rest], writer());
  const { data } = await learner.ask(getTimeInvestedSummary, WEEK);
  expect(data).toMatchObject({
    total_minutes: 90,
    by_activity_type: [
      { activity_type: 'writing', minutes: 30 },
      { activity_type: 'project_work', minutes: 60 },
    ],
  });
});

test('the period before is compared with a caveat where it is known in part only', async () => {
  const before = ['02', '03', '04', '05', '06', '07', '08'].map((day) => `2026-11-${day}`);
  const comparedWith = async (dates: readonly string[]) => {
    const learner = await learnerWith([40]);
    const events = [...dates, '2026-10-01'].map((date) => event({ at: `${date}T08:00:00+03:00`, minutes: 30 }));
    await learner.twin.events.saveEvents(events, writer());
    const { data, summary } = await learner.ask(getTimeInvestedSummary, WEEK);
    const line = summary.split('\n').find((each) => each.startsWith('Перед этим'));
    return [(data['compare_previous'] as { status: string }).status, line];
  };
  expect(await comparedWith(['2026-11-02'])).toEqual([
    'PARTIAL_DATA',
    'Перед этим, 02.11.2026–08.11.2026: 30 минут (данные неполные).',
  ]);
  expect(await comparedWith(before)).toEqual(['OK', 'Перед этим, 02.11.2026–08.11.2026: 210 минут.']);
});

test('a date of more than sixteen hours is named', async () => {
  const learner = newLearner();
  await learner.twin.events.saveEvents([event({ at: '2026-11-10T00:00:00+03:00', minutes: 961 })], writer());
  const { data } = await learner.ask(getTimeInvestedSummary, WEEK);
  expect(data).toMatchObject({ total_minutes: 961, suspicious_dates: ['2026-11-10'] });
});

describe('the edges of a period', () => {
  test('366 days are accepted, one more is not', async () => {
    const learner = newLearner();
    const ask = (end_date: string) => learner.ask(getTimeInvestedSummary, { start_date: '2027-12-01', end_date });
    expect((await ask('2028-11-30')).data['breakdown']).toHaveLength(366);
    expect(await refusalOf(ask('2028-12-01'))).toMatchObject({ code: 'INVALID_ARGUMENT', field: 'end_date' });
  });

  test('the first and the last possible period are answered; the first one has no period before it', async () => {
    const learner = newLearner();
    const first = await learner.ask(getTimeInvestedSummary, { start_date: '2000-01-01', end_date: '2000-01-02' });
    expect(first.data).toMatchObject({ compare_previous: null, data_quality: { status: 'NO_DATA' } });
    const last = await learner.ask(getTimeInvestedSummary, { start_date: '2099-12-01', end_date: '2099-12-31' });
    expect(last.data).toMatchObject({ avg_minutes_per_day: null, data_quality: { coverage_ratio: null } });
  });

  test('a period before the first record has no expected days', async () => {
    const learner = await learnerWith([40]);
    const { data } = await learner.ask(
      getTimeInvestedSummary,
      { start_date: '2026-10-01', end_date: '2026-10-31' },
      NOW,
    );
    expect(data).toMatchObject({ data_quality: { status: 'NO_DATA', coverage_ratio: null, missing_dates: [] } });
  });
});
