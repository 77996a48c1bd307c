import { createHash } from 'node:crypto';

/** A demo learner, shown as a button on the sign-in page. */
export interface DemoLearner {
  /** Login, also the local part of the e-mail address: 1–32 of `a-z 0-9 _`. */
  readonly login: string;
  /** Label of the button, in Russian. */
  readonly title: string;
}

const LOGIN = /^[a-z0-9_]{1,32}$/;

/** Never changed: another prefix would change the `sub` of every developer's learners. */
const SUBJECT_PREFIX = 'aisystant local identity, subject of ';

/** Whether a text is a valid login: 1–32 lower-case Latin letters, digits and underscores. */
export function isLogin(value: string): boolean {
  return LOGIN.test(value);
}

/** The `sub` of a login: opaque, 43 base64url characters, the same on every machine and after every restart. */
export function subjectOf(login: string): string {
  return createHash('sha256')
    .update(SUBJECT_PREFIX + login)
    .digest('base64url');
}

/** The e-mail of a login, in a reserved domain (RFC 2606). */
export function emailOf(login: string): string {
  return `${login}@example.test`;
}

/** Accounts that have signed in since the start; resolves a `sub` to its login. */
export interface AccountRegistry {
  /** Adds an account and returns its `sub`. */
  register(login: string): string;
  /** The login of a `sub`, if it was registered. */
  loginOf(subject: string | undefined): string | undefined;
}

/** Creates an empty registry in memory, like the sessions. */
export function createAccountRegistry(): AccountRegistry {
  const logins = new Map<string, string>();
  return {
    register(login) {
      const subject = subjectOf(login);
      logins.set(subject, login);
      return subject;
    },
    loginOf: (subject) => (subject === undefined ? undefined : logins.get(subject)),
  };
}
