import fc from 'fast-check';
import { expect, inject, test, vi } from 'vitest';
import { createTestAuth, postToken, registerClient, requestWithToken } from './testing/auth.ts';
import { longText } from './testing/registrations.ts';

// A busy two-core machine needs more than the default five seconds.
vi.setConfig({ testTimeout: 60_000 * inject('fuzzFactor') });

const { auth, fetch, lines } = createTestAuth();
const part = fc.oneof(longText, fc.string({ maxLength: 8 }), fc.constantFrom('', 'a', '.', '..', '\u0000', '%2F'));
/** Text shaped like a token of the authorization server, or nearly, of any length. */
const token = fc.oneof(
  fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(':')),
  part.map((rest) => `aisy_test_${rest}`),
);
/** Tokens that every run shows before the random ones. */
const KEPT = [
  ...[
    '',
    ' ',
    ':',
    '::',
    ':::',
    'a:b',
    'a:b:c',
    'a:b:c:d',
    'aisy_',
    'aisy_test_',
    'aisy_test_0',
    'Bearer',
    'null',
    '__proto__',
  ],
  ...['..:..:..', '%00:%00:%00', 'token:a:b', `${'x'.repeat(600)}:b:c`, `a:${'x'.repeat(600)}:c`, 'x'.repeat(10_000)],
];

test('any bearer token is accepted or refused with a challenge, without a server error', async () => {
  await fc.assert(
    fc.asyncProperty(token, async (shown) => {
      // Restricted to the characters a header may contain.
      const sent = shown.replaceAll(/[^\u0020-\u007e\u00a1-\u00ff]/g, 'x');
      const result = await auth.authenticate(requestWithToken(sent));
      expect(!result.ok && result.error.status).toBe(401);
    }),
    { numRuns: 300 * inject('fuzzFactor'), examples: KEPT.map((each): [string] => [each]) },
  );
  expect(lines).toEqual([]);
});

test('any request to the token endpoint is answered without a server error', async () => {
  const value = fc.oneof(token, part);
  const field = fc.constantFrom(
    ...['client_id', 'client_secret', 'code', 'refresh_token', 'token', 'token_type_hint', 'redirect_uri', 'resource'],
    ...['code_verifier', 'scope', 'client_assertion'],
  );
  const grant_type = fc.constantFrom('authorization_code', 'refresh_token', 'urn:x', '');
  const client_id = await registerClient(fetch);
  await fc.assert(
    fc.asyncProperty(grant_type, fc.dictionary(field, value, { maxKeys: 5 }), async (kind, form) => {
      const answer = await postToken(fetch, { client_id, ...form, grant_type: kind });
      const text = await answer.text();
      // Revoking an unknown token succeeds (RFC 7009, section 2.2).
      expect('token' in form ? [200, 400, 401, 413] : [400, 401, 413], text).toContain(answer.status);
      if (answer.status !== 200) expect(JSON.parse(text)).toHaveProperty('error');
    }),
    {
      numRuns: 500 * inject('fuzzFactor'),
      examples: KEPT.flatMap((each): [string, Record<string, string>][] => [
        ['authorization_code', { code: each }],
        ['refresh_token', { refresh_token: each }],
        ['', { token: each }],
      ]),
    },
  );
});
