import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noteSearch } from './note-search.ts';
import { reflectionNoteSchema } from './reflection-note.ts';

const note = (given: object) => reflectionNoteSchema.parse({ type: 'weekly', text: 'Держал слот.', ...given });
const FULL = note({
  achievements: ['Дочитал главу о «ролях»'],
  challenges: ['Ещё мешал недосып'],
  insights: ['Он сказал: "Пиши утром"'],
  next_focus: ['Черновик, потом пост'],
});

describe('a search over notes', () => {
  test.each([
    ['a word', 'главу'],
    ['a part of a word', 'сып'],
    ['another letter case', 'ДОЧИТАЛ'],
    ['е in place of ё', 'еще'],
    ['ё in place of е', 'нёдосып'],
    ['a decomposed letter', 'е\u0308ще'],
    ['a stress mark', 'гла\u0301ву'],
    ['a soft hyphen, which a page that was copied had', 'Дочи\u00ADтал'],
    ['a place where a word may be broken', '«\u2060потом по\u200Bст»'],
    ['wide letters', 'ｉｄ'],
    ['words in any order', 'пост черновик'],
    ['words of different fields', 'утром недосып'],
    ['a phrase', '"потом пост"'],
    ['a phrase over punctuation', '«черновик потом»'],
    ['a phrase that is in quotes in the note', '"Пиши утром"'],
    ['a quoted word', '«ролях»'],
    ['an open quote', '"пиши утром'],
    ['a sign', ','],
  ])('finds %s', (_, query) => {
    expect(noteSearch(query)(query === 'ｉｄ' ? note({ text: 'id' }) : FULL)).toBe(true);
  });

  test.each(['achievements', 'weekly', 'next_focus', '"черновик пост"', 'утром сон', '{"', 'text', '\u00AD\u00AD'])(
    'does not find %s, which the note does not say',
    (query) => {
      expect(noteSearch(query)(FULL)).toBe(false);
    },
  );

  test('finds every word that a note says, however it is spelt', () => {
    const word = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(...'аеёйжиАЕЁЙ', 'é', 'ß', '3') });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), fc.nat(4), (words, at) => {
        const said = note({ insights: [words.join(', ')] });
        const copied = note({ insights: [words.map((word) => [...word].join('\u00AD')).join(', ')] });
        const query = words[at % words.length] ?? '';
        for (const spelt of [
          query,
          query.normalize('NFD'),
          query.toUpperCase().toLowerCase(),
          [...query].join('\u00AD'),
          `"${words.join(' ')}"`,
        ]) {
          expect(noteSearch(spelt)(said)).toBe(true);
          expect(noteSearch(spelt)(copied)).toBe(true);
        }
      }),
    );
  });
});
