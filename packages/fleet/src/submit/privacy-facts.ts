import type { Submission } from './submission.ts';

/** What a directory asks about personal data, in the words of the declaration. */
export interface PrivacyFacts {
  /** Kinds of data that are kept about a person. */
  readonly categories: readonly string[];
  /** What each permission is for. */
  readonly purposes: readonly string[];
  readonly recipients: string;
  readonly retention: string;
  readonly controls: readonly string[];
}

/** Derives the facts from the declaration, as the privacy page does. */
export function privacyFacts({ keeps, scopes, tools, url, works_with, accountRights }: PrivacySource): PrivacyFacts {
  const own = [...new Set(keeps.filter(({ remains }) => !remains).map(({ en }) => en))];
  const remaining = [...new Set(keeps.filter(({ remains }) => remains).map(({ en }) => en))];
  const erasing = tools.filter(({ effect }) => effect === 'destructive').map(({ name }) => name);
  const reads = works_with.length > 0 ? ` It reads ${works_with.join(' and ')} with the rights of that person.` : '';
  return {
    categories: ['for the sign-in: an opaque id, connected apps, permissions, sessions, times of last use', ...own],
    purposes: Object.entries(scopes).map(([scope, { en }]) => `${scope}: ${en}`),
    recipients: `The assistant that the person connected, in answer to its calls; nobody else.${reads}`,
    retention: `Until the person deletes it.${remaining.length > 0 ? ` After that there remain: ${remaining.join(', ')}.` : ''} For up to 30 days the platform can restore the state before.`,
    controls: [
      `${new URL(url).origin}/account: disconnect an app, personal tokens${accountRights ? ', a copy and the deletion of one’s data' : ''}`,
      ...erasing.map((name) => `the tool ${name}`),
    ],
  };
}

type PrivacySource = Pick<Submission, 'keeps' | 'scopes' | 'tools' | 'url' | 'accountRights'> & {
  readonly works_with: readonly string[];
};
