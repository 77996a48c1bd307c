import { expect, test } from 'vitest';
import { choiceOf, OPEN, TERM } from '../testing/samples.ts';
import { closestIds, exerciseNamed, exercisesAbout, filterExercises } from './find-exercises.ts';

const slot = {
  ...OPEN,
  id: 'ex-x1-06',
  title: 'Объясни слот',
  guide_refs: ['X1.1:3', 'X1.2:3'],
  bloom: 3,
  estimated_minutes: 15,
};
const term = { ...TERM, id: 'ex-x4-10', title: 'Уровнем выше', guide_refs: ['X4.1:2'], bloom: 1, estimated_minutes: 3 };
const count = {
  ...choiceOf([true, false]),
  id: 'ex-x12-01',
  title: 'Счёт',
  guide_refs: ['X12.1:1'],
  bloom: 4,
  estimated_minutes: 8,
};
const all = [slot, term, count];
const ids = (filter: Parameters<typeof filterExercises>[1]) => filterExercises(all, filter).map(({ id }) => id);

test.each([
  [{}, ['ex-x1-06', 'ex-x4-10', 'ex-x12-01']],
  [{ guide: 'X1' }, ['ex-x1-06']],
  [{ guide: 'x1.2' }, ['ex-x1-06']],
  [{ guide: 'х4.1:2' }, ['ex-x4-10']],
  [{ guide: 'X1.1:33' }, []],
  [{ type: 'open' as const }, ['ex-x1-06']],
  [{ minutes: 8 }, ['ex-x4-10', 'ex-x12-01']],
  [{ difficulty: 'hard' as const }, ['ex-x12-01']],
  [{ bloom: 1 }, ['ex-x4-10']],
  [{ exclude: ['ex-x1-06', 'ex-x4-10'] }, ['ex-x12-01']],
])('%j selects %j', (filter, expected) => {
  expect(ids(filter)).toEqual(expected);
});

test('a topic finds by title, concepts and task, in any form of its words', () => {
  expect(exercisesAbout(all, 'про слоты').map(({ id }) => id)).toEqual(['ex-x1-06']);
  expect(exercisesAbout(all, 'счет')[0]?.id).toBe('ex-x12-01');
  expect(exercisesAbout(all, 'квантовая хромодинамика')).toEqual([]);
});

test.each(['как варить борщ', 'что это такое', 'для чего и зачем'])(
  'the topic «%s» finds nothing by words that every task has',
  (topic) => {
    const asking = { ...slot, prompt: 'Что это такое, для чего и зачем? Объясни, как ты это понимаешь.' };
    expect(exercisesAbout([asking, ...all], topic)).toEqual([]);
    expect(exercisesAbout([asking], `${topic}: слот`)).toEqual([asking]);
  },
);

test('every exercise is left out by its id in either alphabet and case, as it is found by it', () => {
  const cyrillic = (id: string) => id.replaceAll('e', 'е').replaceAll('x', 'х');
  for (const { id } of all) {
    for (const written of [id, id.toUpperCase(), cyrillic(id), cyrillic(id).toUpperCase()]) {
      expect(exerciseNamed(all, written)?.id).toBe(id);
      expect(ids({ exclude: [written] })).toEqual(ids({}).filter((each) => each !== id));
    }
  }
});

test('an id is found in either alphabet, and a misspelt one has near ones', () => {
  expect(exerciseNamed(all, ' ЕХ-Х1-06')?.id).toBe('ex-x1-06');
  expect(exerciseNamed(all, 'ex-x9-99')).toBeNull();
  expect(closestIds(all, 'ex-x4-1')[0]).toBe('ex-x4-10');
});
