import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SNIPPET_CHARACTERS, snippetOf } from './snippet.ts';

const words = fc.array(fc.constantFrom('да', 'а', '5', 'нет', 'ок,', 'перенос', 'релиза.', '👍', '\n'), {
  maxLength: 600,
});

test('a snippet with its marks is at most twice as long as without, however often the words come', () => {
  fc.assert(
    fc.property(words, (all) => {
      const snippet = snippetOf(all.join(' '), (form) => (['перенос', 'релиза'].includes(form) ? null : 0));
      expect(snippet.length).toBeLessThanOrEqual(2 * SNIPPET_CHARACTERS);
      expect(snippet.match(/\*\*/g)?.length ?? 0).toSatisfy((marks: number) => marks % 2 === 0);
    }),
  );
  for (const word of ['да', '5', 'нет']) {
    const snippet = snippetOf(Array.from({ length: 400 }, () => word).join(' '), () => 0);
    expect(snippet.length).toBeLessThanOrEqual(2 * SNIPPET_CHARACTERS);
    expect(snippet).toMatch(new RegExp(`^\\*\\*${word}\\*\\* `));
  }
});
