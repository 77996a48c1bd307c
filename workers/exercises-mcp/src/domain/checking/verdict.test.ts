import { expect, test } from 'vitest';
import { verdictOf } from './verdict.ts';

test.each([
  [100, 'accepted', false],
  [80, 'accepted', false],
  [79, 'needs_revision', true],
  [60, 'needs_revision', true],
  [59, 'needs_revision', false],
  [40, 'needs_revision', false],
  [39, 'rejected', false],
  [0, 'rejected', false],
])('a score of %i is %s, with a mentor: %s', (score, verdict, mentor_review) => {
  expect(verdictOf(score)).toEqual({ verdict, mentor_review });
});
