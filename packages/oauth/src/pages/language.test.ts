import fc from 'fast-check';
import { expect, test } from 'vitest';
import { languageOf } from './language.ts';

test.each([
  [null, 'ru'],
  [undefined, 'ru'],
  ['', 'ru'],
  ['*', 'ru'],
  ['ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7', 'ru'],
  ['en-US,en;q=0.9', 'en'],
  ['EN-gb', 'en'],
  ['en;q=0.5,ru;q=0.9', 'ru'],
  ['en ; q=0.9 , ru;q=0.5', 'en'],
  ['ru;q=0,en;q=0.1', 'en'],
  ['en;q=0', 'ru'],
  ['de,fr;q=0.9', 'ru'],
  ['de,en;q=0.1', 'en'],
  ['en;q=nonsense', 'ru'],
])('%s → %s', (header, language) => {
  expect(languageOf(header)).toBe(language);
});

test('any header yields one of the two languages', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (header) => ['ru', 'en'].includes(languageOf(header))));
});

test('Russian is not chosen if only English is accepted', () => {
  const other = fc.constantFrom('de', 'fr-FR', 'kk', 'zh-Hans');
  fc.assert(
    fc.property(fc.array(other), (others) => {
      expect(languageOf([...others, 'en'].join(','))).toBe('en');
    }),
  );
});
