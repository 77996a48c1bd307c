import { ok } from '@aisystant/mcp';
import { expect, test } from 'vitest';
import { answerOf } from './answer.ts';
import type { UpstreamPolicy } from './policy.ts';
import { fixturePolicy } from './testing/fixture-policy.ts';

/** A third party that says what is wrong in the body, as Bitrix24 does. */
const policy: UpstreamPolicy = {
  ...fixturePolicy,
  errorBody: { code: 'error', message: 'error_description', inSuccess: true },
  errors: [
    { code: 'QUERY_LIMIT_EXCEEDED', reason: 'rate_limited' },
    { code: 'OVERLOAD_LIMIT', reason: 'unavailable', retry: false },
    { status: 400, code: 'NO_SUCH_THING', reason: 'not_found' },
  ],
  usage: (_, uses) => uses.map((method) => ({ method, share: 0.5, resetAtMs: 1 })),
};

const read = (status: number, body: unknown) => answerOf({ status, body: ok(body) }, policy, ['list']);

test.each([
  [503, { error: 'QUERY_LIMIT_EXCEEDED' }, 'rate_limited', true],
  [503, { error: 'OVERLOAD_LIMIT' }, 'unavailable', false],
  [503, { error: 'OTHER' }, 'unavailable', true],
  [400, { error: 'NO_SUCH_THING' }, 'not_found', false],
  [404, { error: 'NO_SUCH_METHOD' }, 'not_found', false],
  [400, { error: '', error_description: 'Access denied.' }, 'rejected', false],
  [200, { error: 0, error_description: 'Invalid sorting key' }, 'rejected', false],
  [200, { error: 'QUERY_LIMIT_EXCEEDED' }, 'rate_limited', true],
])('%i with %j is %s, retried: %j', (status, body, reason, retry) => {
  expect(read(status, body).failure).toEqual({ reason, retry });
});

test('an error without a body is read by its status alone', () => {
  expect(answerOf({ status: 401, body: ok(undefined) }, policy, []).failure).toEqual({
    reason: 'key_dead',
    retry: false,
  });
});

test('a success has no failure, and tells of the allowance', () => {
  expect(read(200, { result: [] })).toMatchObject({ failure: null, usage: [{ method: 'list', share: 0.5 }] });
});
