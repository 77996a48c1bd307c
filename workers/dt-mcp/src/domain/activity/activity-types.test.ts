import { describe, expect, test } from 'vitest';
import { ACTIVITY_TYPES, REJECTED_KINDS } from './activity-types.ts';

describe('the catalogue of activity types', () => {
  test('has twelve types, each described in full', () => {
    expect(ACTIVITY_TYPES).toHaveLength(12);
    for (const type of ACTIVITY_TYPES) {
      for (const text of [type.title_ru, type.title_en, type.example, type.counting_rule]) expect(text).not.toBe('');
      expect(type.aliases.length).toBeGreaterThan(0);
    }
  });

  test('gives every name to one type only', () => {
    const owners = new Map<string, string>();
    for (const type of [...ACTIVITY_TYPES, ...REJECTED_KINDS]) {
      for (const name of [type.id, type.title_ru, ...type.aliases]) {
        const key = name.toLowerCase().replaceAll('ё', 'е');
        expect(owners.get(key) ?? type.id, name).toBe(type.id);
        owners.set(key, type.id);
      }
    }
  });

  test('counts everything as invested except rest', () => {
    expect(ACTIVITY_TYPES.filter((type) => !type.counts_as_invested).map((type) => type.id)).toEqual(['rest']);
  });

  test('limits planning to an hour a day, and counts guide sessions only outside other events', () => {
    const limited = ACTIVITY_TYPES.filter((type) => type.max_minutes_per_day !== null);
    expect(limited.map((type) => [type.id, type.max_minutes_per_day])).toEqual([['planning', 60]]);
    expect(ACTIVITY_TYPES.filter((type) => type.counts_only_alone).map((type) => type.id)).toEqual(['guide_session']);
  });
});
