import { expect, test } from 'vitest';
import { conceptUse } from './concepts.ts';

test('concepts are found in any form, phrases as a whole, and by their other names', () => {
  const concepts = ['слот', 'рабочий продукт', 'свободное время | свободного времени', 'минимум'];
  expect(conceptUse('В слоте остался рабочий продукт, а свободного времени нет.', concepts)).toEqual({
    used: ['слот', 'рабочий продукт', 'свободное время'],
    missed: ['минимум'],
  });
  expect(conceptUse('Рабочий день и продукты из магазина. Слоты!', concepts).used).toEqual(['слот']);
  expect(conceptUse('', concepts).missed).toHaveLength(4);
});
