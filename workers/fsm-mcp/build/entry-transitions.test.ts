import { describe, expect, test } from 'vitest';
import { assemble } from './assemble.ts';
import {
  problemsOf,
  REVIEW_HEAD,
  sampleSource,
  stateFile,
  withExtraState,
  withState,
} from './testing/sample-source.ts';

const HEAD = REVIEW_HEAD.replace('aliases: [week]', '')
  .replace(/data:[\s\S]*fallback: bye/, 'data: []')
  .replace('max_questions', 'entered_from:\n  - from: review\n    when: хочется глубже\nmax_questions');
const source = withExtraState(stateFile('deeper', HEAD));

describe('a transition in `entered_from`', () => {
  test('becomes a transition of its source state, in fields and text', () => {
    const review = assemble(source).states.find(({ id }) => id === 'review');
    expect(review?.transitions).toEqual(['init', 'deeper']);
    expect(review?.transition_rules[1]).toEqual({ to: 'deeper', when: 'хочется глубже', intent_examples: [] });
    expect(review?.instructions).toContain('- дальше → init\n- хочется глубже → deeper\n\n## Деградация');
  });

  test('is written in the section of transitions, also when another section begins like it', () => {
    const alike = withState('review', (text) => text.replace('- «Что порадовало?»', '- дальше → init ли?'));
    const review = assemble({ ...alike, states: [...alike.states, stateFile('deeper', HEAD)] }).states.find(
      ({ id }) => id === 'review',
    );
    expect(review?.instructions).toContain('## Вопросы\n- дальше → init ли?\n');
    expect(review?.instructions).toContain('## Переходы\n- дальше → init\n- хочется глубже → deeper\n\n## Деградация');
  });

  test('is the whole section of transitions of a state that has written nothing there', () => {
    const empty = withState('review', (text) =>
      text
        .replace('- дальше → init\n', '')
        .replace(/ {2}- to: init\n.*\n.*\n/, '')
        .replace('transitions:', 'transitions: []'),
    );
    const states = [...empty.states, stateFile('deeper', HEAD)];
    expect(problemsOf({ ...empty, states })).toEqual([]);
    const review = assemble({ ...empty, states }).states.find(({ id }) => id === 'review');
    expect(review?.instructions).toMatch(/^## Цель/);
    expect(review?.instructions).toContain('## Переходы\n- хочется глубже → deeper\n\n## Деградация');
  });

  test('needs no other change', () => {
    expect(problemsOf(source)).toEqual([]);
  });

  test('does not change other states', () => {
    const before = assemble(sampleSource).states.find(({ id }) => id === 'bye');
    expect(assemble(source).states.find(({ id }) => id === 'bye')).toEqual(before);
  });

  test('is ignored if the source state declares it too', () => {
    const both = withState('review', (text) =>
      text
        .replace('max_questions', '  - to: deeper\n    when: хочется глубже\nmax_questions')
        .replace('- дальше → init', '- дальше → init\n- глубже → deeper'),
    );
    const states = [...both.states, stateFile('deeper', HEAD)];
    const review = assemble({ ...both, states }).states.find(({ id }) => id === 'review');
    expect(review?.transitions).toEqual(['init', 'deeper']);
  });

  test('must not leave a state where the conversation ends; the problem is of the file that says so', () => {
    const both = HEAD.replace('  - from: review', '  - from: bye\n    when: потом\n  - from: review');
    expect(problemsOf(withExtraState(stateFile('deeper', both)))).toEqual([
      'states/deeper.md, поле entered_from[0].from: в "bye" разговор заканчивается (terminal: true), оттуда сюда не прийти: назовите другое состояние',
    ]);
  });

  test('must have an existing source state', () => {
    const [problem] = problemsOf(withExtraState(stateFile('deeper', HEAD.replace('from: review', 'from: nowhere'))));
    expect(problem).toBe(
      'states/deeper.md, поле entered_from[0].from: нет состояния "nowhere". Есть: bye, deeper, init, review.',
    );
  });
});
