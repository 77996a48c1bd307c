import { describe, expect, test } from 'vitest';
import { ACTIVITY_TYPE_IDS, REJECTED_KINDS } from '../activity/activity-types.ts';
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
