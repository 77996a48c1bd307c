import { expect, test } from 'vitest';
import { plainText } from './plain-text.ts';

test.each([
  ['# Слот\n\n- [x] **время** на дело', 'Слот\nвремя на дело'],
  ['до\n\n| роль | кто |\n|:--|---|\n| автор | я |\n', 'до\n\n роль кто \n\n автор я'],
  ['[статья](https://example.org/Слот_(время)) и сноска[^1]', 'статья и сноска'],
  ['[[a]](b) и [c] (d)', '[[a]](b) и [c] (d)'],
])('%j is read as %j', (markdown, plain) => {
  expect(plainText(markdown)).toBe(plain);
});
