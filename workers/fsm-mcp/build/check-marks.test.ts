import { expect, test } from 'vitest';
import { problemsOf, sampleSource, withFile, withState } from './testing/sample-source.ts';

const MERGE = 'Одно.\n<<<<<<< HEAD\nДругое.\n=======\nТретье.\n>>>>>>> main';
const ofMerge = (file: string, line: number) =>
  [line + 1, line + 5].map((at) => `${file}: строка ${at}: след незаконченного слияния: оставьте одну из двух версий`);
const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;

test('no text that the model gets has two versions of a line', () => {
  const state = withState('review', (text) => text.replace('Вывод.', MERGE));
  const text = state.states.find(({ path }) => path.endsWith('review.md'))?.text ?? '';
  expect(problemsOf(state)).toEqual(ofMerge('states/review.md', lineOf(text, 'Одно.')));
  for (const [file, source] of [
    ['base-rules.md', withFile('baseRules', () => MERGE)],
    ['consent.md', withFile('consent', () => MERGE)],
    [
      'output-templates/screen.md',
      { ...sampleSource, templates: sampleSource.templates.map((each) => ({ ...each, text: MERGE })) },
    ],
  ] as const) {
    expect(problemsOf(source)).toEqual(ofMerge(file, 1));
  }
});

test('no text that the model gets has a note that its author thinks hidden', () => {
  const state = withState('review', (text) => text.replace('Вывод.', 'Вывод. <!-- переписать -->'));
  expect(problemsOf(state)).toEqual([
    expect.stringMatching(/^states\/review\.md: строка \d+: заметка <!-- … --> останется в тексте/),
  ]);
});

test('a line below a title, a quotation and an arrow are no marks', () => {
  const text = 'Форма\n=======\n> Слова ученика.\n>>> и ещё\n2 << 3';
  expect(problemsOf({ ...sampleSource, templates: sampleSource.templates.map((each) => ({ ...each, text })) })).toEqual(
    [],
  );
});
