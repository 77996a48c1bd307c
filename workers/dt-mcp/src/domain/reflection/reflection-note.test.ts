import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { closedDateOf, REFLECTION_TYPES, reflectionNoteSchema } from './reflection-note.ts';

const take = (note: object) =>
  reflectionNoteSchema.safeParse({ type: 'weekly', text: 'Держал слот три дня.', ...note });
const takeBare = (note: object) => reflectionNoteSchema.safeParse({ type: 'weekly', ...note });

describe('a reflection note', () => {
  test('has empty lists by default', () => {
    expect(take({ achievements: [' закончил главу '] })).toEqual({
      success: true,
      data: {
        type: 'weekly',
        text: 'Держал слот три дня.',
        achievements: ['закончил главу'],
        challenges: [],
        insights: [],
        next_focus: [],
      },
    });
  });

  test.each([
    {},
    { achievements: [], challenges: [], insights: [], next_focus: [] },
    { text: '  ' },
    { state: {} },
    { period: { start: '2026-02-02', end: '2026-02-08' } },
  ])('without content is refused (%#)', (note) => {
    expect(takeBare(note).success).toBe(false);
  });

  test.each([
    { text: 'да' },
    { achievements: ['а'] },
    { challenges: ['а'] },
    { insights: ['а'] },
    { next_focus: ['а'] },
    { mood: 3 },
    { state: { energy: 4 } },
  ])('with one item is accepted (%#)', (note) => {
    expect(takeBare(note).success).toBe(true);
  });

  test.each([
    { type: 'monthly' },
    { mood: 0 },
    { mood: 6 },
    { mood: 2.5 },
    { state: { energy: 6 } },
    { state: { energy: 3, hunger: 3 } },
    { text: 'x'.repeat(5001) },
    { insights: ['x'.repeat(501)] },
    { insights: [''] },
    { next_focus: Array.from({ length: 21 }, () => 'дело') },
    { period: { start: '2026-02-08', end: '2026-02-02' } },
    { period: { start: '2026-02-30', end: '2026-03-02' } },
    { user_id: 'someone' },
  ])('is refused when a field is wrong (%#)', (note) => {
    expect(take(note).success).toBe(false);
  });

  test('is accepted at the limits', () => {
    const full = Array.from({ length: 20 }, () => 'x'.repeat(500));
    expect(take({ insights: full, text: 'x'.repeat(5000), mood: 5, state: { sleep: 1 } }).success).toBe(true);
  });

  test('of type daily is about one date', () => {
    expect(take({ type: 'daily', period: { start: '2026-02-03', end: '2026-02-03' } }).success).toBe(true);
    expect(take({ type: 'daily', period: { start: '2026-02-03', end: '2026-02-04' } }).success).toBe(false);
  });

  test('has a JSON schema', () => {
    expect(z.toJSONSchema(reflectionNoteSchema, { io: 'input' })).toMatchObject({ required: ['type'] });
  });
});

describe('a day is closed', () => {
  const on = (start: string) => ({ start, end: start });

  test('by a daily note: its date, or else the date on which it was saved', () => {
    expect(closedDateOf({ type: 'daily', period: on('2026-02-02') }, '2026-02-03')).toBe('2026-02-02');
    expect(closedDateOf({ type: 'daily' }, '2026-02-03')).toBe('2026-02-03');
  });

  test('but not by a note about a future date', () => {
    expect(closedDateOf({ type: 'daily', period: on('2026-02-04') }, '2026-02-03')).toBeNull();
  });

  test('but not by a note of another type', () => {
    fc.assert(
      fc.property(fc.constantFrom(...REFLECTION_TYPES.filter((type) => type !== 'daily')), (type) => {
        expect(closedDateOf({ type, period: on('2026-02-02') }, '2026-02-03')).toBeNull();
      }),
    );
  });
});
