import { describe, expect, test } from 'vitest';
import { dtContract, problemsOf, sampleSource, withState } from './testing/sample-source.ts';

const replacing = (from: string | RegExp, to: string) =>
  problemsOf(withState('review', (text) => text.replaceAll(from, to)));

describe('the transitions of a state', () => {
  test('must have existing targets', () => {
    const source = withState('review', (text) =>
      text
        .replace('max_questions: 2', '  - to: plan_entry\n    when: план\nmax_questions: 2')
        .replace('- дальше → init', '- дальше → init\n- план → plan_entry'),
    );
    expect(problemsOf(source)).toEqual([
      'states/review.md, поле transitions[1].to: нет состояния "plan_entry". Есть: bye, init, review.',
    ]);
  });

  test('must be the same in the front matter and in «Переходы»', () => {
    expect(replacing('- дальше → init', '- дальше → init\n- конец → bye')).toEqual([
      'states/review.md, поле «Переходы»: "bye" нет в поле transitions',
    ]);
    expect(replacing('- дальше → init', '- дальше в меню')).toEqual([
      'states/review.md, поле «Переходы»: нет строки со стрелкой «→ init»',
    ]);
  });

  test('must include the arrows of other sections, except to global states', () => {
    expect(replacing('Нет данных → bye.', 'Нет данных → no_data.')).toEqual([
      'states/review.md, поле «Шаги»: стрелка ведёт в "no_data", а в transitions его нет',
    ]);
  });

  test('must be empty in a terminal state', () => {
    const source = withState('bye', (text) =>
      text
        .replace('transitions: []', 'transitions: [{ to: init, when: сначала }]')
        .replace('Разговор окончен.', '- сначала → init'),
    );
    expect(problemsOf(source)).toEqual([
      'states/bye.md, поле terminal: разговор здесь заканчивается, поэтому transitions пуст',
    ]);
  });
});

describe('the names in the front matter', () => {
  test('must each be given once: the model gets what is written', () => {
    const again = '  - to: init\n    when: ещё раз\nmax_questions: 2\nentered_from:\n';
    const from = '  - from: init\n    when: итоги\n';
    expect(replacing('max_questions: 2', again + from + from)).toEqual([
      'states/review.md, поле transitions[1].to: "init" уже есть выше',
      'states/review.md, поле entered_from[1].from: "init" уже есть выше',
    ]);
    expect(replacing('allowed_tools: [', 'allowed_tools: [dt.get_week_summary, ')).toEqual([
      'states/review.md, поле allowed_tools[1]: "dt.get_week_summary" уже есть выше',
    ]);
  });

  test('must include the file name as the id', () => {
    expect(replacing('id: review', 'id: reviews')).toEqual([
      'states/review.md, поле id: "reviews" не совпадает с именем файла "review"',
    ]);
  });

  test('must agree with fsm.yaml about global states', () => {
    expect(replacing('max_questions: 2', 'max_questions: 2\nglobal: true')).toEqual([
      'states/review.md, поле global: добавьте состояние в global_transitions файла fsm.yaml или уберите это поле',
    ]);
    expect(problemsOf(withState('bye', (text) => text.replace('global: true\n', '')))).toEqual([
      'states/bye.md, поле global: состояние есть в global_transitions файла fsm.yaml, поэтому здесь нужно global: true',
    ]);
  });

  test('must name an output template that is not empty', () => {
    const [{ path } = { path: '' }] = sampleSource.templates;
    expect(problemsOf({ ...sampleSource, templates: [{ path, text: ' \n' }] })).toEqual([
      'output-templates/screen.md: формы нет: файл пуст. Напишите её или удалите файл',
    ]);
  });

  test('must name an existing output template', () => {
    expect(replacing('output_template: screen', 'output_template: poster')).toEqual([
      'states/review.md, поле output_template: нет шаблона "poster" в content/output-templates. Есть: screen.',
    ]);
  });
});

describe('the tools of a state', () => {
  test('must exist at a server', () => {
    const [problem, ...others] = replacing('dt.save_reflection_note', 'dt.save_note');
    expect(problem).toMatch(
      /^states\/review\.md, поле allowed_tools\[1\]: инструмента "dt\.save_note" нет ни у одного сервера\. Есть: dt\./,
    );
    expect(others).toEqual([]);
  });

  test('must accept the given arguments', () => {
    expect(replacing('{ week: current }', '{ weak: current, compare: true }')).toEqual([
      'states/review.md, поле data[0].args.weak: у "dt.get_week_summary" нет такого поля. Есть: compare, week.',
    ]);
    expect(replacing('{ week: current }', '{ toString: 1 }')).toEqual([
      'states/review.md, поле data[0].args.toString: у "dt.get_week_summary" нет такого поля. Есть: compare, week.',
    ]);
  });

  test('must have values that the tool would take', () => {
    const text = dtContract.text.replaceAll('"week":{}', '"week":{"type":"string","enum":["current","previous"]}');
    const withWeek = (week: string) => ({
      ...withState('review', (state) =>
        state.replace('args: { week: current }', `args: { compare: true, week: ${week} }`),
      ),
      contracts: [{ ...dtContract, text }],
    });
    expect(problemsOf(withWeek('previous'))).toEqual([]);
    for (const week of ['prevous', '3'])
      expect(problemsOf(withWeek(week))).toEqual([
        expect.stringMatching(
          /^states\/review\.md, поле data\[0\]\.args\.week: "dt\.get_week_summary" не примет .*: .*"current"\|"previous"/,
        ),
      ]);
  });

  test('must have the arguments that they cannot do without', () => {
    expect(
      replacing(
        'tool: dt.get_week_summary\n    args: { week: current }',
        'tool: dt.save_reflection_note\n    args: {}',
      ),
    ).toEqual(['states/review.md, поле data[0].args: "dt.save_reflection_note" не ответит без поля type']);
  });

  test('must be allowed if they are required or mentioned', () => {
    expect(replacing('[dt.get_week_summary, dt.save_reflection_note]', '[dt.save_reflection_note]')).toEqual([
      'states/review.md, поле data[0].tool: "dt.get_week_summary" нет в allowed_tools',
      'states/review.md, поле «Нужные данные»: назван инструмент "dt.get_week_summary", которого нет в allowed_tools',
      'states/review.md, поле «Шаги»: назван инструмент "dt.get_week_summary", которого нет в allowed_tools',
    ]);
  });

  test('must be allowed and written with a dot in the condition of a transition too', () => {
    expect(replacing('when: вывод сделан', 'when: ответил dt.list_activity_events')).toEqual([
      'states/review.md, поле transitions[0].when: назван инструмент "dt.list_activity_events", которого нет в allowed_tools',
    ]);
    expect(replacing('when: вывод сделан', 'when: ответил dt_get_week_summary')).toEqual([
      'states/review.md, поле transitions[0].when: вместо "dt_get_week_summary" пишите "dt.get_week_summary"',
    ]);
  });

  test('must be written with a dot, one in each step', () => {
    expect(replacing('2. Задать вопрос.', '2. Сохранить: dt_save_reflection_note.')).toEqual([
      'states/review.md, поле «Шаги»: вместо "dt_save_reflection_note" пишите "dt.save_reflection_note"',
    ]);
    expect(replacing('2. Задать вопрос.', '2. Либо dt.get_week_summary, либо dt.save_reflection_note.')).toEqual([
      'states/review.md, поле «Шаги»: в шаге 2 больше одного инструмента: разделите шаг',
    ]);
  });

  test('must match the consent of the front matter', () => {
    expect(replacing('read: true, write: true', 'read: false, write: false')).toEqual([
      'states/review.md, поле consent.read: "dt.get_week_summary" читает данные ученика, поэтому здесь нужно true',
      'states/review.md, поле consent.write: "dt.save_reflection_note" записывает данные ученика, поэтому здесь нужно true',
    ]);
  });

  test('must fall back to a reachable state', () => {
    expect(replacing('fallback: bye', 'fallback: no_data')).toEqual([
      'states/review.md, поле data[0].fallback: в "no_data" отсюда не попасть. Есть: bye, init, review.',
    ]);
    expect(replacing('fallback: bye', 'fallback: review')).toEqual([]);
  });

  test('are not checked without any contract', () => {
    expect(problemsOf({ ...sampleSource, contracts: [] })).toEqual([
      'docs/contracts: здесь нет ни одного контракта сервера, и проверить инструменты не по чему',
    ]);
  });

  test('must exist if a template mentions them', () => {
    const template = { path: 'screen.md', text: 'Факты из dt.get_everything' };
    expect(problemsOf({ ...sampleSource, templates: [template], contracts: [dtContract] })[0]).toMatch(
      /^screen\.md: инструмента "dt\.get_everything" нет ни у одного сервера/,
    );
  });
});

test('base rules, consent and templates name tools by their documented ids, as states do', () => {
  const [{ path } = { path: '' }] = sampleSource.templates;
  const text = 'Факты: dt_get_week_summary\n';
  const told = 'вместо "dt_get_week_summary" пишите "dt.get_week_summary"';
  expect(problemsOf({ ...sampleSource, templates: [{ path, text }] })).toEqual([`output-templates/screen.md: ${told}`]);
  expect(problemsOf({ ...sampleSource, consent: { ...sampleSource.consent, text } })).toEqual([`consent.md: ${told}`]);
});
