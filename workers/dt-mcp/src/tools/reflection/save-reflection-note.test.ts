import { describe, expect, test } from 'vitest';
import { event, type Learner, NOW, newLearner, refusalOf, writer } from '../../testing/person.ts';
import { rowsOf } from '../../testing/stored.ts';
import { getWeekSummary } from '../weeks/get-week-summary.ts';
import { saveReflectionNote } from './save-reflection-note.ts';

const TODAY = '2026-11-16';
const save = async (learner: Learner, note: object, now = NOW) =>
  (await learner.ask(saveReflectionNote, { type: 'daily', ...note }, now)).data;

const notesOf = async (learner: Learner) => (await rowsOf(learner)).filter(({ name }) => name === 'note').length;

test('a note is stored and returned unchanged, in the summary too', async () => {
  const learner = newLearner();
  const note = {
    type: 'weekly',
    period: { start: '2026-11-09', end: '2026-11-15' },
    achievements: ['Держал слот пять дней'],
    challenges: ['Устал к пятнице'],
    insights: ['Лучше пишется утром'],
    next_focus: ['Дописать черновик'],
    text: 'Неделя вышла ровной.',
    mood: 4,
    state: { energy: 3, attention: 4, sleep: 5 },
  };
  const { data, summary } = await learner.ask(saveReflectionNote, { ...note, timezone: 'Asia/Kolkata' });
  expect(data).toEqual({
    note_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    saved_at: `${TODAY}T14:30:00+05:30`,
    created: true,
    echo: note,
    timezone: 'Asia/Kolkata',
  });
  expect(summary.split('\n')).toEqual([
    `Заметка сохранена: 16.11.2026 в 14:30, о неделе (note_id=${data['note_id']}).`,
    'О датах: 09.11.2026–15.11.2026',
    'Получилось: «Держал слот пять дней»',
    'Было трудно: «Устал к пятнице»',
    'Понял: «Лучше пишется утром»',
    'Дальше: «Дописать черновик»',
    'Текст: «Неделя вышла ровной.»',
    'Оценки от 1 до 5: настроение 4, энергия 3, внимание 4, сон 5',
  ]);
});

test('lists are empty by default, and texts are trimmed', async () => {
  const { echo } = await save(newLearner(), { insights: ['  мысль \n'] });
  expect(echo).toEqual({ type: 'daily', achievements: [], challenges: [], insights: ['мысль'], next_focus: [] });
});

describe('a repeated call', () => {
  test('with the same key returns the first note; another note with this key is a conflict', async () => {
    const learner = newLearner();
    const first = await save(learner, { text: 'первая', idempotency_key: 'week-46' });
    const again = await save(learner, { text: 'первая', idempotency_key: 'week-46' }, NOW + 3_600_000);
    expect(again).toEqual({ ...first, created: false });
    const other = save(learner, { type: 'weekly', text: 'вторая', idempotency_key: 'week-46' });
    expect(await refusalOf(other)).toMatchObject({ code: 'CONFLICT', field: 'idempotency_key' });
    expect(await notesOf(learner)).toBe(1);
    expect(await save(learner, { text: 'первая', idempotency_key: 'week-47' })).toMatchObject({ created: true });
  });

  test('without a key is recognized by content and date', async () => {
    const learner = newLearner();
    const first = await save(learner, { text: 'мысль', insights: ['раз'] });
    expect(await save(learner, { insights: ['раз'], text: ' мысль ' })).toEqual({ ...first, created: false });
    expect(await save(learner, { text: 'мысль', insights: ['два'] })).toMatchObject({ created: true });
    expect(await save(learner, { text: 'мысль', insights: ['раз'], mood: 3 })).toMatchObject({ created: true });
    expect(await save(learner, { text: 'мысль', insights: ['раз'] }, NOW + 86_400_000)).toMatchObject({
      created: true,
    });
    expect(await notesOf(learner)).toBe(4);
  });

  test('about dates that it names is the same note on any later day; without dates it is about today', async () => {
    const midnight = Date.parse('2026-11-17T00:00:00+03:00');
    const notes = [
      ['weekly', { start: '2026-11-09', end: '2026-11-15' }],
      ['daily', { start: TODAY, end: TODAY }],
      ['insight', { start: '2026-11-10', end: '2026-11-16' }],
      ['daily', undefined],
    ] as const;
    for (const [type, period] of notes) {
      const learner = newLearner();
      const note = { type, period, text: 'Итоги' };
      const first = await save(learner, note, midnight - 1_000);
      const again = await save(learner, note, midnight + 1_000);
      expect([again['created'], again['note_id'] === first['note_id']]).toEqual(period ? [false, true] : [true, false]);
      expect(await save(learner, { ...note, text: 'Другое' }, midnight)).toMatchObject({ created: true });
    }
  });

  test('is named as such in the summary', async () => {
    const learner = newLearner();
    await save(learner, { text: 'мысль' });
    const { summary } = await learner.ask(saveReflectionNote, { type: 'daily', text: 'мысль' });
    expect(summary).toMatch(/^Такая заметка уже сохранена, вторая не создана: .+\(note_id=/);
  });

  test('the key of a caller never equals an automatic key', async () => {
    const learner = newLearner();
    await save(learner, { text: 'мысль' });
    const natural = (await rowsOf(learner)).find(({ name }) => name === 'note')?.['idempotency_key'];
    expect(natural).toEqual(expect.any(String));
    expect(await save(learner, { text: 'другая', idempotency_key: natural })).toMatchObject({ created: true });
  });
});

describe('is refused', () => {
  test.each([
    ['an empty note', {}, 'input'],
    ['a note of empty lists', { achievements: [], insights: [] }, 'input'],
    ['a note of blanks', { text: '   ' }, 'text'],
    ['an empty line in a list', { insights: ['мысль', ' '] }, 'insights.1'],
    ['a state without any estimate', { state: {} }, 'state'],
    ['a mood beyond the scale', { mood: 6 }, 'mood'],
    ['an energy between the marks', { state: { energy: 2.5 } }, 'state.energy'],
    ['an unknown kind', { type: 'yearly', text: 'x' }, 'type'],
    ['a text of 5001 characters', { text: 'ж'.repeat(5001) }, 'text'],
    ['a daily note about two days', { text: 'x', period: { start: '2026-11-09', end: '2026-11-10' } }, 'period'],
    [
      'a period that runs backwards',
      { type: 'weekly', text: 'x', period: { start: '2026-11-10', end: '2026-11-09' } },
      'period.start',
    ],
    ['a date that does not exist', { text: 'x', period: { start: '2026-02-30', end: '2026-02-30' } }, 'period.start'],
    ['an unknown zone', { text: 'x', timezone: 'Europe/Atlantis' }, 'timezone'],
    ['an unknown field', { text: 'x', stage: 'proactive' }, 'stage'],
    ['an unknown field inside', { text: 'x', state: { energy: 3, mana: 9 } }, 'state.mana'],
    ['an empty key', { text: 'x', idempotency_key: '' }, 'idempotency_key'],
  ])('%s, and nothing is stored', async (_, note, field) => {
    const learner = newLearner();
    expect(await refusalOf(save(learner, note))).toMatchObject({ code: 'INVALID_ARGUMENT', field });
    expect(await notesOf(learner)).toBe(0);
  });
});

describe('a daily note closes its day', () => {
  const WEEK = { week: '2026-W46' };
  const quality = async (learner: Learner, now = NOW) =>
    (await learner.ask(getWeekSummary, WEEK, now)).data['data_quality'] as {
      coverage_ratio: number;
      missing_dates: string[];
    };
  const monday = event({ at: '2026-11-09T08:00:00+03:00' });
  const about = (date: string) => ({ text: `о ${date}`, period: { start: date, end: date } });

  test('that of its date', async () => {
    const learner = newLearner();
    await learner.twin.events.saveEvents([monday], writer());
    expect(await quality(learner)).toMatchObject({ coverage_ratio: 0.14 });
    await save(learner, about('2026-11-12'));
    // Monday is recorded and Thursday closed, so two days between are tolerated; the three after Thursday are not.
    expect(await quality(learner)).toMatchObject({
      coverage_ratio: 0.57,
      missing_dates: ['2026-11-13', '2026-11-14', '2026-11-15'],
    });
  });

  test('or that on which it was saved, in the learner’s time zone', async () => {
    const learner = newLearner();
    await learner.twin.events.saveEvents([monday], writer(Date.parse('2026-11-09T12:00:00+03:00')));
    await save(learner, { text: 'итоги дня' }, Date.parse('2026-11-15T00:30:00+03:00'));
    expect((await quality(learner)).missing_dates).toEqual([
      '2026-11-10',
      '2026-11-11',
      '2026-11-12',
      '2026-11-13',
      '2026-11-14',
    ]);
  });

  test('other notes and a note about a future date close no day', async () => {
    const learner = newLearner();
    await learner.twin.events.saveEvents([monday], writer());
    const before = await quality(learner);
    for (const type of ['weekly', 'insight', 'blocker', 'milestone'])
      await save(learner, { ...about('2026-11-12'), type });
    await save(learner, about('2026-11-14'), Date.parse('2026-11-10T12:00:00+03:00'));
    expect(await quality(learner)).toEqual(before);
  });

  test('and counts as data: a learner with notes only has data since the first closed day', async () => {
    const learner = newLearner();
    await save(learner, about('2026-11-13'));
    const { data } = await learner.ask(getWeekSummary, WEEK);
    expect(data).toMatchObject({
      days_with_activity: 0,
      time: { total_minutes: 0 },
      data_quality: { status: 'PARTIAL_DATA', days_known: 3, days_expected: 7, missing_dates: [] },
    });
  });
});
