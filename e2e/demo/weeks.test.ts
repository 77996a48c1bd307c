import { beforeAll, describe, expect, test } from 'vitest';
import { ask, demo, newcomer } from './learners.ts';
import { dayAfter, daysAgo, thisWeek, today, WEEK_MS, whileSame } from './moments.ts';
import { type Played, play, playTwice } from './play.ts';

const { fill, asOfToday } = demo('demo_empty', 'demo_weak', 'demo_good');
const PREVIOUS = { week: 'previous' };
const month = () => ({ start_date: daysAgo(31), end_date: daysAgo(0) });

let refilled: readonly string[];
beforeAll(async () => {
  await fill(new Date(Date.now() - WEEK_MS));
  refilled = await fill();
});

const lastWeekOf = (login: string) => asOfToday(() => ask(login, 'dt_get_week_summary', PREVIOUS));
const minutes = (...days: (number | null)[]) => days.map((each) => ({ minutes: each }));

describe('a fleet that was filled in an older week', () => {
  test('fills the learners whose week is over again, and each only once', async () => {
    expect(refilled).toEqual(expect.arrayContaining(['demo_weak', 'demo_good']));
    expect(refilled).not.toContain('demo_empty');
    expect(await asOfToday(fill)).toEqual([]);
  });

  test('keeps no record of the older week', async () => {
    const [week, products, notes, progress] = await asOfToday(async () => [
      await ask('demo_good', 'dt_get_week_summary', PREVIOUS),
      await ask('demo_good', 'dt_list_work_products', month()),
      await ask('demo_weak', 'dt_list_reflection_notes'),
      await ask('demo_weak', 'dt_get_progress'),
    ]);
    expect(week).toMatchObject({ previous: { total_minutes: null, status: 'NO_DATA' } });
    expect(products).toMatchObject({ total: 6 });
    expect(notes).toMatchObject({ total_estimate: 1 });
    expect(progress).toMatchObject({ goals: { active: 1, done: 0 } });
  });
});

test('demo_empty has no data, and null instead of zero', async () => {
  expect(await lastWeekOf('demo_empty')).toMatchObject({
    data_quality: { status: 'NO_DATA', coverage_ratio: 0 },
    days_with_activity: null,
    time: { total_minutes: null, breakdown: minutes(...Array(7).fill(null)) },
    slot: null,
    work_products: null,
    plan_vs_fact: null,
    previous: { total_minutes: null, status: 'NO_DATA' },
  });
  expect(await asOfToday(() => ask('demo_empty', 'dt_get_progress'))).toMatchObject({
    stage: { estimate: null },
    hours_per_week: null,
    data_quality: { status: 'NO_DATA' },
  });
});

test('demo_weak has 45 minutes in two days, one slot of three, one note, and four days without data', async () => {
  const week = await lastWeekOf('demo_weak');
  const { start } = week['week'] as { start: string };
  expect(week).toMatchObject({
    days_with_activity: 2,
    time: {
      total_minutes: 45,
      breakdown: minutes(25, 0, 20, null, null, null, null),
      by_activity_type: [
        { activity_type: 'reading', minutes: 25 },
        { activity_type: 'writing', minutes: 20 },
      ],
    },
    slot: { slot_time: '08:00', days_held: 1, target_days: 3, consistency_percent: 33 },
    work_products: { total: 1, by_type: [{ type: 'note', count: 1 }] },
    bands: { minutes: 'mid', days: 'low', slot: 'mid', products: 'low' },
    data_quality: {
      status: 'PARTIAL_DATA',
      coverage_ratio: 0.43,
      missing_dates: [3, 4, 5, 6].map((day) => dayAfter(start, day)),
    },
  });
});

test('demo_good has 180 minutes in five days, the slot five times of five, six products, and a weekend that counts as free', async () => {
  expect(await lastWeekOf('demo_good')).toMatchObject({
    week: { is_complete: true },
    days_with_activity: 5,
    time: {
      total_minutes: 180,
      avg_minutes_per_active_day: 36,
      avg_minutes_per_day: 26,
      breakdown: minutes(40, 35, 30, 40, 35, 0, 0),
    },
    slot: { slot_time: '08:00', days_held: 5, target_days: 5, consistency_percent: 100 },
    work_products: { total: 6 },
    plan_vs_fact: { target_minutes: 200, fact_minutes: 180, target_days: 5, fact_days: 5 },
    bands: { minutes: 'good', days: 'high', slot: 'high', products: 'high' },
    data_quality: { status: 'OK', coverage_ratio: 1, missing_dates: [] },
  });
});

test('pages and exercises are what the records name; of what they do not name the reason is given, and no zero', async () => {
  const studiesOf = async (login: string) => {
    const { guides, exercises } = await ask(login, 'dt_get_progress');
    return { guides, exercises };
  };
  await asOfToday(async () => {
    expect(await studiesOf('demo_good')).toEqual({
      guides: [{ id: 'X4', done: 2, total: 12, why: null }],
      exercises: { accepted: 1, revision: 1, why: null },
    });
    const none = { accepted: null, revision: null, why: 'записей об упражнениях нет' };
    expect(await studiesOf('demo_weak')).toEqual({
      guides: [{ id: 'X5', done: 1, total: 12, why: null }],
      exercises: none,
    });
    expect(await studiesOf('demo_empty')).toEqual({ guides: [], exercises: none });
  });
});

describe('npm run demo', () => {
  let someone: string;
  let review: readonly [Played, Played];
  let plan: readonly [Played, Played];
  let slot: readonly [Played, Played];
  let weakReview: Played;
  let emptyReview: Played;
  beforeAll(async () => {
    await whileSame(thisWeek, async () => {
      await fill();
      [review, plan, [weakReview, emptyReview]] = await Promise.all([
        playTwice('demo_good'),
        playTwice('demo_good', 'план', 'недели'),
        Promise.all([play('demo_weak', 'итоги недели'), play('demo_empty')]),
      ]);
    });
    slot = await whileSame(today, async () => {
      someone = newcomer();
      return playTwice(someone, 'Запиши помидорку');
    });
  });

  test('plays every scenario to its end', () => {
    for (const { code, dialogue } of [...review, ...plan, ...slot, weakReview, emptyReview]) {
      expect({ code, dialogue }).toEqual({ code: 0, dialogue: expect.stringMatching(/^\nСценарий «.+─\n\n$/s) });
      expect(dialogue).not.toMatch(/undefined|NaN|\[object/);
    }
  });

  test('«итоги недели» says the facts of the week, asks, and saves the note; a second time it says that it is saved', async () => {
    const [first, second] = review;
    expect(first.dialogue).toContain('5 из 7 дней, 180 мин, в среднем 36 мин за активный день.');
    expect(first.dialogue).toMatch(/Сохраняю\?.+Ученик +Да\..+dt_save_reflection_note.+Сохранил\./s);
    expect(second.dialogue).toContain('Такая заметка уже сохранена, второй раз не записываю.');
    const notes = await ask('demo_good', 'dt_list_reflection_notes', { query: 'без настроения' });
    expect(notes).toMatchObject({ total_estimate: 1 });
  });

  test('«итоги недели» of a weak week begin with the caveat', () => {
    expect(weakReview.dialogue).toMatch(/Данные неполные: .*\n.*2 из 7 дней, 45 мин/);
  });

  test('«итоги недели» of an empty twin go on without figures, and nothing is saved', () => {
    expect(emptyReview.dialogue).toContain('get_instruction {"state":"no_dt_mode","from":"weekly_reflection"}');
    expect(emptyReview.dialogue).toContain('без цифр');
    expect(emptyReview.dialogue).not.toContain('dt_save');
  });

  test('«план недели» starts from last week and saves two numbers; a second time it says that they are saved', async () => {
    const [first, second] = plan;
    expect(first.dialogue).toContain('На прошлой неделе: дней с занятиями — 5, 180 мин.');
    expect(first.dialogue).toMatch(/3 дня, 90 минут\..+Ученик +Да\..+dt_save_week_plan.+Сохранил: 90 минут/s);
    expect(second.dialogue).toMatch(
      /План на эту неделю уже есть\..+Такой план уже сохранён, второй раз не записываю\./s,
    );
    const { week_start } = JSON.parse(/dt_save_week_plan (.+)/.exec(first.dialogue)?.[1] ?? '{}');
    expect(await ask('demo_good', 'dt_get_week_plan', { week: week_start })).toMatchObject({
      plan: { version: 1, target_days: 3, target_minutes_per_day: 30 },
    });
  });

  test('«запиши помидорку» shows the line, saves it after a yes; a second time it says that it is there', async () => {
    const [first, second] = slot;
    expect(first.dialogue).toMatch(/\d\d:\d\d · письмо · 30 мин · заметка\. Записываю\?\n\nУченик +Да\./);
    // Just after midnight a part of the half hour is of the day before.
    const [, minutes] = /Записал\. За день — (30|[12]?\d) мин\./.exec(first.dialogue) ?? [];
    expect(minutes).toBeDefined();
    expect(second.dialogue).toContain(`Такая запись уже есть, второй раз не записываю. За день — ${minutes} мин`);
    expect(await ask(someone, 'dt_list_activity_events', month())).toMatchObject({ total_estimate: 1 });
  });
});
