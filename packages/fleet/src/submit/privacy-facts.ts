import { CALLS_PRIVACY } from '@aisystant/oauth/pages';
import { APP } from '../manifest.ts';
import { app, mcpServers } from '../servers.ts';
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

/** What a server keeps besides the records of a person; the app has what the servers have that it mounts. */
export function keptBesides(server: string): Pick<Submission, 'copies' | 'shared'> {
  const mounts: readonly string[] = server === app.name ? APP.mounts : [server];
  const kept = mcpServers.filter(({ name }) => mounts.includes(name));
  return {
    copies: kept.flatMap(({ copies }) => (copies ? [copies.en] : [])),
    // By an e-mail people are known to each other in what they share.
    shared: kept.some(({ needsEmail, keeps }) => needsEmail && keeps.length > 0),
  };
}

const SIGN_IN =
  'for the sign-in: an opaque id, connected apps, permissions, names and terms of personal tokens, times of last use, and sessions with the name or e-mail that the sign-in service gave, for up to 12 hours';

/** Derives the facts from the declaration, as the privacy page does. */
export function privacyFacts(source: PrivacySource): PrivacyFacts {
  const { keeps, copies, shared, scopes, tools, url, works_with, accountRights } = source;
  const own = [...new Set(keeps.filter(({ remains }) => !remains).map(({ en }) => en))];
  const remaining = [...new Set(keeps.filter(({ remains }) => remains).map(({ en }) => en))];
  const erasing = tools.filter(({ effect }) => effect === 'destructive').map(({ name }) => name);
  // A product is listed under its Russian name too, which says nothing in an English text.
  const products = works_with.filter((product) => !/\p{Script=Cyrillic}/u.test(product));
  const reads = products.length > 0 ? ` It reads ${products.join(' and ')} with the rights of that person.` : '';
  return {
    categories: [SIGN_IN, CALLS_PRIVACY.text.en, ...own, ...copies],
    purposes: Object.entries(scopes).map(([scope, { en }]) => `${scope}: ${en}`),
    recipients: `The assistant that the person connected, in answer to its calls; ${shared ? 'the members of a workspace that the person shares' : 'nobody else'}.${reads}`,
    retention: `Until the person deletes it.${copies.length > 0 ? ' What is copied from another system: as said there.' : ''}${remaining.length > 0 ? ` After that there remain: ${remaining.join(', ')}.` : ''} For up to 30 days the platform can restore the state before.`,
    controls: [
      `${new URL(url).origin}/account: disconnect an app, personal tokens${accountRights ? ', a copy and the deletion of one’s data' : ''}`,
      ...erasing.map((name) => `the tool ${name}`),
    ],
  };
}

type PrivacySource = Pick<Submission, 'keeps' | 'copies' | 'shared' | 'scopes' | 'tools' | 'url' | 'accountRights'> & {
  readonly works_with: readonly string[];
};
