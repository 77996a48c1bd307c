import { expect, test } from 'vitest';
import { stemOfCommon } from '../src/irregular-stems.ts';
import words from '../src/irregular-words.json' with { type: 'json' };
import { stemOf } from '../src/stem.ts';
import { irregularWords } from './irregular-words.ts';

test('the table of irregular words is what the dictionary gives', async () => {
  expect(words).toEqual(await irregularWords());
});

test.each([
  ['времени', 'время'],
  ['дней', 'день'],
  ['людям', 'человек'],
  ['дети', 'ребенком'],
  ['лет', 'года'],
  ['списками', 'список'],
  ['заметок', 'заметка'],
  ['опыта', 'опыт'],
])('%s meets %s, which stems alone keep apart', (one, other) => {
  expect(stemOfCommon(one)).toBe(stemOfCommon(other));
  expect(stemOf(one)).not.toBe(stemOf(other));
});

test('every other word keeps its stem', () => {
  for (const form of ['ритм', 'planning', '12', 'nox1d2p3']) expect(stemOfCommon(form)).toBe(stemOf(form));
});
