import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { correctionsOf, editDistance } from './misspelling.ts';
import { asWritten } from './number-token.ts';
import { matchExpression, queryForms } from './query-plan.ts';
import { snippetOf } from './snippet.ts';
import { stemOf } from './stem.ts';

const HOSTILE = fc.string({
  unit: fc.constantFrom(
    '"',
    '*',
    '(',
    ')',
    ':',
    '^',
    '-',
    '+',
    '{',
    '}',
    ' ',
    'NOT ',
    'OR ',
    'а',
    "'",
    ';',
    '%',
    '\u0000',
  ),
  maxLength: 60,
});

describe('a query', () => {
  test('of any text becomes quoted words between operators of our own', () => {
    fc.assert(
      fc.property(HOSTILE, (query) => {
        const terms = queryForms(query).map((form) => ({
          form,
          stem: stemOf(form),
          corrections: [],
          unfinished: true,
          unknown: true,
        }));
        if (terms.length === 0) return;
        const bare = matchExpression({ terms, synonyms: [] }).replace(/"(?:[^"]|"")*"/g, '');
        expect(bare).toMatch(/^[ ()*OR]*$/);
      }),
    );
  });

  test.each(['X1.2:3', 'R5.1', 'X1.2:3.1', 'X1.2:End'])('%s is a token that people see as they wrote it', (number) => {
    expect(queryForms(number).map(asWritten)).toEqual([number]);
    expect(asWritten('ноябрь')).toBe('ноябрь');
  });

  test('keeps its telling words, or all when it has no other', () => {
    expect(queryForms('что делать, если пропустил неделю')).toEqual(['делать', 'пропустил', 'неделю']);
    expect(queryForms('что это')).toEqual(['что', 'это']);
    expect(queryForms('само-развитие')).toContain('саморазвитие');
    expect(queryForms('на странице х1.2:3')).toContain('nox1d2p3');
  });

  test.each([
    ['из-за чего срывается ритм', ['срывается', 'ритм']],
    ['какой-нибудь ритм', ['ритм']],
    ['всё-таки ритм', ['ритм']],
    ['кое-что о ритме', ['ритме']],
    ['что-то', ['что', 'то']],
    ['по-русски', ['русски', 'порусски']],
  ])('has no telling word of parts that tell nothing: %s', (query, forms) => {
    expect(queryForms(query)).toEqual(forms);
  });
});

describe('a misspelt word', () => {
  test.each([
    ['жизненый', ['жизненный', 'жизнь'], ['жизненный']],
    ['помидрока', ['помидорка', 'помидор'], ['помидорка']],
    ['кот', ['код', 'рот'], []],
    ['обучение', ['ощущение'], []],
  ])('%s among %j means %j', (word, known, meant) => expect(correctionsOf(word, known, 3)).toEqual(meant));

  test('is no edit away from itself, and as many edits either way', () => {
    const word = fc.string({ unit: fc.constantFrom('а', 'б', 'в'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(editDistance(one, one)).toBe(0);
        expect(editDistance(one, other)).toBe(editDistance(other, one));
        expect(editDistance(one, other)).toBeLessThanOrEqual(Math.max(one.length, other.length));
      }),
    );
  });
});

test('a snippet is a piece of the text once its marks are removed', () => {
  const text = fc.string({ unit: fc.constantFrom('слот', 'вечер', ' ', '. ', '🍅', '\n', 'й'), maxLength: 200 });
  fc.assert(
    fc.property(text, (whole) => {
      const snippet = snippetOf(whole, (form) => (form === 'слот' ? 0 : null));
      const bare = snippet.replaceAll('**', '').replace(/^…|…$/g, '');
      expect(whole.replace(/\s+/g, ' ')).toContain(bare.trim());
      expect(snippet.isWellFormed()).toBe(true);
    }),
  );
});
