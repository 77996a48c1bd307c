import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EXERCISE_VERDICTS, exercisesDone, guidesStudied } from './studies.ts';

const guideRecord = fc.record({
  ref: fc.constantFrom(
    'X1',
    'X1.1',
    'X1.1:1',
    'X1.1:2',
    'X1.1:2.1',
    'X2.3:1',
    'slot/one/a',
    'slot/one/b',
    'О слоте',
    'https://guides.example/a',
  ),
  pages: fc.option(fc.integer({ min: 1, max: 5 })),
  atMs: fc.integer({ min: 0, max: 3 }),
});
const exerciseRecord = fc.record({
  ref: fc.constantFrom('ex-x1-01', 'ex-x1-02', 'ex-x2-01'),
  verdict: fc.option(fc.constantFrom(...EXERCISE_VERDICTS)),
});

describe('guides', () => {
  const record = (ref: string, pages: number | null = null, atMs = 0) => ({ ref, pages, atMs });

  test('are counted by different pages, by number or by path; a heading belongs to its page', () => {
    const refs = ['X1.1:1', 'X1.1:2', 'X1.1:2.1', 'X1.2', 'X1', 'slot/why/rhythm', 'slot/why/rhythm'];
    expect(guidesStudied(refs.map((ref) => record(ref, 12)))).toEqual([
      { id: 'X1', done: 2, total: 12, why: null },
      { id: 'slot', done: 1, total: 12, why: null },
    ]);
  });

  test('that are named by addresses are told apart by their hosts', () => {
    const refs = [
      'https://guides.example/slot/why',
      'https://guides.example/slot/why/#rhythm',
      'HTTPS://Guides.example/time',
      'https://other.example/slot/why',
      'http://bare.example/',
    ];
    const guides = guidesStudied(refs.map((ref) => record(ref))).map(({ id, done }) => [id, done]);
    expect(guides).toEqual([
      ['bare.example', null],
      ['guides.example', 2],
      ['other.example', 1],
    ]);
    // What only looks like an address is a path or words, as before.
    expect(guidesStudied([record('https://')]).map(({ id }) => id)).toEqual(['https:']);
  });

  test('have the size that the newest record gives', () => {
    const records = [record('X1.1:1', 12, 1), record('X1.1:2', 14, 2), record('X1.1:3', null, 3)];
    expect(guidesStudied(records)).toEqual([{ id: 'X1', done: 3, total: 14, why: null }]);
  });

  test.each([
    [[record('X1.1:1')], { done: 1, total: null, why: 'сколько в руководстве страниц, записи не говорят' }],
    [[record('О слоте', 12)], { done: null, total: 12, why: 'записи не называют страниц' }],
    [[record('X1', 12)], { done: null, total: 12, why: 'записи не называют страниц' }],
    [
      [record('X1.1:1', 1), record('X1.1:2', 1)],
      { done: 2, total: null, why: 'записи называют больше страниц, чем было в руководстве (1)' },
    ],
  ])('say why a number is unknown', (records, expected) => {
    expect(guidesStudied(records)).toMatchObject([expected]);
  });

  test('come latest first, whatever the order of the records', () => {
    fc.assert(
      fc.property(fc.array(guideRecord), fc.infiniteStream(fc.nat()), (records, keys) => {
        const shuffled = records
          .map((each) => [keys.next().value, each] as const)
          .sort(([one], [other]) => one - other)
          .map(([, each]) => each);
        expect(guidesStudied([...shuffled, ...records])).toEqual(guidesStudied(records));
      }),
    );
  });

  test('never have more pages done than there are, never zero, and say why exactly where a number is unknown', () => {
    fc.assert(
      fc.property(fc.array(guideRecord), (records) => {
        for (const { done, total, why } of guidesStudied(records)) {
          expect(done).not.toBe(0);
          expect(done ?? 1).toBeLessThanOrEqual(total ?? Number.POSITIVE_INFINITY);
          expect(why === null).toBe(done !== null && total !== null);
        }
      }),
    );
  });
});

describe('exercises', () => {
  test('are accepted when one attempt was, and in revision with any other verdict', () => {
    const records = [
      { ref: 'a', verdict: 'needs_revision' },
      { ref: 'a', verdict: 'accepted' },
      { ref: 'b', verdict: 'rejected' },
      { ref: 'c', verdict: 'needs_revision' },
    ] as const;
    expect(exercisesDone(records)).toEqual({ accepted: 1, revision: 2, why: null });
  });

  test.each([
    [[], { accepted: null, revision: null, why: 'записей об упражнениях нет' }],
    [
      [{ ref: 'a', verdict: null }],
      { accepted: null, revision: null, why: 'записи об упражнениях не называют вердикта' },
    ],
    [
      [
        { ref: 'a', verdict: null },
        { ref: 'b', verdict: 'rejected' as const },
      ],
      { accepted: 0, revision: 1, why: 'упражнений, о которых записан только факт: 1' },
    ],
  ])('are unknown without a verdict, and say why', (records, expected) => {
    expect(exercisesDone(records)).toEqual(expected);
  });

  test('are counted once each: no order and no repetition changes the counts, and an accepted one stays so', () => {
    fc.assert(
      fc.property(fc.array(exerciseRecord), (records) => {
        const done = exercisesDone(records);
        expect(exercisesDone([...records.toReversed(), ...records])).toEqual(done);
        const judged = records.filter(({ verdict }) => verdict !== null).map(({ ref }) => ref);
        expect((done.accepted ?? 0) + (done.revision ?? 0)).toBe(new Set(judged).size);
        expect(done.accepted === null).toBe(judged.length === 0);
        for (const more of EXERCISE_VERDICTS) {
          const after = exercisesDone([...records, { ref: 'ex-x1-01', verdict: more }]);
          expect(after.accepted ?? 0).toBeGreaterThanOrEqual(done.accepted ?? 0);
        }
      }),
    );
  });
});
