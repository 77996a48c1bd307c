import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blocksOf } from './markdown.tsx';

/** Items with nothing below them. */
const itemsOf = (...texts: readonly string[]) => texts.map((text) => ({ text, below: [] }));

test('a text becomes its blocks', () => {
  const text = [
    '# Слот',
    'Слот — это время,',
    'которое **ждёт**.',
    '',
    '> Цитата',
    '> дальше',
    '',
    '1. первое',
    '   и ещё',
    '2. второе',
    '',
    '| А | Б |',
    '|---|---|',
    '| 1 | 2 |',
    '',
    '```',
    '# не заголовок',
    '```',
    'Конец',
  ].join('\n');
  expect(blocksOf(text)).toEqual([
    { kind: 'heading', level: 1, text: 'Слот' },
    { kind: 'paragraph', text: 'Слот — это время, которое **ждёт**.' },
    { kind: 'quote', text: 'Цитата дальше' },
    { kind: 'list', first: 1, items: itemsOf('первое и ещё', 'второе') },
    {
      kind: 'table',
      rows: [
        ['А', 'Б'],
        ['1', '2'],
      ],
    },
    { kind: 'code', text: '# не заголовок' },
    { kind: 'paragraph', text: 'Конец' },
  ]);
});

test.each([
  ['Пример:\n```\nкод\n```\nКонец', ['paragraph', 'code', 'paragraph']],
  ['Таблица:\n| А | Б |\n|---|---|\n| 1 | 2 |', ['paragraph', 'table']],
  ['~~~\nкод\n~~~\nКонец', ['code', 'paragraph']],
  ['```код``` в строке\n\nКонец', ['paragraph', 'paragraph']],
  ['````md\n```\nкод\n```\n````\n\nКонец', ['code', 'paragraph']],
])('a block of code or a table ends the words before it, and nothing after it is a part of it: %j', (text, kinds) => {
  expect(blocksOf(text).map(({ kind }) => kind)).toEqual(kinds);
});

test('the items of a list keep their numbers, also with blank lines or words between them', () => {
  expect(blocksOf('1. раз\n\n2. два\n\nСлова.\n\n- пункт\n\n3) три')).toEqual([
    { kind: 'list', first: 1, items: itemsOf('раз') },
    { kind: 'list', first: 2, items: itemsOf('два') },
    { kind: 'paragraph', text: 'Слова.' },
    { kind: 'list', first: null, items: itemsOf('пункт') },
    { kind: 'list', first: 3, items: itemsOf('три') },
  ]);
});

test('what is indented below an item is its own, and takes no number of the list', () => {
  const below = [{ kind: 'list', first: null, items: itemsOf('а', 'б') }];
  expect(blocksOf('1. раз\n   - а\n   - б\n2. два\n- пункт')).toEqual([
    { kind: 'list', first: 1, items: [{ text: 'раз', below }, ...itemsOf('два')] },
    { kind: 'list', first: null, items: itemsOf('пункт') },
  ]);
  const code = [{ kind: 'code', text: 'код' }];
  expect(blocksOf('- раз\n  ещё\n  ```\n  код\n  ```\n\t- два')).toEqual([
    {
      kind: 'list',
      first: null,
      items: [{ text: 'раз ещё', below: [...code, { kind: 'list', first: null, items: itemsOf('два') }] }],
    },
  ]);
});

test('any text becomes blocks, in time that grows with its length', () => {
  const line = fc.constantFrom('# a', '> b', '- c', '1. d', '| e |', '```', '~~~', '', '  f', '<b>g</b>', '|', '>');
  fc.assert(
    fc.property(fc.array(line), fc.string(), (lines, text) => {
      expect(blocksOf([...lines, text].join('\n')).length).toBeLessThanOrEqual(lines.length + text.split('\n').length);
    }),
  );
});
