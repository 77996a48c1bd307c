import { expect, test } from 'vitest';
import { METRICS } from './words.ts';

test('a metric is called what it counts: заготовки and posts are no drafts, and reflections not all notes', () => {
  expect(METRICS['drafts_per_window']).toBe('Заготовки и посты');
  expect(METRICS['reflection_notes_per_week']).toBe('Рефлексии в неделю');
});
