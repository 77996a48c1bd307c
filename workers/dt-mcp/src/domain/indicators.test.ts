import { describe, expect, test } from 'vitest';
import { findIndicator, INDICATORS } from './indicators.ts';
import { METRICS } from './metrics.ts';
import { CRITERION_IDS } from './stages.ts';

describe('the metamodel', () => {
  test('writes every id in one way, once', () => {
    for (const { id } of INDICATORS) expect(id).toMatch(/^IND\.[1-4]\.\d{1,2}\.\d{2}$/);
    expect(new Set(INDICATORS.map(({ id }) => id)).size).toBe(INDICATORS.length);
    const fields = INDICATORS.flatMap(({ field }) => field ?? []);
    expect(new Set(fields).size).toBe(fields.length);
  });

  test('no two indicators are meant by one name', () => {
    const names = INDICATORS.flatMap(({ id, aliases }) => [id, ...aliases].map((name) => name.toLowerCase()));
    expect(new Set(names).size).toBe(names.length);
  });

  test('finds an indicator by any writing of its id, by its field and by its metric', () => {
    for (const text of ['IND.3.1.01', 'IND.3.1.1', 'ind.3.1.1', '3.1.1', '3.1.01', ' hours_per_week ']) {
      const found = findIndicator(text);
      expect(found.ok && found.value.id, text).toBe('IND.3.1.01');
    }
    const byField = findIndicator('weekly_hours_budget');
    expect(byField.ok && byField.value.id).toBe('IND.1.3.06');
  });

  test('refuses what it does not know, with near ones', () => {
    expect(findIndicator('IND.3.1.99')).toMatchObject({
      ok: false,
      suggestions: expect.arrayContaining(['IND.3.1.01']),
    });
    expect(findIndicator('session')).toMatchObject({
      ok: false,
      suggestions: [expect.stringContaining('session_minutes')],
    });
    for (const name of ['__proto__', 'constructor', 'toString', '']) expect(findIndicator(name).ok).toBe(false);
  });

  test('only what the learner declares can be written', () => {
    for (const { access, rule, field } of INDICATORS) {
      expect(rule !== null).toBe(access === 'declared');
      expect(field !== null).toBe(access === 'declared');
    }
  });

  test('agrees with the metrics and the stages', () => {
    for (const { id, metric, thresholds } of INDICATORS) {
      if (metric === null) continue;
      expect(METRICS.find((one) => one.id === metric)?.ind_code, metric).toBe(id);
      expect(thresholds !== null, metric).toBe(CRITERION_IDS.some((criterion) => criterion === metric));
    }
    for (const { ind_code } of METRICS) if (ind_code !== null) expect(findIndicator(ind_code).ok).toBe(true);
  });
});
