import { describe, expect, test } from 'vitest';
import { type ReflectionNote, reflectionNoteSchema } from '../domain/reflection/reflection-note.ts';
import { NOW, newLearner, writer } from '../testing/person.ts';
import type { NoteOutcome } from './note-store.ts';

const PERIOD = { start: '2026-11-09', end: '2026-11-15' };
const SPAN = { fromMs: Date.parse('2026-11-09T00:00:00Z'), toMs: Date.parse('2026-11-16T00:00:00Z') };
const note = (given: object): ReflectionNote => reflectionNoteSchema.parse({ type: 'daily', ...given });
const on = (date: string) => ({ start: date, end: date });

/** Saves a note; fails the test when it is not stored. */
function stored(outcome: NoteOutcome) {
  if (outcome.status === 'full' || outcome.status === 'key_conflict') throw new Error(outcome.status);
  return outcome;
}

describe('a note', () => {
  test('is stored once for each key: a repetition returns it, and another note with its key is a conflict', async () => {
    const { twin } = newLearner();
    const first = stored(await twin.notes.saveNote(note({ text: 'первая' }), 'key', writer()));
    expect(await twin.notes.saveNote(note({ text: 'вторая' }), 'key', writer())).toEqual({ status: 'key_conflict' });
    const again = await twin.notes.saveNote(note({ text: 'первая' }), 'key', writer(NOW + 1000));
    expect(first).toMatchObject({ status: 'created', savedAtMs: NOW, note: { text: 'первая' } });
    expect(again).toEqual({ ...first, status: 'repeated', cancelled: false });
    const other = stored(await twin.notes.saveNote(note({ text: 'первая' }), 'other key', writer()));
    expect(other).toMatchObject({ status: 'created' });
    expect(other.noteId).not.toBe(first.noteId);
  });

  test('saved fifty times concurrently is created once', async () => {
    const { twin } = newLearner();
    const sends = [...Array(50).keys()].map((i) => twin.notes.saveNote(note({ text: 'одна' }), 'key', writer(NOW + i)));
    const answers = (await Promise.all(sends)).map(stored);
    expect(answers.filter(({ status }) => status === 'created')).toHaveLength(1);
    expect(new Set(answers.map(({ noteId, savedAtMs }) => `${noteId} ${savedAtMs}`)).size).toBe(1);
  });

  test('is returned with all its fields unchanged', async () => {
    const { twin } = newLearner();
    const full = note({
      type: 'weekly',
      period: PERIOD,
      achievements: ["'; drop table note; --"],
      challenges: ['строка\nвторая'],
      insights: ['🍅'],
      next_focus: ['"кавычки"'],
      text: 'текст',
      mood: 4,
      state: { energy: 3, sleep: 5 },
    });
    expect(stored(await twin.notes.saveNote(full, 'key', writer())).note).toEqual(full);
  });

  test('of one learner is not visible to another with the same key', async () => {
    const [anna, boris] = [newLearner(), newLearner()];
    await anna.twin.notes.saveNote(note({ text: 'Анна' }), 'key', writer());
    expect(await boris.twin.notes.saveNote(note({ text: 'Борис' }), 'key', writer())).toMatchObject({
      status: 'created',
      note: { text: 'Борис' },
    });
  });
});

describe('daily notes among the facts of a period', () => {
  test('are those with a date in the period, and those without a date that were saved in the span', async () => {
    const { twin } = newLearner();
    const during = Date.parse('2026-11-12T20:00:00Z');
    await twin.notes.saveNote(note({ text: 'до', period: on('2026-11-08') }), 'before', writer(during));
    await twin.notes.saveNote(note({ text: 'в', period: on('2026-11-15') }), 'in', writer(NOW));
    await twin.notes.saveNote(note({ text: 'без даты' }), 'dateless', writer(during));
    await twin.notes.saveNote(note({ text: 'без даты, позже' }), 'dateless, later', writer(NOW));
    await twin.notes.saveNote(note({ type: 'weekly', text: 'о неделе', period: PERIOD }), 'weekly', writer(during));
    const { dailyNotes } = await twin.events.periodFacts(SPAN, PERIOD);
    expect([...dailyNotes].sort((a, b) => a.savedAtMs - b.savedAtMs)).toEqual([
      { type: 'daily', date: null, savedAtMs: during },
      { type: 'daily', date: '2026-11-15', savedAtMs: NOW },
    ]);
  });

  test('include the first date with a note, even outside the period', async () => {
    const { twin } = newLearner();
    await twin.notes.saveNote(
      note({ type: 'weekly', text: 'о неделе', period: on('2026-10-01') }),
      'weekly',
      writer(NOW - 5),
    );
    await twin.notes.saveNote(note({ text: 'без даты' }), 'a', writer(NOW));
    await twin.notes.saveNote(note({ text: 'о дне', period: on('2026-10-05') }), 'b', writer(NOW + 5));
    expect(await twin.events.periodFacts(SPAN, PERIOD)).toMatchObject({
      firstNotedDate: '2026-10-05',
      firstDailyNoteMs: NOW,
    });
  });
});
