import { createHash } from 'node:crypto';

/** A demo learner that the sign-in page offers as a button. */
export interface DemoLearner {
  /** The name in the form and in the e-mail address: 1–32 of `a-z 0-9 _`. */
  readonly login: string;
  /** The label of the button, in Russian. */
  readonly title: string;
}

const LOGIN = /^[a-z0-9_]{1,32}$/;

/** Fixed for ever: another label would make every learner of every developer a new person. */
const SUBJECT_LABEL = 'aisystant local identity, subject of ';

/** True for a name that may sign in: 1–32 lower-case Latin letters, digits and underscores. */
export function isLogin(value: string): boolean {
  return LOGIN.test(value);
}

/** The `sub` of a login: opaque, 43 characters of base64url, the same on every machine and after every restart. */
export function subjectOf(login: string): string {
  return createHash('sha256')
    .update(SUBJECT_LABEL + login)
    .digest('base64url');
}

/** The e-mail of a login, in a domain that can receive no mail. */
export function emailOf(login: string): string {
  return `${login}@example.test`;
}

/** Who has signed in at this provider; the way back from a `sub` to its login. */
export interface SignedInLearners {
  /** Notes the login and gives its `sub`. */
  signIn(login: string): string;
  /** The login behind a `sub`; undefined if nobody signed in with it since the start. */
  loginOf(subject: string | undefined): string | undefined;
}

/** An empty record of who has signed in. It lives as long as the sessions do: in this process. */
export function signedInLearners(): SignedInLearners {
  const logins = new Map<string, string>();
  return {
    signIn(login) {
      const subject = subjectOf(login);
      logins.set(subject, login);
      return subject;
    },
    loginOf: (subject) => (subject === undefined ? undefined : logins.get(subject)),
  };
}
