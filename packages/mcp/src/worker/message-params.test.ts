import { expect, test } from 'vitest';
import { withoutCancellations } from './message-params.ts';

const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };
const cancellation = { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 2 } };

test.each([
  ['is left out beside other messages', [cancellation, ping, cancellation], [ping]],
  ['is accepted where it is alone', cancellation, cancellation],
  ['is accepted among its own', [cancellation, cancellation], [cancellation, cancellation]],
])('a cancellation %s', (_, body, given) => {
  expect(withoutCancellations(body)).toEqual(given);
});

test.each([[ping], [[ping, ping]], [[]], [null], ['text'], [[null, 7]]])('%j is given as it is', (body) => {
  expect(withoutCancellations(body)).toEqual(body);
});
