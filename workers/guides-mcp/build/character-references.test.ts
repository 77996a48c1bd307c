import { indexText, stemOf } from '@aisystant/search';
import fc from 'fast-check';
import { micromark } from 'micromark';
import { expect, test } from 'vitest';
import { withCharacters } from './character-references.ts';
import { cleanMarkdown } from './clean-markdown.ts';
import { parseCorpus } from './parse-corpus.ts';

const cleaned = (markdown: string) => cleanMarkdown(markdown, 'Имя');

test.each([
  ['Слот&nbsp;&mdash; обещание себе', 'Слот\u00A0— обещание себе'],
  ['&laquo;Ритм&raquo;, &#171;рывок&#187;, &#x2026;', '«Ритм», «рывок», …'],
  ['R&amp;D, 5 &lt; 7', 'R&D, 5 < 7'],
  ['У&shy;че&#173;ба', 'У\u00ADче\u00ADба'],
])('a reader sees the characters that a text refers to: %s', (written, shown) => {
  expect(cleaned(written).text).toBe(shown);
});

test.each([
  ['a code of a character in code', 'Пишут `&nbsp;` так.\n\n```\n&mdash;\n```'],
  ['what would be a tag', '&lt;b&gt; и &lt;/b&gt;'],
  ['what would be a mark', '&#42;не курсив&#42; &#124; &#96;'],
  ['what may end a tag or begin a quotation', '&gt; не цитата, a &gt; b'],
  ['what would be another reference', '&amp;nbsp; и &amp;#171;'],
  ['what refers to nothing', '&слот; &unknown; & &; &#1; &#xD800; &#9999999;'],
])('%s stays as it is written', (_, written) => {
  expect(cleaned(written).text).toBe(written);
});

test('whatever a text refers to, the page looks the same with the characters in their place', () => {
  const piece = fc.constantFrom(
    ...'а 1 \n > # - | & ; lt gt amp nbsp quot &lt; &gt; &amp; &nbsp; &quot; &#42; &#171;'.split(' '),
    ' ',
  );
  const html = (markdown: string) => micromark(markdown).replaceAll('&quot;', '"');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      expect(html(withCharacters(text))).toBe(html(text));
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  ['k/1-r/1-a.md', '---\ntitle: Слот &mdash; обещание\norder: 1\n---\n# Слот&nbsp;— обещание\n\nТекст.'],
  ['k/1-r/1-a.md', '---\norder: 1\n---\n# Слот &mdash; обещание\n\nТекст.'],
  ['k.md', '# X9.1 Раздел&nbsp;1\n\n## X9.1:1 - Слот &mdash; обещание\n\nТекст.'],
])('the title of a page has characters too, and is not told twice: %s', (path, text) => {
  const { pages } = parseCorpus([{ path, text }], 'ru');
  expect(pages).toMatchObject([{ title: 'Слот — обещание', text: 'Текст.' }]);
});

test('search finds the words, and no name of a character', () => {
  const { text } = cleaned('Слот&nbsp;обещание&mdash;ритм');
  expect(indexText(text, stemOf).split(' ')).toEqual(['слот', 'обещан', 'ритм']);
});
