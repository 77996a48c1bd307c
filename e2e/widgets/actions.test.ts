import { ANSWERS } from '@aisystant/widgets/answers';
import type { Frame } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { press, recordCalls, sceneOf } from './act.ts';
import { openHost, type WidgetCall } from './host.ts';
import { resultOf } from './script.ts';

const host = openHost();

/** What has the focus: a widget gives it on after it has drawn. */
const focused = (frame: Frame) => frame.evaluate('document.activeElement.textContent');

const refusal = (text: string) => ({ isError: true, content: [{ type: 'text', text }] });

describe('a plan', () => {
  const saved = ({ arguments: plan }: WidgetCall) =>
    resultOf({
      plan: { ...plan, version: 4 },
      weekly_target_minutes: 0,
      operation: 'updated',
      timezone: 'Europe/Moscow',
    });

  async function changed(days: string): Promise<Frame> {
    const frame = await host.show(sceneOf('plan', 'dates and rules'));
    await press(frame, 'Изменить план');
    await frame.getByLabel('Дней с занятиями').fill(days);
    await press(frame, 'Посмотреть, что сохранится');
    return frame;
  }

  test('is shown before it is saved, and saved once, in the place of the version that was seen', async () => {
    const calls = recordCalls(host, saved);
    const frame = await changed('3');
    const confirm = frame.getByRole('region', { name: 'Что сохранится' });
    expect(await confirm.textContent()).toContain('3 дня по 45 минут, всего 135 минут');
    expect(await confirm.textContent()).toContain('Разбивки по датам в новом плане не будет');
    expect(calls).toEqual([]);
    await press(frame, 'Сохранить');
    await frame.getByText('План сохранён.').waitFor();
    expect(calls).toEqual([
      {
        name: 'dt_save_week_plan',
        arguments: {
          week_start: '2026-11-16',
          target_days: 3,
          target_minutes_per_day: 45,
          invariants: ['Телефон в другой комнате'],
          expected_version: 3,
        },
      },
    ]);
    expect(await frame.getByText('3 дня по 45 минут').count()).toBe(1);
    expect(await host.page.evaluate('window.stage.heard().then(() => window.stage.modelContexts)')).toEqual([
      [{ type: 'text', text: expect.stringContaining('версия 4') }],
    ]);
  });

  test('that was changed elsewhere meanwhile is not overwritten: the person reads why', async () => {
    recordCalls(host, () => refusal('План уже изменён: сейчас версия 5.'));
    const frame = await changed('4');
    await press(frame, 'Сохранить');
    await frame.getByRole('alert').filter({ hasText: 'сейчас версия 5' }).waitFor();
    await press(frame, 'Исправить');
    expect(await frame.getByLabel('Дней с занятиями').inputValue()).toBe('4');
  });

  test('with a wrong number can not be shown for saving', async () => {
    const frame = await host.show(sceneOf('plan', 'dates and rules'));
    await press(frame, 'Изменить план');
    await frame.getByLabel('Дней с занятиями').fill('восемь');
    expect(await frame.getByRole('button', { name: 'Посмотреть' }).isDisabled()).toBe(true);
  });

  test('is only shown where the host passes no calls', async () => {
    const frame = await host.show({ ...sceneOf('plan', 'dates and rules'), host: 'strict' });
    expect(await frame.getByRole('button').count()).toBe(0);
  });
});

describe('an exercise', () => {
  const verdict = () => ANSWERS.find(({ name }) => name === 'a verdict')?.answer ?? {};

  test('is answered, and the answer is shown before it is sent', async () => {
    const calls = recordCalls(host, () => resultOf(verdict()));
    const frame = await host.show(sceneOf('exercise', 'choice'));
    expect(await frame.getByRole('button', { name: 'Посмотреть ответ' }).isDisabled()).toBe(true);
    await frame.getByLabel('Слот назначен заранее').check();
    await press(frame, 'Посмотреть ответ');
    expect(await frame.getByRole('region', { name: 'Ответ перед отправкой' }).textContent()).toContain(
      'Слот назначен заранее',
    );
    expect(calls).toEqual([]);
    await press(frame, 'Отправить');
    await frame.getByText('Нужно доработать: 50 из 100, нужно 70').waitFor();
    expect(calls).toEqual([{ name: 'exercises_check', arguments: { exercise_id: 'ex-x2-01', answer: ['a'] } }]);
    expect(await frame.locator('main').textContent()).toContain('Попытка не сохранена: вы не вошли.');
  });

  test('that is graded by a rubric goes into the chat, for a page cannot grade words', async () => {
    const calls = recordCalls(host, () => resultOf({}));
    const frame = await host.show(sceneOf('exercise', 'open'));
    await frame.getByLabel('Ответ').fill('Слот — это время, которое ждёт меня.');
    await press(frame, 'Посмотреть ответ');
    await press(frame, 'Отправить');
    await frame.getByRole('status').filter({ hasText: 'отправлен в чат' }).waitFor();
    expect(await frame.getByRole('button', { name: 'Отправить' }).count()).toBe(0);
    expect(calls).toEqual([]);
    expect(JSON.stringify(await host.page.evaluate('window.stage.messages'))).toContain(
      'Слот — это время, которое ждёт меня.',
    );
  });

  test('gives its hints one at a time', async () => {
    const calls = recordCalls(host, ({ arguments: { n } }) =>
      resultOf({ exercise_id: 'ex-x2-01', n, hint: `Подсказка номер ${n}`, remaining: 0 }),
    );
    const frame = await host.show(sceneOf('exercise', 'choice'));
    await press(frame, 'Подсказка 1 из 2');
    await frame.getByText('Подсказка номер 1').waitFor();
    await press(frame, 'Подсказка 2 из 2');
    await frame.getByText('Подсказка номер 2').waitFor();
    expect(calls.map(({ arguments: { n } }) => n)).toEqual([1, 2]);
    expect(await frame.getByRole('button', { name: 'Подсказка' }).count()).toBe(0);
  });

  test('keeps a hint for the next press that did not come at the first', async () => {
    let isDown = true;
    const calls = recordCalls(host, ({ arguments: { n } }) =>
      isDown ? refusal('Не вышло.') : resultOf({ hint: `Подсказка ${n}!` }),
    );
    const frame = await host.show(sceneOf('exercise', 'choice'));
    await press(frame, 'Подсказка 1 из 2');
    await frame.getByRole('alert').filter({ hasText: 'Не вышло.' }).waitFor();
    isDown = false;
    await press(frame, 'Подсказка 1 из 2');
    await frame.getByText('Подсказка 1!').waitFor();
    expect(await frame.getByRole('alert').count()).toBe(0);
    expect(calls.map(({ arguments: { n } }) => n)).toEqual([1, 1]);
  });

  test('is put in order with buttons', async () => {
    const calls = recordCalls(host, () => resultOf(verdict()));
    const frame = await host.show(sceneOf('exercise', 'order'));
    await press(frame, 'Ниже: Выбрать время');
    await press(frame, 'Посмотреть ответ');
    await press(frame, 'Отправить');
    await frame.getByRole('status').waitFor();
    expect(calls[0]?.arguments['answer']).toEqual(['b', 'a', 'c']);
  });
});

describe('meetings', () => {
  const transcript = ANSWERS.find(({ name }) => name === 'a transcript')?.answer ?? {};

  test('lead to a transcript, part by part, and back', async () => {
    const calls = recordCalls(host, ({ arguments: { offset } }) =>
      resultOf(offset === undefined ? transcript : { ...transcript, next_offset: null }),
    );
    const frame = await host.show(sceneOf('meetings', 'a list'));
    await press(frame, 'Расшифровка: Планирование недели');
    await frame.getByText('У меня пять слотов из пяти.').waitFor();
    await expect.poll(() => focused(frame)).toBe('Планирование недели');
    await press(frame, 'Читать дальше');
    await expect.poll(() => frame.getByText('У меня пять слотов из пяти.').count()).toBe(2);
    expect(await frame.getByRole('button', { name: 'Читать дальше' }).count()).toBe(0);
    expect(calls.map(({ arguments: input }) => input)).toEqual([
      { recording_key: 'rec-0001', format: 'segments' },
      { recording_key: 'rec-0001', format: 'segments', offset: 12_000 },
    ]);
    await press(frame, '← К встречам');
    await frame.getByRole('heading', { name: 'Разбор упражнений' }).waitFor();
    await expect.poll(() => focused(frame)).toBe('Встречи');
  });
});

describe('what could not be read', () => {
  test('because the host passed nothing on is said in words of the person, and not in those of the host', async () => {
    host.answerCalls(() => {
      throw new Error('MCP error -32000: connection closed');
    });
    const frame = await host.show(sceneOf('progress', 'twelve weeks'));
    await press(frame, 'Часы по неделям');
    await expect
      .poll(() => frame.getByRole('alert').textContent())
      .toBe('Чат не ответил на запрос. Попробуйте ещё раз.');
  });

  test.each([
    ['meetings', 'a list', 'Расшифровка: Планирование недели', 'a transcript', 'У меня пять слотов из пяти.'],
    ['progress', 'twelve weeks', 'Часы по неделям', 'by week', 'Часы в неделю'],
  ])(
    'of %s is asked for again with the same button, and its failure goes',
    async (name, answer, button, next, text) => {
      let isDown = true;
      const found = ANSWERS.find((each) => each.name === next)?.answer ?? {};
      recordCalls(host, () => (isDown ? refusal('Не вышло.') : resultOf(found)));
      const frame = await host.show(sceneOf(name, answer));
      await press(frame, button);
      await frame.getByRole('alert').filter({ hasText: 'Не вышло.' }).waitFor();
      isDown = false;
      await press(frame, button);
      await frame.getByRole('alert').waitFor({ state: 'detached' });
      await frame.getByText(text).first().waitFor();
      if (name === 'meetings') await press(frame, '← К встречам');
      expect(await frame.getByRole('alert').count()).toBe(0);
    },
  );
});

describe('a page of a guide', () => {
  test('turns to its neighbours', async () => {
    const { answer } = ANSWERS.find(({ widget }) => widget === 'page') ?? { answer: {} };
    const calls = recordCalls(host, () =>
      resultOf({ ...answer, pages: [{ title: 'Что делать с пропуском', markdown: 'Начать снова.', id: 'X1.2:4' }] }),
    );
    const frame = await host.show(sceneOf('page', 'a page'));
    await press(frame, '→ Что делать с пропуском');
    await frame.getByText('Начать снова.').waitFor();
    await expect.poll(() => focused(frame)).toBe('Что делать с пропуском');
    expect(calls).toEqual([{ name: 'guides_get', arguments: { id: 'X1.2:4' } }]);
  });

  test('has its footnotes below its text', async () => {
    const shown = sceneOf('page', 'a page');
    const page = { id: 'X1.2:3', title: 'Минимум', markdown: 'Слово[^1].', whole: true };
    const footnotes = [{ mark: '1', text: 'Откуда оно.' }];
    const frame = await host.show({ ...shown, result: resultOf({ pages: [{ ...page, footnotes }] }) });
    await frame.getByText('Откуда оно.').waitFor();
    expect(await frame.locator('sup').allTextContents()).toEqual(['1', '1']);
    expect(await frame.locator('main').textContent()).not.toContain('[^');
  });

  test('has boxes to tick in the place of the bullets', async () => {
    const shown = sceneOf('page', 'a page');
    const page = { id: 'X1.2:3', title: 'Стол', markdown: '- [ ] стол\n- [x] **стул**\n- лампа', whole: true };
    const frame = await host.show({ ...shown, result: resultOf({ pages: [page] }) });
    expect(await frame.locator('li').allTextContents()).toEqual(['☐ стол', '☑ стул', 'лампа']);
    expect(await frame.locator('li.box').count()).toBe(2);
  });

  test('that is long is read to its end, piece by piece', async () => {
    const shown = sceneOf('page', 'a page');
    const { answer } = ANSWERS.find(({ widget }) => widget === 'page') ?? { answer: {} };
    const piece = (markdown: string, next_cursor: string | null) =>
      resultOf({ ...answer, pages: [{ id: 'X1.2:3', title: 'Минимум', markdown, whole: false }], next_cursor });
    const calls = recordCalls(host, ({ arguments: asked }) =>
      JSON.stringify(asked).includes('second') ? piece('Середина.', 'third') : piece('Конец.', null),
    );
    const frame = await host.show({ ...shown, result: piece('Начало.', 'second') });
    await press(frame, 'Читать дальше');
    await frame.getByText('Середина.').waitFor();
    await press(frame, 'Читать дальше');
    await frame.getByText('Конец.').waitFor();
    expect(await frame.getByText('Начало.').count()).toBe(1);
    expect(await frame.getByRole('heading', { level: 1 }).allTextContents()).toEqual(['Минимум']);
    expect(await frame.getByRole('button', { name: 'Читать дальше' }).count()).toBe(0);
    expect(calls.map((call) => call.arguments)).toEqual([
      { id: 'X1.2:3', cursor: 'second' },
      { id: 'X1.2:3', cursor: 'third' },
    ]);
  });
});

describe('progress', () => {
  test('has the hours of the weeks when the person asks for them', async () => {
    const trend = ANSWERS.find(({ name }) => name === 'by week')?.answer ?? {};
    const calls = recordCalls(host, () => resultOf(trend));
    const frame = await host.show(sceneOf('progress', 'twelve weeks'));
    await press(frame, 'Часы по неделям');
    await frame.getByRole('heading', { name: 'Часы в неделю' }).waitFor();
    expect(calls).toEqual([
      { name: 'dt_get_metric_trend', arguments: { metric_ids: ['hours_per_week'], period: '8w' } },
    ]);
  });
});
