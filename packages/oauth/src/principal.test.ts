import fc from 'fast-check';
import { expect, test } from 'vitest';
import { userIdOf } from './principal.ts';

const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 80 });

test('a user id never changes', async () => {
  const id = await userIdOf('a subject key of the tests, 32 or more', 'https://identity.example.test', 'learner-17');
  expect(id).toBe('tuk3IKHPTnKWLgyBd__1GCCb3mQ_em6nXJvD_iOeJLw');
});

test('a user id is 43 base64url characters, so it can be part of a key', async () => {
  await fc.assert(
    fc.asyncProperty(text, text, text, async (key, issuer, sub) => {
      expect(await userIdOf(key, issuer, sub)).toMatch(/^[A-Za-z0-9_-]{43}$/);
    }),
  );
});

test('two user ids are equal exactly if key, issuer and sub are', async () => {
  // Few and similar values, so that equal ones, and different ones with the same concatenation, are frequent.
  const part = fc.constantFrom('a', 'b', 'ab', 'ba', 'aa');
  const person = fc.tuple(part, part, part);
  await fc.assert(
    fc.asyncProperty(person, person, async (one, other) => {
      const same = one.join(' ') === other.join(' ');
      expect((await userIdOf(...one)) === (await userIdOf(...other))).toBe(same);
    }),
    { numRuns: 300 },
  );
});

test('a person has different user ids at two servers', async () => {
  const [issuer, sub] = ['https://identity.example.test', 'learner-17'];
  expect(await userIdOf('the key of one server, thirty-two', issuer, sub)).not.toBe(
    await userIdOf('the key of the other, thirty-two!', issuer, sub),
  );
});
