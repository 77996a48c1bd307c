import type { Page } from 'playwright-core';
import { resultOf, script } from './script.ts';

/** What a widget shows once it has settled, and what its host has of it by then. */
export interface Look {
  /** How many letters its words have. */
  readonly letters: number;
  /** Where its words have `undefined`, `null`, `NaN` or the like: a value that was not formatted. With some letters around it. */
  readonly rawValues: readonly string[];
  /** Elements that are wider than the page. */
  readonly overflow: readonly string[];
  /** Names of the elements and of their attributes, without repetition. */
  readonly markup: readonly string[];
  /** Heights that the widget told its host, CSS pixels, oldest first. */
  readonly heights: readonly number[];
  /** What a script of an answer has left in the host's window; null where none has run. */
  readonly broken: unknown;
}

/** A script that waits until the widget has drawn what it has heard, and has told its size. */
export const SETTLED =
  'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 0))))';

const RAW_VALUES = /\b(?:NaN|Infinity|undefined|null)\b|\[object/g;

const SEEN_IN_WIDGET = `((words) => ({
  letters: words.length,
  rawValues: [...words.matchAll(${RAW_VALUES})].map(({ index }) => words.slice(Math.max(0, index - 40), index + 40)),
  overflow: document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.body.querySelectorAll('*')].filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
      .map((each) => each.outerHTML.slice(0, 120)),
  markup: [...new Set([...document.querySelectorAll('*')].flatMap((each) =>
    [each.localName, ...[...each.attributes].map(({ name, value }) => name + (/script:/i.test(value) ? ' runs' : ''))]))].sort(),
}))(document.querySelector('main').textContent)`;

/**
 * For every frame, before its own scripts: the host's window asks the widget's, and hears the look on a port. So a test asks the
 * browser once: its way there and back takes longer than a look. A widget listens to its parent alone, which the host's window is not.
 */
export const LOOKING = `
addEventListener('message', ({ data, ports: [port] }) => {
  if (data !== 'look') return;
  ${SETTLED}.then(() => ({ seen: ${SEEN_IN_WIDGET} })).catch((error) => ({ error: String(error) })).then((told) => port.postMessage(told));
});
window.look = async () => {
  const { port1, port2 } = new MessageChannel();
  const told = new Promise((resolve) => { port1.onmessage = ({ data }) => resolve(data); });
  document.querySelector('iframe').contentWindow[0].postMessage('look', '*', [port2]);
  const { seen, error } = await told;
  if (error) throw new Error(error);
  await stage.heard();
  return { ...seen, heights: [...stage.heights], broken: window.broken ?? null };
};
`;

/** What the widget shows that is shown now. */
export const look = (page: Page): Promise<Look> => page.evaluate('look()');

/** What it shows of another answer. */
export const lookAt = (page: Page, answer: unknown): Promise<Look> =>
  page.evaluate(`stage.answer(${script(resultOf(answer))}).then(look)`);
