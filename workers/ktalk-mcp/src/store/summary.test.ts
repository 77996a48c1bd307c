import { expect, test } from 'vitest';
import { summaryOf } from './summary.ts';

const point = (text: string, isHidden = false) => ({ text, timestamp: 1, hiddenStatus: { isHidden } });

test.each([
  ['nothing', false, [point('a'), point('b')], { hidden: false, omits: false, items: ['a', 'b'] }],
  ['the whole', true, [point('a'), point('b')], { hidden: true, omits: false, items: [] }],
  ['a point', false, [point('a', true), point('b')], { hidden: false, omits: true, items: ['b'] }],
  ['all that has words', false, [point('a', true), point(' ')], { hidden: true, omits: false, items: [] }],
  ['each of its points', false, [point('a', true), point('b', true)], { hidden: true, omits: false, items: [] }],
])('of a summary of which a person hid %s, only the rest is told, and that it is one', (_, hidden, chunks, told) => {
  const summary = summaryOf({ status: 'success', hidden, chunks });
  expect({ hidden: summary.hidden, omits: summary.omits, items: summary.items.map(({ text }) => text) }).toEqual(told);
});
