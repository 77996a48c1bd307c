import { expect, test } from 'vitest';
import { idempotencyKeyOf } from './idempotency.ts';

test('the key of a caller comes with a fingerprint of the request', async () => {
  const one = await idempotencyKeyOf('k', { title: 'a' }, {});
  expect(one).toEqual({ key: 'key:k', fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(await idempotencyKeyOf('k', { title: 'a' }, { other: 1 })).toEqual(one);
  expect(await idempotencyKeyOf('k', { title: 'b' }, {})).not.toEqual(one);
});

test('without a key of the caller, the key is a hash of the record', async () => {
  const one = await idempotencyKeyOf(undefined, {}, { title: 'a' });
  expect(one).toEqual({ key: expect.stringMatching(/^auto:[0-9a-f]{64}$/), fingerprint: null });
  expect(await idempotencyKeyOf(undefined, { other: 1 }, { title: 'a' })).toEqual(one);
  expect(await idempotencyKeyOf(undefined, {}, { title: 'b' })).not.toEqual(one);
});
