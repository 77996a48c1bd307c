import { expect, test } from 'vitest';
import { footnotesIn } from './read-pages.ts';

test('a text has the footnotes that it refers to, in capital letters or not, each once', () => {
  const footnotes = { 1: 'Первая.', note: 'Вторая.', Слот: 'Третья.', other: 'Чужая.' };
  expect(footnotesIn('Раз[^1], два[^Note], три[^слот], снова[^1], нет[^toString].', footnotes)).toEqual([
    { mark: '1', text: 'Первая.' },
    { mark: 'Note', text: 'Вторая.' },
    { mark: 'слот', text: 'Третья.' },
  ]);
});
