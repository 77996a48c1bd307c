import { expect, test } from 'vitest';
import { spellStage } from './wording.ts';

test('a stage has its Russian name and its id, or the word for none', () => {
  expect(spellStage('STG.Learner.Practicing', 'нет')).toBe('Практикующий (STG.Learner.Practicing)');
  expect(spellStage(null, 'нет')).toBe('нет');
});
