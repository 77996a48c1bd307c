import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeHtml, wrapText } from './html-text.ts';

test('escaped text cannot open a tag, close an attribute or start an entity', () => {
  expect(escapeHtml('a <b> & "c"')).toBe('a &lt;b&gt; &amp; &quot;c&quot;');
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(escapeHtml(text)).not.toMatch(/[<>"]|&(?!(amp|lt|gt|quot);)/);
    }),
  );
});

test('wrapped lines keep all words in order and the width, unless a single word is longer', () => {
  const words = fc.array(fc.stringMatching(/^[a-zа-я]{1,12}$/), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(words, fc.integer({ min: 1, max: 20 }), (given, letters) => {
      const lines = wrapText(given.join(' '), letters);
      expect(lines.join(' ')).toBe(given.join(' '));
      for (const line of lines) expect(line.length <= letters || !line.includes(' ')).toBe(true);
    }),
  );
});
