import { beforeAll, expect, test } from 'vitest';
import type { LookUpLemma } from '../src/lemmas.ts';
import { openDictionary } from './dictionary.ts';

let lemmaOf: LookUpLemma;
beforeAll(async () => {
  lemmaOf = await openDictionary();
});

test.each([
  ['седьмого', 'седьмой', 'семью'],
  ['второй', 'второй', 'двумя'],
  ['пятью', 'пять', 'пятый'],
  ['двумя', 'два', 'второй'],
])('%s is a form of «%s», and «%s» is one of another word', (form, lemma, other) => {
  const found = lemmaOf(form);
  expect(found?.lemma).toBe(lemma);
  expect(found?.forms).toContain(form);
  expect(found?.forms).not.toContain(other);
});

test.each([
  ['дней', 'день'],
  ['времени', 'время'],
  ['новую', 'новый'],
])('%s is a form of «%s»', (form, lemma) => {
  expect(lemmaOf(form)).toMatchObject({ lemma, forms: expect.arrayContaining([form, lemma]) });
});

test('a word that is not there has no lemma', () => {
  expect(lemmaOf('щзщзщз')).toBeNull();
});
