import { readFileSync } from 'node:fs';
import path from 'node:path';
import { publishedSchema } from '@aisystant/testing/published-schema';
import { expect, test } from 'vitest';
import { WIDGETS } from '../build/build.ts';
import { EXHIBITS } from '../gallery/exhibits.ts';
import { ANSWERS } from './answers.ts';

/** The promise of a tool, which the documents hold as JSON. */
function contractOf(server: string, tool: string): { output_schema: object; ui?: { widget?: string } } {
  const file = path.join(import.meta.dirname, '../../../docs/contracts', `${server}.json`);
  const { tools } = JSON.parse(readFileSync(file, 'utf8'));
  return tools.find(({ name }: { name: string }) => name === tool);
}

test.each(ANSWERS)(
  '$widget, $name: the answer is one that the contract of $tool allows',
  ({ server, tool, answer }) => {
    const { output_schema } = contractOf(server, tool);
    expect(publishedSchema(output_schema).safeParse(answer).error).toBeUndefined();
  },
);

test.each(EXHIBITS)('$tool is shown by $widget, as its server says', ({ server, tool, widget }) => {
  expect(contractOf(server, tool).ui?.widget).toBe(`ui://${server}/${widget}.html`);
});

test('every widget has answers to be tested with, and is in the gallery', () => {
  expect([...new Set(ANSWERS.map(({ widget }) => widget))].sort()).toEqual(WIDGETS);
  expect([...new Set(EXHIBITS.map(({ widget }) => widget))].sort()).toEqual(WIDGETS);
});
