import { describe, expect, test } from 'vitest';
import { METRICS } from '../metrics/metrics.ts';
import { CRITERION_IDS } from '../stages/stages.ts';
import { INDICATOR_TYPES } from './indicator.ts';
import { findIndicator, INDICATORS } from './indicators.ts';
import { EMPTY_PROFILE, patchProfile } from './profile.ts';

describe('the metamodel', () => {
  test('has unique ids in one spelling', () => {
    for (const { id } of INDICATORS) expect(id).toMatch(/^IND\.[1-4]\.\d{1,2}\.\d{2}$/);
    expect(new Set(INDICATORS.map(({ id }) => id)).size).toBe(INDICATORS.length);
    const fields = INDICATORS.flatMap(({ field }) => field ?? []);
    expect(new Set(fields).size).toBe(fields.length);
  });

  test('has no name that means two indicators', () => {
    const names = INDICATORS.flatMap(({ id, aliases }) => [id, ...aliases].map((name) => name.toLowerCase()));
    expect(new Set(names).size).toBe(names.length);
  });

  test('finds an indicator by any spelling of its id, by its field and by its metric', () => {
    for (const text of ['IND.3.1.01', 'IND.3.1.1', 'ind.3.1.1', '3.1.1', '3.1.01', ' hours_per_week ']) {
      const found = findIndicator(text);
      expect(found.ok && found.value.id, text).toBe('IND.3.1.01');
    }
    const byField = findIndicator('weekly_hours_budget');
    expect(byField.ok && byField.value.id).toBe('IND.1.3.06');
  });

  test('refuses an unknown indicator with similar ones', () => {
    expect(findIndicator('IND.3.1.99')).toMatchObject({
      ok: false,
      error: { suggestions: expect.arrayContaining(['IND.3.1.01']) },
    });
    expect(findIndicator('session')).toMatchObject({
      ok: false,
      error: { suggestions: [expect.stringContaining('session_minutes')] },
    });
    for (const name of ['__proto__', 'constructor', 'toString', '']) expect(findIndicator(name).ok).toBe(false);
  });

  test('allows writing only of declared indicators', () => {
    for (const { access, rule, field } of INDICATORS) {
      expect(rule !== null).toBe(field !== null);
      if (field !== null) expect(access).toBe('declared');
    }
  });

  test('lists the roles of the Creator, which are declared and cannot be written yet', () => {
    const notYet = INDICATORS.filter(({ access, field }) => access === 'declared' && field === null);
    expect(notYet).toMatchObject([{ id: 'IND.1.3.03', name_ru: 'Роли Созидателя', rule: null }]);
    expect(patchProfile(EMPTY_PROFILE, { '1.3.3': ['ученик'] }, 0)).toMatchObject({
      ok: false,
      error: { code: 'read_only', message: 'IND.1.3.03 пока не записывается.' },
    });
  });

  test('gives one of six value types to every indicator', () => {
    for (const { id, type } of INDICATORS) expect(INDICATOR_TYPES, id).toContain(type);
    const typeOf = (id: string) => INDICATORS.find((one) => one.id === id)?.type;
    expect(typeOf('IND.1.1.01')).toBe('semantic');
    expect(typeOf('IND.1.4.04')).toBe('structural');
    expect(typeOf('IND.1.5.04')).toBe('categorical');
    expect(typeOf('IND.3.1.01')).toBe('temporal');
    expect(typeOf('IND.3.1.02')).toBe('frequency');
    expect(typeOf('IND.3.6.01')).toBe('scale');
  });

  test('is consistent with the metrics and the stages', () => {
    for (const { id, metric, thresholds } of INDICATORS) {
      if (metric === null) continue;
      expect(METRICS.find((one) => one.id === metric)?.ind_code, metric).toBe(id);
      const judges = CRITERION_IDS.some((criterion) => criterion === metric);
      expect(thresholds?.some(({ judged }) => judged) ?? false, metric).toBe(judges);
      expect(thresholds?.every(({ judged }) => judged === judges) ?? true, metric).toBe(true);
    }
    for (const { ind_code } of METRICS) if (ind_code !== null) expect(findIndicator(ind_code).ok).toBe(true);
  });

  test('shows the norms of accounted time, 20, 30 and 40 hours in a window, without using them as criteria', () => {
    const accounted = findIndicator('IND.3.2.03');
    expect(accounted.ok && accounted.value.thresholds).toEqual([
      { stage: 'STG.Learner.Systematic', norm: 20, rule: 'min', source: 'таблица ступеней Ученика', judged: false },
      { stage: 'STG.Learner.Disciplined', norm: 30, rule: 'min', source: 'таблица ступеней Ученика', judged: false },
      { stage: 'STG.Learner.Proactive', norm: 40, rule: 'min', source: 'таблица ступеней Ученика', judged: false },
    ]);
  });
});
