import { describe, expect, test } from 'vitest';
import { snippetOf } from './snippet.ts';
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

describe('another name of several words', () => {
  const words = ['слот', 'время', 'для', 'учебы', 'окно', 'занятий'];
  const forms = words.map((form) => ({ form, stem: stemOf(form), pages: 10 }));
  const synonyms = ['время для учебы', 'окно для занятий'].map((name) => name.split(' ').map(stemOf));
  const terms = [{ form: 'слот', stem: stemOf('слот'), corrections: [], unfinished: false }];
  const { match, termIn } = textMatcher({ terms, synonyms }, forms, PAGES);
  const snippet = (text: string) => snippetOf(text, termIn(text));

  test.each(['Оставь окно для кота.', 'Для чего тебе время?', 'Учёбы много, занятий нет.'])(
    'is not in a text that has some of them: %s',
    (text) => {
      expect(match(text)).toEqual({ terms: [], share: 0 });
      expect(snippet(text)).toBe(text);
    },
  );

  test('is in a text that has them all, and its words that say nothing are not marked', () => {
    expect(match('Это время для учебы.')).toEqual({ terms: [], share: 1 });
    expect(match('Найди окно для занятий.')).toEqual({ terms: [], share: 1 });
    expect(snippet('Найди окно для занятий.')).toBe('Найди **окно** для **занятий**.');
    expect(snippet('Слот — это время для себя.')).toBe('**Слот** — это время для себя.');
  });
});
