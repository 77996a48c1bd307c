import { describe, expect, test } from 'vitest';
import { answerOf, type Draft, type Exercise, emptyDraft, inWords } from './exercise-model.ts';

const exercise = (
  type: Exercise['type'],
  choices: readonly { readonly id: string; readonly text: string }[] = [],
): Exercise => ({
  id: 'ex-x1-01',
  title: 'Проба',
  type,
  prompt: 'Что верно?',
  context: null,
  parts: [
    { id: 'a', text: 'Первое', choices },
    { id: 'b', text: 'Второе', choices },
  ],
  isSingle: false,
  minutes: 5,
  hints: 1,
  isCheckedHere: true,
});

const filled = (type: Exercise['type'], change: Partial<Draft>) =>
  answerOf(exercise(type), { ...emptyDraft(exercise(type)), ...change });

describe('the answer of a draft', () => {
  test.each([
    ['choice', { ids: ['b'] }, ['b']],
    ['order', {}, ['a', 'b']],
    ['match', { byPart: { a: 'x' } }, { a: 'x' }],
    ['case', { byPart: { a: 'x', b: '' } }, { a: 'x' }],
    ['numeric', { byPart: { a: '1 000,5' } }, { a: 1000.5 }],
    ['short_text', { text: ' слот ' }, 'слот'],
    ['checklist', { done: ['a'], byPart: { a: 'сделал', b: 'нет' } }, { a: { done: true, evidence: 'сделал' } }],
    ['checklist', { done: ['b'] }, { b: { done: true } }],
    ['table', { rows: [{ a: 'да', b: ' ' }, {}] }, [{ a: 'да' }]],
    ['open', { text: 'слова' }, 'слова'],
    ['reflection', { text: 'слова' }, 'слова'],
    ['deep', { byPart: { a: 'часть' } }, { a: 'часть' }],
  ] as const)('of the kind %s has the form that the server takes', (type, change, answer) => {
    expect(filled(type, change)).toEqual(answer);
  });

  test.each([
    'choice',
    'match',
    'case',
    'numeric',
    'short_text',
    'checklist',
    'table',
    'open',
    'reflection',
    'deep',
    null,
  ] as const)('of the kind %s is none while nothing is filled in', (type) => {
    expect(filled(type, {})).toBeNull();
  });

  test('is none while a number is not one', () => {
    expect(filled('numeric', { byPart: { a: 'семь' } })).toBeNull();
    expect(filled('numeric', { byPart: { a: '1e999' } })).toBeNull();
  });
});

test('an answer is shown in the words of the exercise', () => {
  expect(inWords(exercise('choice'), ['a', 'b'])).toEqual(['Первое', 'Второе']);
  expect(inWords(exercise('match', [{ id: 'x', text: 'Пара' }]), { a: 'x' })).toEqual(['Первое — Пара']);
  expect(inWords(exercise('checklist'), { a: { done: true, evidence: 'сделал' }, b: { done: true } })).toEqual([
    'Первое — сделал',
    'Второе',
  ]);
  expect(inWords(exercise('table'), [{ a: 'да', b: 'нет' }])).toEqual(['да, нет']);
  expect(inWords(exercise('open'), 'слова')).toEqual(['слова']);
});

test('what a person wrote themselves is shown as it is, also where it is the id of something', () => {
  expect(inWords(exercise('table'), [{ a: 'b', b: 'a' }])).toEqual(['b, a']);
  expect(inWords(exercise('deep'), { a: 'b' })).toEqual(['Первое — b']);
  expect(inWords(exercise('checklist'), { a: { done: true, evidence: 'b' } })).toEqual(['Первое — b']);
  expect(inWords(exercise('open'), 'a')).toEqual(['a']);
});
