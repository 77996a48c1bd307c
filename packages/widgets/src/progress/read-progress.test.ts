import { expect, test } from 'vitest';
import { PROGRESS_ANSWERS } from '../../testing/progress-answers.ts';
import { readerOf } from '../kit/read.ts';
import { readProgress } from './read-progress.ts';

const [answer] = PROGRESS_ANSWERS.map((each) => each.answer);
const streakOf = (streak: object | null) => readProgress(readerOf({ ...answer, streak })).streak;

test('a streak of which nothing is known is unknown, and so are its present days alone', () => {
  expect(streakOf({ current: 6, longest: 21 })).toEqual({ current: 6, longest: 21 });
  expect(streakOf({ current: null, longest: 21 })).toEqual({ current: null, longest: 21 });
  expect(streakOf(null)).toBeNull();
});
