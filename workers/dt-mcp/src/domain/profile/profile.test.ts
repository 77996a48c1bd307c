import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EMPTY_PROFILE, PROFILE_FIELDS, patchProfile } from './profile.ts';

const patched = (patch: object, profile = EMPTY_PROFILE, nowMs = 1) => patchProfile(profile, { ...patch }, nowMs);

test.each([
  ['weekly_hours_budget', 5.5],
  ['session_minutes', 45],
  ['pace', 'slow'],
  ['report_time', '21:30'],
  ['analytics_time', 'sun 19:00'],
  ['problems', ['мало сна']],
  ['target_state', { energy: 4, sleep: 5 }],
  ['name', ' Анна '],
  ['IND.1.5.4', 'normal'],
])('%s accepts %j', (field, value) => {
  expect(patched({ [field]: value }).ok).toBe(true);
});

describe('is refused without any change:', () => {
  test.each([
    ['a derived value', { hours_per_week: 40 }, 'read_only'],
    ['a collected value', { 'IND.2.4.01': 7 }, 'read_only'],
    ['an unknown field', { stage: 'proactive' }, 'unknown_indicator'],
    ['a number as words', { weekly_hours_budget: '5' }, 'bad_value'],
    ['more hours than a week has room for', { weekly_hours_budget: 200 }, 'bad_value'],
    ['half a minute', { session_minutes: 25.5 }, 'bad_value'],
    ['an unknown choice', { pace: 'fast' }, 'bad_value'],
    ['an hour that is none', { report_time: '25:00' }, 'bad_value'],
    ['an empty line', { problems: ['  '] }, 'bad_value'],
    ['a mark beyond the scale', { target_state: { energy: 6 } }, 'bad_value'],
    ['a mark of something else', { target_state: { mana: 3 } }, 'bad_value'],
    ['an unknown zone', { timezone: 'Europe/Atlantis' }, 'unknown_time_zone'],
  ])('%s', (_, patch, code) => {
    expect(patched({ name: 'Анна', ...patch })).toMatchObject({
      ok: false,
      error: { code, field: Object.keys(patch)[0] },
    });
  });
});

test('the refusal of a value says what is allowed', () => {
  const refused = (patch: object) => {
    const outcome = patched(patch);
    return outcome.ok ? null : outcome.error.message;
  };
  expect(refused({ name: '' })).toBe('Нужно другое значение: текст до 100 знаков.');
  expect(refused({ problems: 'одна' })).toBe('Нужно другое значение: список до 20 строк.');
  expect(refused({ target_state: 5 })).toBe('Нужно другое значение: объект с оценками 1–5: energy, attention, sleep.');
});

test('null removes a field, and saving the same values again changes nothing', () => {
  const first = patched({ name: 'Анна', pace: 'slow' });
  if (!first.ok) throw new Error('refused');
  const again = patchProfile(first.value, { pace: 'slow', name: 'Анна' }, 2);
  expect(again).toEqual(first);
  const without = patchProfile(first.value, { name: null }, 2);
  expect(without.ok && Object.keys(without.value.values)).toEqual(['IND.1.5.04']);
});

test('for any patch, every field is accepted, or the refusal names one', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...PROFILE_FIELDS, 'x', 'constructor'), fc.jsonValue()), (patch) => {
      const outcome = patchProfile(EMPTY_PROFILE, patch, 1);
      if (!outcome.ok) expect(Object.keys(patch)).toContain(outcome.error.field);
    }),
  );
});
