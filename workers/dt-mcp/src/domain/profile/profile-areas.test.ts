import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Criterion } from '../stages/stage-estimate.ts';
import { CRITERION_IDS, STAGES } from '../stages/stages.ts';
import { AREA_IDS, AREA_MAPPING, profileAreas, widestGap } from './profile-areas.ts';

/** A criterion with an unknown value or a value around the norm. */
function criterionOf(id: Criterion['id'], norm: number, value: number | null): Criterion {
  const rule = id === 'relapse_count' ? 'max' : 'min';
  const reached = value !== null && (rule === 'min' ? value >= norm : value <= norm);
  const status = value === null ? 'unknown' : reached ? 'met' : 'unmet';
  return { id, value, norm, rule, status, why: value === null ? 'записей нет' : null, source: 'тест' };
}

/** The criteria of a stage with any values. */
const measured = fc.constantFrom(...STAGES).chain(({ thresholds }) =>
  fc.tuple(
    ...CRITERION_IDS.flatMap((id) => {
      const threshold = thresholds[id];
      if (threshold === undefined) return [];
      const norm = threshold.min ?? threshold.max ?? 0;
      const values = fc.option(id === 'relapse_count' ? fc.nat(12) : fc.double({ min: 0, max: 2 * norm, noNaN: true }));
      return [values.map((value) => criterionOf(id, norm, value))];
    }),
  ),
);
const masteryOf = (criteria: readonly Criterion[], area: (typeof AREA_IDS)[number]) =>
  profileAreas(criteria).find(({ id }) => id === area)?.mastery;
/** The expected status of an area by the numbers of its criteria and of the unknown ones. */
function statusOf(asked: number, unknown: number): string {
  if (asked === 0) return 'not_asked';
  if (unknown === 0) return 'measured';
  return unknown === asked ? 'unknown' : 'partial';
}
const relapses = (norm: number, value: number) => masteryOf([criterionOf('relapse_count', norm, value)], 'rhythm');

describe('the mapping', () => {
  test('puts every criterion of the stages into exactly one area', () => {
    expect(AREA_MAPPING.areas.map(({ id }) => id)).toEqual([...AREA_IDS]);
    expect(AREA_MAPPING.areas.flatMap(({ criteria }) => [...criteria]).toSorted()).toEqual([...CRITERION_IDS].sort());
    for (const { name_ru, criteria } of AREA_MAPPING.areas) {
      expect(name_ru).not.toBe('');
      expect(criteria.length).toBeGreaterThan(0);
    }
  });

  test('has a version and a source', () => {
    expect(AREA_MAPPING.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(AREA_MAPPING.source).not.toBe('');
  });

  test('includes every criterion of a stage exactly once', () => {
    fc.assert(
      fc.property(measured, (criteria) => {
        const shown = profileAreas(criteria).flatMap(({ mastery }) => mastery.sources);
        expect(new Set(shown)).toEqual(new Set(criteria));
        expect(shown).toHaveLength(criteria.length);
      }),
    );
  });
});

describe('an area', () => {
  test('has reached its norm exactly if all its known criteria are met', () => {
    fc.assert(
      fc.property(measured, (criteria) => {
        for (const { mastery } of profileAreas(criteria)) {
          const known = mastery.sources.filter(({ status }) => status !== 'unknown');
          expect(mastery.score === null).toBe(known.length === 0);
          if (mastery.score === null) continue;
          expect(mastery.score === 1).toBe(known.every(({ status }) => status === 'met'));
          expect(mastery.score).toBeGreaterThanOrEqual(0);
          expect(mastery.score + (mastery.gap ?? Number.NaN)).toBeCloseTo(1, 9);
        }
      }),
    );
  });

  test('shows the share of known criteria, and has a norm only if the stage has one', () => {
    fc.assert(
      fc.property(measured, (criteria) => {
        for (const { mastery } of profileAreas(criteria)) {
          const unknown = mastery.sources.filter(({ status }) => status === 'unknown').length;
          const asked = mastery.sources.length;
          expect(mastery.norm === null).toBe(asked === 0);
          expect(mastery.status).toBe(statusOf(asked, unknown));
        }
      }),
    );
  });

  test('has a score that never falls when a value improves or becomes unknown', () => {
    fc.assert(
      fc.property(measured, fc.nat(), fc.double({ min: 0, max: 20, noNaN: true }), (criteria, at, more) => {
        const changed = criteria[at % Math.max(1, criteria.length)];
        if (changed === undefined) return;
        const area = AREA_MAPPING.areas.find((one) => one.criteria.some((id) => id === changed.id))?.id ?? 'time';
        const scoreWith = (value: number | null) => {
          const other = criterionOf(changed.id, changed.norm, value);
          return (
            masteryOf(
              criteria.map((one) => (one === changed ? other : one)),
              area,
            )?.score ?? null
          );
        };
        const better = changed.rule === 'min' ? (changed.value ?? 0) + more : 0;
        expect(scoreWith(better)).toBeGreaterThanOrEqual(scoreWith(changed.value ?? 0) ?? 0);
        expect(scoreWith(changed.value ?? 0)).toBeLessThanOrEqual(scoreWith(null) ?? 1);
      }),
    );
  });

  test('a norm missed by a minimal amount is still missed', () => {
    expect(masteryOf([criterionOf('hours_per_week', 10, 9.9999)], 'time')).toMatchObject({ score: 0.99, gap: 0.01 });
  });

  test('each relapse above the norm widens the gap, even if the norm is zero', () => {
    expect([0, 1, 2, 3].map((count) => relapses(0, count)?.score)).toEqual([1, 0.5, 0.33, 0.25]);
    expect([4, 5, 9].map((count) => relapses(4, count)?.score)).toEqual([1, 0.83, 0.5]);
  });

  test('with a met relapse criterion has reached its norm, even if the number of relapses is unknown', () => {
    const blurred: Criterion = { ...criterionOf('relapse_count', 4, 0), value: null };
    expect(masteryOf([blurred], 'rhythm')).toMatchObject({ status: 'measured', score: 1, gap: 0 });
  });
});

describe('the widest gap', () => {
  test('is the maximum of the gaps, or null without a gap', () => {
    fc.assert(
      fc.property(measured, (criteria) => {
        const areas = profileAreas(criteria);
        const gaps = areas.map(({ mastery }) => mastery.gap ?? 0);
        const widest = widestGap(areas);
        expect(widest?.gap ?? 0).toBe(Math.max(...gaps));
        if (widest !== null) expect(areas.find(({ id }) => id === widest.area)?.mastery.gap).toBe(widest.gap);
      }),
    );
  });

  test('is not derived from unknown values', () => {
    const blind = CRITERION_IDS.map((id) => criterionOf(id, 5, null));
    expect(widestGap(profileAreas(blind))).toBeNull();
    expect(widestGap(profileAreas([]))).toBeNull();
  });

  test('is the first of equal gaps in the order of the areas', () => {
    const half = [criterionOf('drafts_per_window', 2, 1), criterionOf('reflection_notes_per_week', 6, 3)];
    expect(widestGap(profileAreas(half))).toEqual({ area: 'reflection', gap: 0.5 });
  });
});
