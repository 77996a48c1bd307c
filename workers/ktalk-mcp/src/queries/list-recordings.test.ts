import { fold, formsOf } from '@aisystant/search';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { titleWords } from './list-recordings.ts';

/** Whether a query finds a title, as the stores compare them. */
const finds = (query: string, title: string) => titleWords(query).every((word) => fold(title).includes(word));

test.each(['Daily', 'Weekly sync', 'Hiring', 'Product discovery', 'Company strategy', 'Дейли', 'Ещё одна встреча'])(
  'a title is found by its own words: %s',
  (title) => {
    for (const word of title.split(' ')) expect(finds(word.toUpperCase(), title), word).toBe(true);
  },
);

test('whatever a title is, its own words find it', () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$|^[а-яё]{1,12}$/), { minLength: 1, maxLength: 4 });
  const texts = fc.oneof(
    words.map((all) => all.join(' ')),
    fc.string({ unit: 'binary' }),
  );
  const titles = texts.filter((text) => formsOf(text).length > 0);
  fc.assert(
    fc.property(titles, (title) => {
      expect(finds(title, title)).toBe(true);
    }),
  );
});

test.each([
  ['планы про бюджет', 'Планы о бюджете', true],
  ['а нам', 'Бюджет', false],
])('a word that says nothing is not needed, unless no other is there: «%s» in «%s»', (query, title, found) => {
  expect(finds(query, title)).toBe(found);
});

test.each([
  ['планирование', 'Планирования спринтов'],
  ['компании', 'Компания'],
  ['weeklies', 'Weekly'],
  ['companies', 'Company day'],
  ['hired', 'Hiring'],
  ['possibility', 'Possibilities'],
])('«%s» finds another form, %s', (query, title) => {
  expect(finds(query, title)).toBe(true);
});
