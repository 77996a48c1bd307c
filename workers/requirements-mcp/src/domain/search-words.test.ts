import fc from 'fast-check';
import { expect, test } from 'vitest';
import { searchWords, termFinder } from './search-words.ts';

test('a word is searched by its stem and as a beginning', () => {
  expect(searchWords('требованиями').expressions).toEqual([
    '({title description comments} : ("требован" OR "требованиями"*))',
  ]);
});

test('a reference id is searched whole and by its first digits', () => {
  expect(searchWords('REQ-01 вход').expressions[0]).toBe('(reference : ("req 001" OR "req 01"*))');
});

test('a query of stop words alone is searched by them', () => {
  expect(searchWords('и не').forms).toEqual(['и', 'не']);
});

test('nothing in a query is an operator of the index', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'я', '"', '*', '(', ')', ':', ' ', '-', 'NOT ', 'NEAR(') }),
      (query) => {
        for (const expression of searchWords(query).expressions) {
          expect(expression).toMatch(
            /^\((\{title description comments\}|reference) : \("[\p{L}\p{N} ]+"( OR "[\p{L}\p{N} ]+"\*)?\)\)$/u,
          );
        }
      },
    ),
  );
});

test('the words of a text are found by stem and by beginning', () => {
  const termOf = termFinder(searchWords('встречи поиск'));
  expect(['встречей', 'поисковый', 'вход'].map(termOf)).toEqual([0, 1, null]);
});
