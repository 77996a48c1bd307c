import { ANSWERS } from '@aisystant/widgets/answers';
import type { Frame } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { loadAxe } from '../browser/axe.ts';
import { changeContext, HOSTS, openHost, sendAnswer, settled, THEMES, toldHeights, WIDTHS } from './host.ts';
import { HOSTILE_NUMBERS, HOSTILE_TEXTS, withNumbers, withoutEachField, withTexts, withWords } from './hostile.ts';
import { look, lookAt } from './look.ts';
import { compareWithKept } from './screenshots.ts';
import { resultOf } from './script.ts';

const host = openHost();

/** Highest that a widget may be beside a chat, CSS pixels. */
const HIGHEST = 500;

/** The first answer of each tool: what holds for the page as such is tested with it. */
const FIRST = ANSWERS.filter(({ tool }, at) => ANSWERS.findIndex((each) => each.tool === tool) === at);

const sceneOf = ({ widget, input, answer }: (typeof ANSWERS)[number]) => ({ widget, input, result: resultOf(answer) });

const violations = async (frame: Frame): Promise<readonly string[]> => {
  if (!(await frame.evaluate("'axe' in window"))) await loadAxe(frame);
  // A widget is transparent, and axe does not see what the host has behind it.
  await frame.evaluate("document.documentElement.style.background = 'light-dark(#ffffff, #262624)'");
  return frame.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`);
};

const colourOf = (frame: Frame): Promise<string> =>
  frame.evaluate("getComputedStyle(document.querySelector('h1')).color");

describe.each(ANSWERS)('$widget, $name', (shown) => {
  test.each(THEMES)('has no barrier in the %s theme', async (theme) => {
    const frame = await host.showNext({ ...sceneOf(shown), theme });
    expect(await violations(frame)).toEqual([]);
    expect(host.pageErrors).toEqual([]);
  });

  test.each(WIDTHS)('fits into a frame of %i pixels, at most 500 high, and looks as it did', async (width) => {
    for (const theme of THEMES) {
      await host.showNext({ ...sceneOf(shown), width, theme });
      const { overflow, heights } = await look(host.page);
      expect(overflow).toEqual([]);
      expect(heights.at(-1)).toBeGreaterThan(40);
      expect(heights.at(-1)).toBeLessThanOrEqual(HIGHEST);
      // A size that grows by itself would never end.
      expect(heights.length).toBeLessThan(6);
      await compareWithKept(host.page, `${shown.widget}-${shown.name}-${width}-${theme}`);
    }
  });
});

test.each(HOSTS)('runs under the policy and in the sandbox of %s, and asks nobody for anything', async (played) => {
  for (const shown of ANSWERS) {
    const name = `${shown.widget}, ${shown.name}`;
    const frame = await host.showNext({ ...sceneOf(shown), host: played });
    expect.soft((await look(host.page)).letters, name).toBeGreaterThan(20);
    expect
      .soft(await frame.getByRole('button', { name: 'Развернуть' }).count(), name)
      .toBe(played === 'strict' ? 0 : 1);
    expect.soft(host.pageErrors, name).toEqual([]);
  }
});

describe.each(FIRST)('the widget $widget with an answer of $tool', (shown) => {
  const scene = sceneOf(shown);

  test('S37 shows any text as text and nothing else', async () => {
    await host.showNext({ ...scene, width: 320 });
    const usual = [...(await look(host.page)).markup, ...OTHER_STATES];
    for (const [name, text] of Object.entries(HOSTILE_TEXTS)) {
      for (const hostile of [withTexts(shown.answer, text), withWords(shown.answer, text)]) {
        const { markup, overflow, heights, broken } = await lookAt(host.page, hostile);
        expect(broken, name).toBeNull();
        expect(
          markup.filter((each) => !usual.includes(each)),
          name,
        ).toEqual([]);
        expect(overflow, name).toEqual([]);
        expect(heights.at(-1), name).toBeLessThanOrEqual(HIGHEST);
        expect(host.pageErrors, name).toEqual([]);
      }
    }
  });

  test('stays whole with anything in the place of its numbers', async () => {
    await host.showNext({ ...scene, width: 320 });
    for (const [name, number] of Object.entries(HOSTILE_NUMBERS)) {
      const { rawValues, overflow } = await lookAt(host.page, withNumbers(shown.answer, number));
      expect(rawValues, name).toEqual([]);
      expect(overflow, name).toEqual([]);
      expect(host.pageErrors, name).toEqual([]);
    }
  });

  test('stays whole without any one of its fields', async () => {
    await host.showNext(scene);
    for (const { field, answer } of withoutEachField(shown.answer)) {
      const { rawValues, letters } = await lookAt(host.page, answer);
      expect(rawValues, field).toEqual([]);
      expect(letters, field).toBeGreaterThan(10);
      expect(host.pageErrors, field).toEqual([]);
    }
  });

  test('is reached with the keyboard, and shows where one is', async () => {
    const frame = await host.showNext(scene);
    const all: readonly string[] = await frame.evaluate(
      `[...document.querySelectorAll('button:not(:disabled), input:not([type=radio]), select, textarea, summary, [role=button]')]
        .map((each, at) => { each.dataset.at = at; return String(at); })`,
    );
    const reached = new Set<string>();
    // Where a person starts; a browser may show that only after a key.
    await frame.locator('main').focus();
    for (let step = 0; step <= all.length + 4; step += 1) {
      await host.page.keyboard.press('Tab');
      if (!(await frame.evaluate('document.hasFocus()'))) break;
      reached.add(await frame.evaluate(`document.activeElement?.dataset.at ?? ''`));
      expect(await frame.evaluate('getComputedStyle(document.activeElement).outlineStyle')).not.toBe('none');
    }
    expect(all.filter((at) => !reached.has(at))).toEqual([]);
  });

  test('tells its new size when the frame becomes narrower, and follows the theme', async () => {
    const frame = await host.showNext({ ...scene, width: 900 });
    await host.page.evaluate("document.querySelector('iframe').style.width = '320px'");
    await frame.waitForFunction('innerWidth === 320');
    await settled(frame);
    expect((await toldHeights(host.page)).at(-1)).toBe(
      await frame.evaluate('Math.ceil(document.body.getBoundingClientRect().height)'),
    );
    const light = await colourOf(frame);
    await changeContext(host.page, { theme: 'dark' });
    await settled(frame);
    // The system's theme is still light.
    expect(await colourOf(frame)).not.toBe(light);
  });
});

/** The frame around a view is the same for all answers of a widget. */
describe.each(ANSWERS.filter(({ widget }, at) => ANSWERS.findIndex((each) => each.widget === widget) === at))(
  'the frame of $widget',
  (shown) => {
    const scene = sceneOf(shown);

    test('has a full view where the host offers one', async () => {
      const frame = await host.showNext(scene);
      await frame.getByRole('button', { name: 'Развернуть', exact: true }).click();
      await frame.locator('main.full').waitFor();
      await frame.getByRole('button', { name: 'Свернуть', exact: true }).click();
      await frame.locator('main:not(.full)').waitFor();
    });

    test('says what is the matter before an answer, without one, and when it is an error', async () => {
      const frame = await host.show({ ...scene, result: null });
      await frame.getByRole('status').filter({ hasText: 'Собираю данные' }).waitFor();
      await host.page.evaluate('window.stage.cancel()');
      await frame.getByRole('status').filter({ hasText: 'Запрос отменён' }).waitFor();
      await host.page.evaluate(`window.stage.answer({ isError: true, content: [{ type: 'text', text: 'Нет.' }] })`);
      await frame.getByRole('status').filter({ hasText: 'Не получилось' }).waitFor();
      await host.page.evaluate(`window.stage.answer({ content: [{ type: 'text', text: 'Только текст.' }] })`);
      await frame.getByRole('status').filter({ hasText: 'нет данных для картинки' }).waitFor();
      // A cancelled call may still be answered.
      await sendAnswer(host.page, frame, shown.answer);
      await frame.getByRole('heading').first().waitFor();
      expect(host.pageErrors).toEqual([]);
    });

    test('keeps its distance to the edges, and more where the host keeps something free', async () => {
      const frame = await host.showNext(scene);
      const padding = () => frame.evaluate("getComputedStyle(document.querySelector('main')).padding");
      expect(await padding()).toBe('12px');
      await changeContext(host.page, { safeAreaInsets: { top: 0, right: 0, bottom: 0, left: 0 } });
      await settled(frame);
      expect(await padding()).toBe('12px');
      await changeContext(host.page, { safeAreaInsets: { top: 44, right: 0, bottom: 34, left: 0 } });
      await settled(frame);
      expect(await padding()).toBe('44px 12px 34px');
      await changeContext(host.page, { safeAreaInsets: { top: 0, right: 0, bottom: 0, left: 0 } });
    });

    test('lets the host end it', async () => {
      await host.showNext(scene);
      await host.page.evaluate('window.stage.end()');
      expect(host.pageErrors).toEqual([]);
    });
  },
);

/** What a view may have for other data: sentences in the place of a picture, and words for what is unknown. */
const OTHER_STATES = ['p', 'span', 'small', 'role', 'aria-busy', 'class'];
