import { stemOfCommon } from '@aisystant/search';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { referenceMark, searchWords, termFinder } from './search-words.ts';

test('a word is searched by its stem and as a beginning', () => {
  expect(searchWords('требованиями').terms).toEqual([{ token: 'требован', beginning: 'требованиями' }]);
  expect(searchWords('ux').terms).toEqual([{ token: 'ux', beginning: null }]);
});

test('a reference id is searched whole and by its first digits', () => {
  expect(searchWords('REQ-01 вход').terms[0]).toEqual({ token: '0req001', beginning: '0req01' });
  expect(searchWords('ep-1000').terms[0]?.token).toBe(`${referenceMark('EP')}1000`);
});

test.each(['REQ-001', 'REQ-001,', '(REQ-001)', 'REQ-001?', '«REQ-001»', 'см.REQ-001.', 'req001'])(
  'a reference id is found beside any punctuation: %s',
  (query) => {
    expect(searchWords(query).terms).toContainEqual({ token: '0req001', beginning: '0req001' });
  },
);

test('reference ids are read one by one, and a part of another word is none', () => {
  const tokens = (query: string) => searchWords(query).terms.map(({ token }) => token);
  expect(tokens('REQ-001,US-2/EP-3')).toEqual(['0req001', '0us002', '0ep003']);
  for (const word of ['PREREQ-001', 'REQ-001A', 'REQ-1234567890', 'яREQ-001'])
    expect(
      tokens(word).filter((token) => /^0(ep|us|ac|req)/.test(token)),
      word,
    ).toEqual([]);
});

test('beside a reference id a stop word tells nothing', () => {
  expect(searchWords('что там в EP-1').terms).toEqual([{ token: '0ep001', beginning: '0ep1' }]);
});

test('a query of stop words alone is searched by them', () => {
  expect(searchWords('и не').forms).toEqual(['и', 'не']);
});

test('nothing in a query is an operator of the index', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'я', '"', '*', '(', ')', ':', ' ', '-', 'NOT ', 'NEAR(') }),
      (query) => {
        for (const { token, beginning } of searchWords(query).terms) {
          for (const asked of [token, beginning ?? token]) expect(asked).toMatch(/^[\p{L}\p{N}]+$/u);
        }
      },
    ),
  );
});

test('the words of a text are found by stem and by beginning', () => {
  const termOf = termFinder(searchWords('встречи поиск'));
  expect(['встречей', 'поисковый', 'вход'].map(termOf)).toEqual([0, 1, null]);
});

test('any word of a text is found as if all of them were stemmed', () => {
  const irregular = ['люди', 'человек', 'времени', 'время', 'went', 'go', 'children', 'child', 'ухо', 'уши'];
  const word = fc.oneof(
    fc.constantFrom(...irregular, 'требования', 'search', 'searching', '2026', '𝐀𝐁'),
    fc.string({ unit: fc.constantFrom(...'абвеиоуыямнтсйer7'), minLength: 1, maxLength: 9 }),
  );
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), fc.array(word), (asked, text) => {
      const query = searchWords(asked.join(' '));
      const stems = query.forms.map(stemOfCommon);
      const found = (form: string) => {
        const stem = stemOfCommon(form);
        const at = query.forms.findIndex((each, n) => stems[n] === stem || (each.length > 2 && stem.startsWith(each)));
        return at < 0 ? null : at;
      };
      const termOf = termFinder(query);
      expect(text.map(termOf)).toEqual(text.map(found));
    }),
    { numRuns: 1_000 },
  );
});
