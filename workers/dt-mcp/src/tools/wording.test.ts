import { expect, test } from 'vitest';
import { formatStage } from './wording.ts';

test('a stage has its Russian name and its id, or the word for none', () => {
  expect(formatStage('STG.Learner.Practicing', 'нет')).toBe('Практикующий (STG.Learner.Practicing)');
  expect(formatStage(null, 'нет')).toBe('нет');
});
