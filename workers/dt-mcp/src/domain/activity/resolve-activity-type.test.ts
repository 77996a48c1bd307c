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

  test('that is not an investment is refused with what to record instead', () => {
    for (const kind of REJECTED_KINDS) {
      for (const name of [kind.id, kind.title_ru, ...kind.aliases]) {
        expect(resolveActivityType(name), name).toMatchObject({
          ok: false,
          error: { code: 'not_invested', hint: kind.hint },
        });
      }
    }
  });

  test('with a slip is refused with the near types', () => {
    expect(resolveActivityType('readng')).toMatchObject({
      ok: false,
      error: { code: 'unknown_activity_type', suggestions: ['reading'] },
    });
    expect(resolveActivityType('strateg')).toMatchObject({ ok: false, error: { suggestions: ['strategizing'] } });
    expect(resolveActivityType('плн')).toMatchObject({ ok: false, error: { suggestions: ['planning'] } });
  });

  test('unlike any other is refused with the whole list in the hint and no suggestion', () => {
    const refusal = resolveActivityType('квантовая телепортация');
    expect(refusal).toMatchObject({ ok: false, error: { code: 'unknown_activity_type', suggestions: [] } });
    for (const id of ACTIVITY_TYPE_IDS) expect(refusal).toMatchObject({ error: { hint: expect.stringContaining(id) } });
  });

  test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '', ' ', 'x'.repeat(100_000)])(
    'never comes from an object’s prototype or a flood of text (%#)',
    (text) => {
      const refusal = resolveActivityType(text);
      expect(refusal).toMatchObject({ ok: false, error: { code: 'unknown_activity_type' } });
      expect(JSON.stringify(refusal).length).toBeLessThan(700);
    },
  );

  test('is either canonical or refused, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const resolved = resolveActivityType(text);
        if (resolved.ok) expect(ACTIVITY_TYPE_IDS).toContain(resolved.value);
        else for (const suggestion of resolved.error.suggestions) expect(ACTIVITY_TYPE_IDS).toContain(suggestion);
      }),
    );
  });
});
