import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawCharts } from './picture.ts';

const widths = (svg: string) =>
  [...svg.matchAll(/<rect class="bar"[^>]* width="([\d.]+)"/g)].map(([, width]) => Number(width));

test('the bars of a chart are as long as their values', () => {
  const values = fc.array(fc.double({ min: 0.1, max: 50, noNaN: true }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(values, (all) => {
      const drawn = widths(drawCharts([{ title: 'CPU', bars: all.map((value) => ({ title: 'a', value })) }]));
      const [longest, greatest] = [Math.max(...drawn), Math.max(...all)];
      for (const [index, width] of drawn.entries()) {
        expect(width / longest).toBeCloseTo((all[index] ?? 0) / greatest, 2);
      }
      expect(Math.max(...drawn)).toBeLessThan(400);
    }),
  );
});

test('a title cannot break the picture', () => {
  const svg = drawCharts([{ title: 'a < b & "c"', bars: [{ title: '<script>', value: 1 }] }]);
  expect(svg).toContain('a &lt; b &amp; &quot;c&quot;');
  expect(svg).not.toContain('<script>');
});

test('it is readable in light and in dark', () => {
  expect(drawCharts([])).toContain('prefers-color-scheme: dark');
});
