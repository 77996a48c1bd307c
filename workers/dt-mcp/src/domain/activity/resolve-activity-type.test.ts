import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACTIVITY_TYPE_IDS, ACTIVITY_TYPES, REJECTED_KINDS } from './activity-types.ts';
import { resolveActivityType } from './resolve-activity-type.ts';

describe('an activity type', () => {
  test.each([
    ['reading', 'reading'],
    ['learning', 'reading'],
    ['Учёба', 'reading'],
    ['учеба', 'reading'],
    [' ЧТЕНИЕ ', 'reading'],
    ['assignment', 'practice'],
    ['note', 'writing'],
    ['draft', 'writing'],
    ['Project Work', 'project_work'],
    ['strategy-session', 'strategizing'],
    ['объяснение вслух', 'speaking'],
    ['прогулка', 'rest'],
    ['Сессия с Проводником', 'guide_session'],
  ])('is understood from %j as %s', (text, id) => {
    expect(resolveActivityType(text)).toEqual({ ok: true, value: id });
  });

  test('is found by every name of the catalogue', () => {
    for (const type of ACTIVITY_TYPES) {
      for (const name of [type.id, type.title_ru, type.title_en, ...type.aliases]) {
        expect(resolveActivityType(name), name).toEqual({ ok: true, value: type.id });
      }
    }
  });

  test('that is not an investment is refused with a hint', () => {
    for (const kind of REJECTED_KINDS) {
      for (const name of [kind.id, kind.title_ru, ...kind.aliases]) {
        expect(resolveActivityType(name), name).toMatchObject({
          ok: false,
          error: { code: 'not_invested', hint: kind.hint },
        });
      }
    }
  });

  test('that is misspelt is refused with similar types', () => {
    expect(resolveActivityType('readng')).toMatchObject({
      ok: false,
      error: { code: 'unknown_activity_type', suggestions: ['reading'] },
    });
    expect(resolveActivityType('strateg')).toMatchObject({ ok: false, error: { suggestions: ['strategizing'] } });
    expect(resolveActivityType('плн')).toMatchObject({ ok: false, error: { suggestions: ['planning'] } });
  });

  test('that resembles no type is refused with the full list and no suggestion', () => {
    const refusal = resolveActivityType('квантовая телепортация');
    expect(refusal).toMatchObject({ ok: false, error: { code: 'unknown_activity_type', suggestions: [] } });
    for (const id of ACTIVITY_TYPE_IDS) expect(refusal).toMatchObject({ error: { hint: expect.stringContaining(id) } });
  });

  test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '', ' ', 'x'.repeat(100_000)])(
    'is never resolved from a property of Object.prototype or a very long text (%#)',
    (text) => {
      const refusal = resolveActivityType(text);
      expect(refusal).toMatchObject({ ok: false, error: { code: 'unknown_activity_type' } });
      expect(JSON.stringify(refusal).length).toBeLessThan(700);
    },
  );

  test('is either canonical or refused, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const resolved = resolveActivityType(text);
        if (resolved.ok) expect(ACTIVITY_TYPE_IDS).toContain(resolved.value);
        else for (const suggestion of resolved.error.suggestions) expect(ACTIVITY_TYPE_IDS).toContain(suggestion);
      }),
    );
  });
});
