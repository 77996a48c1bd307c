import { fillDemoLearners, fillDemoRequirements, startGallery } from '@aisystant/fleet';
import { EXHIBITS } from '@aisystant/widgets/gallery';
import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { newPerson } from '../browser/person.ts';
import { CHROMIUM_TIMEOUT_MS, sharedBrowser } from '../browser/shared-browser.ts';
import { PORT_OFFSET } from '../fleet.ts';

const open: { page?: Page; close?: () => Promise<void> } = {};
const pageErrors: string[] = [];

beforeAll(async () => {
  await fillDemoLearners(inject('stateDir'), new Date(), PORT_OFFSET, ['demo_good', 'demo_empty']);
  await fillDemoRequirements(PORT_OFFSET);
  const gallery = await startGallery(PORT_OFFSET);
  open.close = gallery.close;
  const page = await newPerson(await sharedBrowser(), { javaScript: true });
  open.page = page;
  page.on('pageerror', ({ message }) => pageErrors.push(message));
  page.on('console', (line) => line.type() === 'error' && pageErrors.push(line.text()));
  await page.goto(`http://localhost:${8784 + PORT_OFFSET}/`);
}, CHROMIUM_TIMEOUT_MS);
afterAll(() => open.close?.());

/** What the gallery answers to a request of its own page. */
async function post(path: string, body: object): Promise<{ readonly structuredContent?: unknown }> {
  const origin = `http://localhost:${8784 + PORT_OFFSET}`;
  const headers = { 'content-type': 'application/json', origin };
  const response = await fetch(origin + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await response.json()) as { structuredContent?: unknown };
}

/** Chooses what is shown, and waits for its frame. */
async function choose(widget: string, learner: string): Promise<{ readonly frame: Frame; readonly text: string }> {
  const page = open.page;
  if (!page) throw new Error('The gallery is open from the first test on.');
  pageErrors.length = 0;
  await page.locator('#learner').selectOption(learner);
  await page.locator('#widget').selectOption(widget);
  await expect.poll(() => page.evaluate('document.body.dataset.shown')).toBe(`${widget} ${learner}`);
  const frame = page.frames().find((each) => each.parentFrame()?.url().includes('/sandbox/'));
  if (!frame) throw new Error('the gallery shows no widget');
  await frame.getByRole('heading', { level: 1 }).waitFor();
  return { frame, text: (await page.locator('#text').textContent()) ?? '' };
}

/** All strings of an answer that are words: a person may read them. */
function wordsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return /[а-яё]/i.test(value) ? [oneLine(value)] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(wordsOf) : [];
}

/** Without what a text in words changes: line breaks, and quotes within quotes. */
const oneLine = (text: string) =>
  text
    .replace(/\s+/g, ' ')
    .replaceAll(/[«»“”]/g, '"')
    .trim();
const numbersOf = (text: string) => text.match(/\d+(?:,\d+)?/g) ?? [];

test.each(EXHIBITS)(
  'the gallery shows «$title» with the real answers of the servers, and the text of the answer has its figures and words too',
  async ({ title, server, tool, input }) => {
    const { frame, text } = await choose(title, 'demo_good');
    expect(pageErrors).toEqual([]);
    for (const closed of await frame.locator('details').all()) await closed.evaluate('(each) => { each.open = true; }');
    // Dates and hours are written in other ways than in the text.
    const figures = await frame.locator('dd, .value, .criteria li, .time').allInnerTexts();
    const known = new Set(numbersOf(text));
    expect(figures.flatMap(numbersOf).filter((number) => !known.has(number) && !known.has(`0${number}`))).toEqual([]);
    const picture = oneLine((await frame.locator('main').textContent()) ?? '');
    const answer = await post('/call', { server, login: 'demo_good', name: tool, arguments: input });
    const shown = wordsOf(answer.structuredContent).filter((words) => picture.includes(words));
    expect(shown.filter((words) => !oneLine(text).includes(words))).toEqual([]);
    expect(shown.length + figures.length).toBeGreaterThan(2);
  },
);

test.each(['Неделя', 'Прогресс', 'План недели'])(
  'of a learner of whom nothing is known, «%s» shows no number',
  async (widget) => {
    const { frame } = await choose(widget, 'demo_empty');
    expect(await frame.locator('main').textContent()).toContain('Данных нет');
    expect((await frame.locator('.day .value').allInnerTexts()).filter((value) => /\d/.test(value))).toEqual([]);
  },
);

test('the gallery acts for a learner only when its own page asks', async () => {
  const url = `http://localhost:${8784 + PORT_OFFSET}/call`;
  const body = JSON.stringify({ server: 'dt-mcp', login: 'demo_good', name: 'dt_get_progress', arguments: {} });
  const ask = (headers: Record<string, string>) => fetch(url, { method: 'POST', headers, body });
  expect((await ask({ origin: 'https://example.test' })).status).toBe(404);
  expect((await ask({})).status).toBe(404);
});
