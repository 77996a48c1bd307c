import { ANSWERS } from '@aisystant/widgets/answers';
import { afterAll, describe, expect, test } from 'vitest';
import { openHost, THEMES } from './host.ts';
import { resultOf } from './script.ts';

const host = openHost();

// The tests of the other files have the same window.
afterAll(() => host.page.emulateMedia({ forcedColors: 'none' }));

/** The colours of what is drawn, beside that of the page behind it. */
const colours = `(() => {
  const seen = (selector, property) => [...document.querySelectorAll(selector)]
    .filter((each) => each.getBoundingClientRect().height > 0).map((each) => getComputedStyle(each)[property]);
  const page = document.createElement('i');
  page.style.color = 'Canvas';
  document.body.append(page);
  const canvas = getComputedStyle(page).color;
  page.remove();
  return { canvas, drawn: [...seen('.bar', 'backgroundColor'), ...seen('.line path[fill=none]', 'stroke')] };
})()`;

describe.each(THEMES)('with the colours of the person, in the %s theme of a chat', (theme) => {
  test.each([
    ['week', 'a whole week'],
    ['progress', 'by week'],
    ['requirements', 'relationships with a cycle'],
  ])('what %s draws is seen', async (widget, name) => {
    const found = ANSWERS.find((each) => each.widget === widget && each.name === name);
    const frame = await host.show({ widget, theme, input: found?.input ?? {}, result: resultOf(found?.answer) });
    await host.page.emulateMedia({ colorScheme: theme, forcedColors: 'active' });
    const { canvas, drawn } = (await frame.evaluate(colours)) as { canvas: string; drawn: readonly string[] };
    expect(drawn.length).toBeGreaterThan(4);
    // In Chromium the system's text is black on white or white on black.
    expect(new Set(drawn)).toEqual(new Set([canvas === 'rgb(0, 0, 0)' ? 'rgb(255, 255, 255)' : 'rgb(0, 0, 0)']));
  });
});
