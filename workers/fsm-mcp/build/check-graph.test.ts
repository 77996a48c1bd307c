import { describe, expect, test } from 'vitest';
import {
  problemsOf,
  REVIEW_HEAD,
  sampleSource,
  stateFile,
  withExtraState,
  withFile,
  withState,
} from './testing/sample-source.ts';

const ISLAND_HEAD = REVIEW_HEAD.replace('aliases: [week]\n', '');

/** The sample with a transition from `review` to `extra`. */
const leadingToExtra = withState('review', (text) =>
  text
    .replace('max_questions: 2', '  - to: extra\n    when: дальше\nmax_questions: 2')
    .replace('- дальше → init', '- дальше → init\n- ещё → extra'),
);

/** A state without transitions to other states. */
const selfish = (head = '') =>
  stateFile(
    'extra',
    `${head}consent: { read: false, write: false }\nallowed_tools: []\ndata: []\ntransitions: [{ to: extra, when: ещё }]\nmax_questions: 1`,
  );

describe('the state machine', () => {
  test('must have no unreachable states', () => {
    const island = stateFile('island', ISLAND_HEAD, (text) =>
      text.replace('## Шаги', '## Нужные данные\nНеделя.\n\n## Шаги'),
    );
    expect(problemsOf(withExtraState(island))).toEqual([
      'states/island.md: сюда нельзя попасть из init: нужен переход из другого состояния',
    ]);
  });

  test('needs no transition to a global state, such as `bye` in the sample', () => {
    expect(problemsOf(sampleSource)).toEqual([]);
  });

  test('must lead from every state back to init without global transitions', () => {
    expect(problemsOf({ ...leadingToExtra, states: [...leadingToExtra.states, selfish()] })).toEqual([
      'states/extra.md, поле transitions: отсюда нет пути в init; общие переходы не в счёт. Если разговор здесь заканчивается, добавьте terminal: true',
    ]);
  });

  test('must have the state init', () => {
    const source = { ...sampleSource, states: sampleSource.states.filter(({ path }) => !path.endsWith('/init.md')) };
    expect(problemsOf(source)[0]).toBe('fsm.yaml: среди состояний нет начального: нужен файл init.md');
  });

  test('must have existing global states, each named once', () => {
    expect(problemsOf(withFile('fsm', (text) => text.replace('[init, bye]', '[init, bye, init]')))).toEqual([
      'fsm.yaml, поле global_transitions[2]: "init" уже есть выше',
    ]);
    expect(problemsOf(withFile('fsm', (text) => text.replace('[init, bye]', '[init, bye, hepl]')))).toEqual([
      'fsm.yaml, поле global_transitions[2]: нет состояния "hepl". Есть: bye, init, review.',
    ]);
  });
});

describe('a name', () => {
  test('must be the id of one state only', () => {
    expect(problemsOf(withState('review', (text) => text.replace('id: review', 'id: init')))).toEqual([
      'states/review.md, поле id: "init" не совпадает с именем файла "review"',
      'states/review.md, поле id: id "init" уже занят в workers/fsm-mcp/content/states/init.md',
    ]);
  });

  test('must be an alias of one state only, and not the id of another', () => {
    expect(problemsOf(withState('review', (text) => text.replace('[week]', '[week, bye, week]')))).toEqual([
      'states/review.md, поле aliases[1]: "bye" уже занят состоянием bye',
      'states/review.md, поле aliases[2]: "week" уже занят псевдонимом состояния review',
    ]);
  });

  test('must be one intent only, with an existing state', () => {
    const source = withFile('intents', (text) =>
      text.replace('id: other', 'id: week_review').replace('state: init', 'state: menu'),
    );
    expect(problemsOf(source)).toEqual([
      'intents.yaml, поле intents[1].id: намерение "week_review" уже есть',
      'intents.yaml, поле intents[1].state: нет состояния "menu". Есть: bye, init, review.',
    ]);
  });
});
