import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blocksOf } from './markdown.tsx';

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
    { kind: 'list', isOrdered: true, items: ['первое и ещё', 'второе'] },
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

test('any text becomes blocks, in time that grows with its length', () => {
  const line = fc.constantFrom('# a', '> b', '- c', '1. d', '| e |', '```', '', '  f', '<b>g</b>', '|', '>');
  fc.assert(
    fc.property(fc.array(line), fc.string(), (lines, text) => {
      expect(blocksOf([...lines, text].join('\n')).length).toBeLessThanOrEqual(lines.length + text.split('\n').length);
    }),
  );
});
