import { expect, test } from 'vitest';
import { formatStage } from './wording.ts';

test('a stage is shown with its Russian name and its id, and null as a word', () => {
  expect(formatStage('STG.Learner.Practicing', 'нет')).toBe('Практикующий (STG.Learner.Practicing)');
  expect(formatStage(null, 'нет')).toBe('нет');
});
