import { expect, test } from 'vitest';
import { Transcript } from './transcript.ts';

test.each([
  [1, 4, '1 знак, текстом ещё 1 строка'],
  [22, 5, '22 знака, текстом ещё 2 строки'],
  [105, 8, '105 знаков, текстом ещё 5 строк'],
])('the size of an answer is said in right Russian: %i characters, %i lines', (characters, lines, said) => {
  const transcript = new Transcript('Пример', 'demo_good');
  const text = Array.from({ length: lines }, (_, n) => `строка ${n}`).join('\n');
  // JSON of a text has its two quotes besides, that of a number none.
  const structuredContent = characters === 1 ? 1 : 'а'.repeat(characters - 2);
  transcript.call('tool', {}, { content: [{ type: 'text', text }], structuredContent });
  expect(transcript.text()).toContain(said);
});
