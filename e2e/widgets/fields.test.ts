import { ANSWERS } from '@aisystant/widgets/answers';
import { describe, expect, test } from 'vitest';
import { HOSTS, openHost, THEMES } from './host.ts';
import { resultOf } from './script.ts';

const host = openHost();

/** The contrast of each field's edge to the page, by WCAG 2.2; transparent colours lie on the page. */
const edges = `(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const light = (colour) => {
    canvas.fillStyle = getComputedStyle(document.documentElement).colorScheme === 'dark' ? '#262624' : '#ffffff';
    canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  };
  return [...document.querySelectorAll('input:not([type=checkbox], [type=radio]), textarea, select')].map((each) => {
    const pair = [light(getComputedStyle(each).borderColor), light('transparent')];
    return Math.max(...pair) / Math.min(...pair);
  });
})()`;

/** Exercises with every kind of field. */
const EXERCISES = ['match', 'numeric', 'table', 'open'];

// The strict host passes nothing on, so that its exercises have no fields.
describe.each(HOSTS.filter((played) => played !== 'strict'))('in %s', (played) => {
  test.each(THEMES)('the edge of a field is seen in the %s theme', async (theme) => {
    for (const name of EXERCISES) {
      const found = ANSWERS.find((each) => each.widget === 'exercise' && each.name === name);
      const frame = await host.show({ widget: 'exercise', host: played, theme, result: resultOf(found?.answer) });
      const contrasts = (await frame.evaluate(edges)) as readonly number[];
      expect(contrasts.length, name).toBeGreaterThan(0);
      for (const contrast of contrasts) expect(contrast, name).toBeGreaterThanOrEqual(3);
    }
  });
});
