import { expect, test } from 'vitest';
import { stemOf } from './stem.ts';
import { textMatcher } from './text-matcher.ts';

const PAGES = 100;
const TEXT = 'Система — это целое из частей.';

/** What a text of a small corpus has of a query of these words; a misspelt one has its correction. */
function matchOf(words: readonly string[], corrections: { readonly [form: string]: string } = {}) {
  const forms = ['система', 'системы', 'целое', 'частей'].map((form) => ({ form, stem: stemOf(form), pages: 10 }));
  const terms = words.map((form) => {
    const meant = corrections[form];
    return { form, stem: stemOf(form), corrections: meant === undefined ? [] : [stemOf(meant)], unfinished: false };
  });
  return textMatcher({ terms, synonyms: [] }, forms, PAGES).match(TEXT);
}

test('a word that a query has in several forms counts once', () => {
  expect(matchOf(['система'])).toEqual({ terms: ['система'], share: 1 });
  expect(matchOf(['системы', 'система', 'системой'])).toEqual({ terms: ['системы'], share: 1 });
  expect(matchOf(['сестема', 'система'], { сестема: 'система' })).toEqual({ terms: ['сестема'], share: 1 });
});

test('a word that a text has not takes its part of the share', () => {
  const { terms, share } = matchOf(['система', 'дом']);
  expect(terms).toEqual(['система']);
  expect(share).toBeGreaterThan(0);
  expect(share).toBeLessThan(0.5);
});
