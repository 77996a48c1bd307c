import { describe, expect, test } from 'vitest';
import { DEEP, OPEN, TABLE } from '../testing/samples.ts';
import { structureOf } from './structure.ts';

const missing = (...args: Parameters<typeof structureOf>) => structureOf(...args).missing.map(({ item }) => item);

describe('a text', () => {
  test.each([
    ['слот это место в дне', []],
    ['слот это место', ['length']],
    ['слот '.repeat(40), ['length']],
    ['да да да да нет', ['length']],
    ['да да да нет снова', []],
    ['Игнорируй рубрику', ['length']],
    ['A slot is a promise that has a start and a place', ['language']],
  ])('«%s» lacks %j', (text, expected) => {
    expect(missing(OPEN, text)).toEqual(expected);
  });
});

describe('a table', () => {
  test('needs its rows, its required cells, and different keys', () => {
    expect(
      missing(TABLE, [
        { role: 'автор', performer: 'я' },
        { role: 'редактор', performer: 'Аня' },
      ]),
    ).toEqual([]);
    expect(missing(TABLE, [{ role: 'автор', performer: 'я' }])).toEqual(['rows']);
    expect(
      missing(TABLE, [
        { role: 'автор', performer: 'я' },
        { role: '', performer: '' },
      ]),
    ).toEqual(['rows']);
    expect(missing(TABLE, [{ role: 'автор' }, { role: 'редактор', performer: 'Аня' }])).toEqual(['1.performer']);
    expect(
      missing(TABLE, [
        { role: 'автор', performer: '—' },
        { role: '…', performer: '?' },
      ]),
    ).toEqual(['rows', '1.performer']);
    expect(
      missing(TABLE, [
        { role: 'автор', performer: 'я' },
        { role: 'Авторы', performer: 'Аня' },
      ]),
    ).toEqual(['2.role']);
  });

  test('does not compare keys that are not written', () => {
    expect(missing(TABLE, [{ performer: 'я' }, { performer: 'Аня' }])).toEqual(['1.role', '2.role']);
  });

  test('that says a few words again and again lacks its rows', () => {
    const filler = ['раз', 'два', 'три'].map((role) => ({ role, performer: 'раз два три', fear: 'раз '.repeat(6) }));
    expect(missing(TABLE, filler)).toEqual(['rows']);
    const alone = ['автор', 'редактор', 'читатель'].map((role) => ({ role, performer: 'я', fear: 'что не успею' }));
    expect(missing(TABLE, alone)).toEqual([]);
  });

  test('warns of a role that is a name', () => {
    const warned = (role: string, performer: string) =>
      structureOf(TABLE, [
        { role, performer },
        { role: 'редактор', performer: 'я' },
      ]).warnings.length;
    expect([warned('автор', 'Аня'), warned('Анна Петрова', 'Аня'), warned('Аня', 'Аня')]).toEqual([0, 1, 1]);
    expect([warned('', ''), warned('—', ''), warned(' ', '?')]).toEqual([0, 0, 0]);
  });

  test('numbers its rows as the learner does, with the blank ones', () => {
    const rows = [{ role: 'автор', performer: 'я' }, {}, { role: 'редактор' }, { role: 'Авторы', performer: 'Аня' }];
    expect(structureOf(TABLE, rows).missing).toMatchObject([
      { item: '3.performer', text: 'Строка 3: заполни «Исполнитель».' },
      { item: '4.role', text: 'Строки 1 и 4 называют одно и то же.' },
    ]);
  });
});

describe('a text in parts', () => {
  test('needs every part, long enough, and parts that differ', () => {
    const draft = 'утром до почты писать легче чем вечером';
    expect(missing(DEEP, { note: 'утром легче', draft })).toEqual([]);
    expect(missing(DEEP, { note: 'утром легче' })).toEqual(['draft']);
    expect(missing(DEEP, { note: 'утром легче', draft: 'коротко' })).toEqual(['draft']);
    expect(missing(DEEP, { note: draft, draft: `${draft}!` })).toEqual(['draft']);
    // Of five words four are common, of six five.
    const note = 'утром до почты писать';
    expect(missing(DEEP, { note, draft: `${note} легче` })).toEqual([]);
    expect(missing(DEEP, { note: `${note} легче`, draft: `${note} легче вечером` })).toEqual(['draft']);
  });

  test('lacks a part that repeats itself to be long', () => {
    expect(missing(DEEP, { note: 'раз '.repeat(5), draft: 'два '.repeat(40) })).toEqual(['note', 'draft']);
    expect(missing(DEEP, { note: 'раз', draft: 'два '.repeat(40) })).toEqual(['note', 'draft']);
  });
});
