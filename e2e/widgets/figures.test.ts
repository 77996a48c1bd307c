import { ANSWERS } from '@aisystant/widgets/answers';
import { expect, test } from 'vitest';
import { openHost, WIDTHS } from './host.ts';
import { resultOf } from './script.ts';

const host = openHost();

const byWeek = Object(ANSWERS.find(({ name }) => name === 'by week')?.answer);

/** A metric with a value for each of twelve weeks. */
const series = (metric_id: string, first: number, step: number) => ({
  metric_id,
  points: Array.from({ length: 12 }, (_, at) => ({ week: `2026-W${36 + at}`, value: first + at * step, why: null })),
  change_percent: -12,
  direction: 'down',
  insufficient_data: false,
});

test.each(WIDTHS)('no digit of a week is cut off in a frame of %i pixels', async (width) => {
  const shown = [series('time_invested_minutes', 1_200, 37), series('hours_per_week', 100.5, 1)];
  const frame = await host.show({ widget: 'progress', width, result: resultOf({ ...byWeek, series: shown }) });
  const cut = await frame.evaluate(`[...document.querySelectorAll('.value')]
    .filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.textContent)`);
  expect(cut).toEqual([]);
});

test('a metric that falls has the minus of Russian texts', async () => {
  const result = resultOf({ ...byWeek, series: [series('time_invested_minutes', 1_200, -37)] });
  const frame = await host.show({ widget: 'progress', result });
  expect(await frame.locator('main').textContent()).toContain('снижается, −12 %');
});

test('a week that is recorded in part has a star, and the picture says what it means', async () => {
  const [first, ...others] = series('hours_per_week', 2, 1).points;
  const partial = { ...first, status: 'PARTIAL_DATA' };
  const of = (metric_id: string) => ({ ...series(metric_id, 2, 1), points: [partial, ...others] });
  const frame = await host.show({
    widget: 'progress',
    result: resultOf({ ...byWeek, series: [of('hours_per_week')] }),
  });
  expect((await frame.locator('.value').allTextContents()).slice(0, 2)).toEqual(['2*', '3']);
  expect((await frame.locator('.spoken').allTextContents())[0]).toBe('Неделя с 31 августа: 2, данные неполные');
  expect(await frame.locator('main').textContent()).toContain('* данные недели неполные');
  // Notes are kept by hand: records of activities say nothing of them.
  const kept = resultOf({ ...byWeek, series: [of('reflection_notes_per_week')] });
  expect(await (await host.show({ widget: 'progress', result: kept })).locator('main').textContent()).not.toContain(
    '*',
  );
});
