import { expect, test } from 'vitest';
import { type FailureReason, toolErrorOf, type UpstreamFailure } from './failure.ts';

const failed = (reason: FailureReason, retryAfterMs: number | null = null): UpstreamFailure => ({
  reason,
  endpoint: 'read',
  status: null,
  retryAfterMs,
  upstreamCode: null,
  upstreamMessage: 'The field Top must be between 1 and 100',
  scope: 'recording',
  attempts: 1,
});
const factsOf = (failure: UpstreamFailure, notFound?: string) => toolErrorOf(failure, 'Толк', notFound).facts;

test.each(['rate_limited', 'busy'] as const)('%s: when to ask again, in whole seconds of at least one', (reason) => {
  const facts = { code: 'RATE_LIMITED', retryable: true, hint: 'Повторите через 3 с.', retry_after_seconds: 3 };
  expect(factsOf(failed(reason, 2_001))).toMatchObject(facts);
  expect(factsOf(failed(reason, 0))).toMatchObject({ retry_after_seconds: 1 });
  expect(factsOf(failed(reason))).not.toHaveProperty('retry_after_seconds');
});

test.each(['key_dead', 'key_lacks_scope', 'too_large'] as const)(
  '%s: our fault, of which the caller learns nothing',
  (reason) => {
    const { message, ...facts } = factsOf(failed(reason));
    expect(facts).toMatchObject({ code: 'INTERNAL', retryable: false });
    expect(message).not.toMatch(/ключ|key|recording|40[13]/i);
  },
);

test('an absent thing is said in the words of the tool', () => {
  expect(factsOf(failed('not_found'), 'Такой записи нет.')).toMatchObject({
    code: 'NOT_FOUND',
    message: 'Такой записи нет.',
  });
});

test('a refused request says why', () => {
  expect(factsOf(failed('rejected')).message).toContain('between 1 and 100');
});
