import { describe, expect, test } from 'vitest';
import { zoneName } from './zone-name.ts';

const ZONES = Intl.supportedValuesOf('timeZone');

describe('the name of a zone', () => {
  const LINKS = [
    'Asia/Kolkata',
    'Europe/Kiev',
    'US/Pacific',
    'GB-Eire',
    'America/Knox_IN',
    'Etc/GMT+5',
    'Asia/Ust-Nera',
  ];

  test('keeps its usual spelling, whatever case it is written in, and a link stays the link', () => {
    const names = [...ZONES, ...LINKS];
    expect(names.map((name) => zoneName(name.toLowerCase()))).toEqual(names);
    expect(names.map((name) => zoneName(name.toUpperCase()))).toEqual(names);
  });

  test.each(['', 'X', '+03:00', 'Europe/Atlantis', 'Europe/Moscow ', 'UTC+3', '2026-01-01[UTC]'])(
    '%j is none',
    (text) => {
      expect(zoneName(text)).toBeNull();
    },
  );
});
