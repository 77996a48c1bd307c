import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emailOf, isLogin, subjectOf } from './learner.ts';

const login = fc.stringMatching(/^[a-z0-9_]{1,32}$/);

describe('a login', () => {
  test('is 1 to 32 of a-z, 0-9 and _, with nothing before or after', () => {
    fc.assert(fc.property(login, (name) => isLogin(name)));
    fc.assert(fc.property(fc.string(), (text) => isLogin(text) === (text.match(/^[a-z0-9_]{1,32}$/)?.[0] === text)));
    expect(['', 'a\n', 'a'.repeat(33)].filter(isLogin)).toEqual([]);
  });

  test('has one subject, which does not give the login away and is shared with no other', () => {
    fc.assert(
      fc.property(login, login, (one, other) => {
        expect(subjectOf(one)).toMatch(/^[\w-]{43}$/);
        expect(subjectOf(one) === subjectOf(other)).toBe(one === other);
      }),
    );
  });

  test('keeps its subject for ever: data of developers hangs on it', () => {
    expect(subjectOf('demo_good')).toBe('8wrM6ld8VSd0UNibq8o74EVYUHsKgkpKmKEvdIyDKT4');
  });

  test('has an e-mail that can receive nothing', () => {
    expect(emailOf('demo_good')).toBe('demo_good@example.test');
  });
});
