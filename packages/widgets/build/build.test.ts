import { expect, test } from 'vitest';
import { buildWidget, LARGEST_BYTES, WIDGETS } from './build.ts';

test.each(WIDGETS)('%s is one page of at most 60 KB, and the same sources give the same bytes', async (name) => {
  const html = await buildWidget(name);
  expect(Buffer.byteLength(html)).toBeLessThanOrEqual(LARGEST_BYTES);
  expect(await buildWidget(name)).toBe(html);
  // Neither a path of this machine nor code that runs only in development.
  expect(/packages\/widgets|fileName/.exec(html)?.[0]).toBeUndefined();
  // The parser of HTML must find the one script, and its end.
  expect(html.match(/<script/gi)).toHaveLength(1);
  expect(html.match(/<\/script/gi)).toHaveLength(1);
});
