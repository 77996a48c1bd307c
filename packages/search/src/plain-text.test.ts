import { expect, test } from 'vitest';
import { plainText } from './plain-text.ts';

test.each([
  ['# Слот\n\n- [x] **время** на дело', 'Слот\nвремя на дело'],
  ['до\n\n| роль | кто |\n|:--|---|\n| автор | я |\n', 'до\n\n роль кто \n\n автор я'],
  ['[статья](https://example.org/Слот_(время)) и сноска[^1]', 'статья и сноска'],
  ['_курсив_ и __жирный__, (_в скобках_)', 'курсив и жирный, (в скобках)'],
  ['переменная my_var, `__init__`, файл 01_план_дня.md', 'переменная my_var, init, файл 01_план_дня.md'],
  ['[[a]](b) и [c] (d)', '[[a]](b) и [c] (d)'],
])('%j is read as %j', (markdown, plain) => {
  expect(plainText(markdown)).toBe(plain);
});
