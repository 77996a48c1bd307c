import { ANSWERS } from '@aisystant/widgets/answers';
import type { Frame } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openHost, settled, type WidgetCall } from './host.ts';
import { resultOf } from './script.ts';

const host = openHost();

const answerNamed = (name: string): object => Object(ANSWERS.find((each) => each.name === name)?.answer);

const show = (widget: string, answer: object) => host.show({ widget, result: resultOf(answer) });

/** Presses a button with the keyboard. */
async function press(frame: Frame, name: string): Promise<void> {
  await frame.getByRole('button', { name }).first().focus();
  await host.page.keyboard.press('Enter');
  await settled(frame);
}

/** Whether a keyboard goes on from where it was: a page takes the focus away with what had it. */
const goesOn = (frame: Frame): Promise<boolean> =>
  frame.evaluate("document.activeElement !== document.body && !document.activeElement.matches('main, :disabled')");

interface Way {
  readonly widget: string;
  readonly answer: object;
  /** What the calls on the way are answered with. */
  readonly called?: (call: WidgetCall) => object;
  /** What is done with the mouse before. */
  readonly before?: (frame: Frame) => Promise<void>;
  readonly presses: readonly string[];
}

const fieldOf = (name: string, field: string) => Object(Reflect.get(answerNamed(name), field));

/** Ways through the widgets on which what was pressed goes, moves or waits. */
const WAYS: { readonly [name: string]: Way } = {
  'an answer, and its check': {
    widget: 'exercise',
    answer: answerNamed('choice'),
    called: () => answerNamed('a verdict'),
    before: (frame) => frame.getByLabel('Слот назначен заранее').check(),
    presses: ['Посмотреть ответ', 'Исправить', 'Посмотреть ответ', 'Отправить'],
  },
  'all hints': {
    widget: 'exercise',
    answer: answerNamed('choice'),
    called: ({ arguments: { n } }) => ({ hint: `Подсказка номер ${n}` }),
    presses: ['Подсказка 1', 'Подсказка 2'],
  },
  'an order, to its ends': {
    widget: 'exercise',
    answer: answerNamed('order'),
    presses: [
      ...Array(3).fill('Ниже: Выбрать время'),
      ...Array(3).fill('Выше: Выбрать время'),
      'Выше: Сесть за стол',
      'Ниже: Сесть за стол',
    ],
  },
  'a plan that is changed': {
    widget: 'plan',
    answer: answerNamed('dates and rules'),
    called: ({ arguments: plan }) => ({ plan: { ...plan, version: 4 } }),
    presses: [
      ...['Изменить план', 'Отмена', 'Изменить план', 'Посмотреть, что сохранится'],
      ...['Исправить', 'Посмотреть, что сохранится', 'Сохранить'],
    ],
  },
  'the hours by week': {
    widget: 'progress',
    answer: answerNamed('twelve weeks'),
    called: () => answerNamed('by week'),
    presses: ['Часы по неделям'],
  },
  'a transcript, to its end': {
    widget: 'meetings',
    answer: answerNamed('a transcript'),
    called: () => ({ ...answerNamed('a transcript'), next_offset: null }),
    presses: ['Читать дальше'],
  },
  'a page, to its end': {
    widget: 'page',
    answer: { ...answerNamed('a page'), next_cursor: 'rest' },
    called: () => ({ ...answerNamed('a page'), next_cursor: null }),
    presses: ['Читать дальше'],
  },
  'a list of relationships, to its end': {
    widget: 'requirements',
    answer: { ...answerNamed('relationships with a cycle'), next_cursor: 'rest' },
    called: () => ({ relationships: [], next_cursor: null }),
    presses: ['Загрузить остальное', 'REQ-002', 'Показать все связи'],
  },
};

describe('with the keyboard one goes on from where one was', () => {
  test.each(Object.entries(WAYS))('in %s', async (_, { widget, answer, called, before, presses }) => {
    host.answerCalls((call) => resultOf(called?.(call) ?? {}));
    const frame = await show(widget, answer);
    await before?.(frame);
    for (const [at, name] of presses.entries()) {
      await press(frame, name);
      await expect.poll(() => goesOn(frame), { message: `${at}: ${name}` }).toBe(true);
    }
    expect(host.pageErrors).toEqual([]);
  });

  test('while a call is on its way, which a second press does not repeat', async () => {
    const { promise, resolve } = Promise.withResolvers<object>();
    const calls: WidgetCall[] = [];
    host.answerCalls((call) => {
      calls.push(call);
      return promise;
    });
    const frame = await show('plan', answerNamed('dates and rules'));
    for (const name of ['Изменить план', 'Посмотреть, что сохранится', 'Сохранить']) await press(frame, name);
    expect(await goesOn(frame)).toBe(true);
    await host.page.keyboard.press('Enter');
    await settled(frame);
    expect(calls).toHaveLength(1);
    resolve(resultOf({ plan: { ...fieldOf('dates and rules', 'plan'), version: 4 } }));
    await frame.getByText('План сохранён.').waitFor();
  });
});
