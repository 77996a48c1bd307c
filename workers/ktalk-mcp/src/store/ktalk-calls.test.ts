import { expect, test } from 'vitest';
import { allPages } from './ktalk-calls.ts';

const people = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);

test.each([0, 1, 99, 100, 101, 250])('all %i items of a list are read, page by page', async (count) => {
  const page = async (skip: number, top: number) => people(skip, Math.min(count, skip + top));
  expect(await allPages(page)).toEqual(people(0, count));
});

test('a list that begins again and again has an end', async () => {
  let pages = 0;
  const page = async (_: number, top: number) => {
    pages += 1;
    if (pages > 1_000) throw new Error('it goes on for ever');
    return people(0, top);
  };
  await expect(allPages(page)).rejects.toMatchObject({ facts: { code: 'UNAVAILABLE' } });
});
