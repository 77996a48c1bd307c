import { ANSWERS } from '@aisystant/widgets/answers';
import type { Frame } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openHost, sendAnswer } from './host.ts';
import { withoutEachField } from './hostile.ts';
import { resultOf } from './script.ts';

const host = openHost();

/** Sentences that there is nothing, or that something is not so. Of an answer alone one may say that it has nothing. */
const NOTHING = /(?<!в ответе |данных )нет\.|пока никакая|не сохранена|ещё идёт|ждёт оценки/gi;

const said = async (frame: Frame): Promise<readonly string[]> =>
  ((await frame.locator('main').textContent()) ?? '').match(NOTHING) ?? [];

const FIRST = ANSWERS.filter(({ tool }, at) => ANSWERS.findIndex((each) => each.tool === tool) === at);

// An answer may be of an older or a newer version, or not be whole: what it does not say is not known.
describe.each(FIRST)('$widget with an answer of $tool', ({ widget, input, answer }) => {
  test('that says nothing claims nothing', async () => {
    const frame = await host.show({ widget, input, result: resultOf({}) });
    expect(await said(frame)).toEqual([]);
  });

  test('claims nothing of a field that is not there', async () => {
    const frame = await host.show({ widget, input, result: resultOf(answer) });
    const usual = await said(frame);
    // A list without its only entry is empty, and says so.
    for (const { field, answer: without } of withoutEachField(answer).filter((each) => !/\.\d+$/.test(each.field))) {
      await sendAnswer(host.page, frame, without);
      expect(
        (await said(frame)).filter((each) => !usual.includes(each)),
        field,
      ).toEqual([]);
    }
  });
});

test.each([
  ['exercise', 'a verdict', 'persisted', 'Сохранена ли попытка, неизвестно.'],
  ['meetings', 'not ready', 'status', 'Есть ли расшифровка, неизвестно.'],
  ['plan', 'no plan', 'plan', 'Есть ли план на эту неделю, неизвестно.'],
])('%s, %s, says of a missing %s that it is unknown', async (widget, name, field, words) => {
  const shown = ANSWERS.find((each) => each.widget === widget && each.name === name);
  const { [field]: _, ...answer } = Object(shown?.answer);
  const frame = await host.show({ widget, result: resultOf(answer) });
  expect(await frame.locator('main').textContent()).toContain(words);
});

test('a plan of which is not known whether there is one is not made anew over it', async () => {
  const frame = await host.show({
    widget: 'plan',
    result: resultOf({ week: { start: '2026-11-16', end: '2026-11-22' } }),
  });
  expect(await frame.getByRole('button', { name: /план/ }).count()).toBe(0);
});
