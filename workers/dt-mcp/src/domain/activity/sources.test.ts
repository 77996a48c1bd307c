import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACTIVITY_TYPE_IDS } from './activity-types.ts';
import { ACTIVITY_SOURCES, confidenceOf, SOURCE_PRIORITY } from './sources.ts';

const sources = fc.constantFrom(...ACTIVITY_SOURCES);
const types = fc.constantFrom(...ACTIVITY_TYPE_IDS);

describe('the confidence of an event', () => {
  test.each([
    ['timer', 'project_work', 0.8],
    ['manual_log', 'reading', 0.4],
    ['manual_log', 'rest', 0.4],
    ['calendar', 'discussion', 0.7],
    ['lms', 'reading', 0.8],
    ['lms', 'practice', 0.9],
    ['bot', 'writing', 0.8],
    ['club', 'discussion', 0.8],
    ['mcp', 'reflection', 0.9],
    ['mcp', 'guide_session', 0.9],
    ['mcp', 'strategizing', 0.7],
    ['mcp', 'planning', 0.7],
    ['mcp', 'reading', 0.4],
    ['import', 'reading', 0.5],
    ['demo', 'reading', 0.4],
  ] as const)('from %s about %s is %d', (source, type, confidence) => {
    expect(confidenceOf(source, type)).toBe(confidence);
  });

  test('may be lowered by the caller and never raised', () => {
    expect(confidenceOf('timer', 'reading', 0.3)).toBe(0.3);
    expect(confidenceOf('manual_log', 'reading', 1)).toBe(0.4);
    fc.assert(
      fc.property(sources, types, fc.double({ min: -1, max: 2, noNaN: true }), (source, type, wish) => {
        const confidence = confidenceOf(source, type, wish);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(confidenceOf(source, type));
      }),
    );
  });

  test('is known for every source and type, in hundredths', () => {
    fc.assert(
      fc.property(sources, types, (source, type) => {
        const hundredths = confidenceOf(source, type) * 100;
        expect(hundredths).toBeCloseTo(Math.round(hundredths), 9);
        expect(hundredths).toBeGreaterThan(0);
      }),
    );
  });
});

describe('the priority of sources', () => {
  test('names every source once: timer, calendar and manual log first, import last', () => {
    expect([...SOURCE_PRIORITY].sort()).toEqual([...ACTIVITY_SOURCES].sort());
    expect(SOURCE_PRIORITY.slice(0, 3)).toEqual(['timer', 'calendar', 'manual_log']);
    expect(SOURCE_PRIORITY.at(-1)).toBe('import');
  });
});
