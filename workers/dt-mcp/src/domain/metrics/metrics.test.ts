import { describe, expect, test } from 'vitest';
import { ACTIVITY_TYPE_IDS, REJECTED_KINDS } from '../activity/activity-types.ts';
import { dataQuality } from '../activity/coverage.ts';
import { periodDays } from '../time/calendar.ts';
import { BANDS } from './bands.ts';
import { METRICS } from './metrics.ts';

describe('the metrics catalogue', () => {
  test('has sixteen metrics with unique ids', () => {
    expect(METRICS).toHaveLength(16);
    expect(new Set(METRICS.map((metric) => metric.id)).size).toBe(16);
    for (const { id } of METRICS) expect(id).toMatch(/^[a-z][a-z0-9_]+$/);
  });

  test('describes each metric in full', () => {
    for (const metric of METRICS) {
      expect(metric.version).toMatch(/^\d+\.\d+\.\d+$/);
      for (const text of [metric.title, metric.title_en, metric.unit, metric.definition, metric.formula]) {
        expect(text, metric.id).not.toBe('');
      }
      expect(metric.aggregation_rules.length, metric.id).toBeGreaterThan(0);
      for (const rule of metric.aggregation_rules) expect(rule).toMatch(/^[a-z_]+$/);
    }
  });

  test('says when a value is null for exactly those metrics that can be null', () => {
    for (const metric of METRICS) expect(metric.null_rule !== null, metric.id).toBe(metric.type.endsWith('|null'));
  });

  test('uses the thresholds of the bands', () => {
    const bandsOf = (id: string) => METRICS.find((metric) => metric.id === id)?.bands;
    expect(bandsOf('time_invested_minutes')).toBe(BANDS.weekMinutes);
    expect(bandsOf('days_with_activity')).toBe(BANDS.weekDays);
    expect(bandsOf('slot_consistency_percent')).toBe(BANDS.slotPercent);
    expect(bandsOf('work_products_count')).toBe(BANDS.weekProducts);
    expect(METRICS.filter((metric) => metric.bands !== null)).toHaveLength(4);
  });

  test('counts coverage like the data quality of an answer: every elapsed day, recorded or not', () => {
    const elapsed = periodDays({ start: '2026-02-02', end: '2026-02-08' }, 'UTC');
    const facts = { events: [], syncRanges: [], closedDates: ['2026-02-08'], knownSince: '2026-02-08' };
    const quality = dataQuality(facts, elapsed, Date.parse('2026-02-10T12:00:00Z'));
    expect(quality).toMatchObject({ days_known: 1, days_expected: 7, coverage_ratio: 0.14 });
    const metric = METRICS.find(({ id }) => id === 'data_coverage_ratio');
    expect(metric?.formula).toContain('days_known / days_expected');
    expect(metric?.exclusions).toEqual(['дни после сегодняшнего', 'сегодня без записей']);
  });

  test('names activity types only by their canonical ids', () => {
    const texts = JSON.stringify(
      METRICS.map(({ definition, formula, exclusions }) => [definition, formula, exclusions]),
    );
    for (const id of ['rest', 'planning', 'guide_session', 'strategizing'] as const) {
      expect(ACTIVITY_TYPE_IDS).toContain(id);
      expect(texts).toContain(id);
    }
    for (const { id } of REJECTED_KINDS) expect(texts).not.toContain(id);
  });

  test('uses one spelling for indicators of the metamodel', () => {
    const codes = METRICS.flatMap((metric) => metric.ind_code ?? []);
    expect(codes).toHaveLength(9);
    for (const code of codes) expect(code).toMatch(/^IND\.\d\.\d{1,2}\.\d{2}$/);
  });
});
