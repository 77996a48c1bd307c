import { ToolError } from '@aisystant/mcp';
import { foldEmail } from '@aisystant/oauth/email';
import type { Account, KTalkStore } from '../store/ktalk-store.ts';

/** A person of the space. */
export interface Viewer {
  readonly userKey: string;
  readonly name: string;
}

/** A person who is disabled in KTalk is out once the answer about them is this old. */
const KNOWN_MS = 10 * 60 * 1000;
/** Somebody new in KTalk need not wait long. */
const UNKNOWN_MS = 60 * 1000;
const MOST_KEPT = 5_000;

/** Finds the accounts with an e-mail, disabled ones too. */
export type FindAccounts = (
  ktalk: Pick<KTalkStore, 'accountsByEmail'>,
  email: string,
  now: number,
) => Promise<readonly Account[]>;

/** Remembers accounts by e-mail in the memory of an isolate. Failures are not kept. */
export function createAccountFinder(): FindAccounts {
  const known = new Map<string, { readonly accounts: readonly Account[]; readonly until: number }>();
  return async (ktalk, email, now) => {
    const wanted = foldEmail(email);
    const hit = known.get(wanted);
    if (hit && hit.until > now) return hit.accounts;
    known.delete(wanted);
    // KTalk filters by e-mail in its own way, so the e-mails are compared again.
    const found = await ktalk.accountsByEmail(wanted);
    const accounts = found.filter((account) => account.email !== null && foldEmail(account.email) === wanted);
    const oldest = known.size >= MOST_KEPT ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    known.set(wanted, { accounts, until: now + (viewerAmong(accounts) === null ? UNKNOWN_MS : KNOWN_MS) });
    return accounts;
  };
}

/** The person whom the accounts of an e-mail let in: exactly one must be enabled. Those who came back have an earlier one too. */
export function viewerAmong(accounts: readonly Account[]): Viewer | null {
  const [account, ...others] = accounts.filter(({ disabled }) => !disabled);
  if (!account || others.length > 0) return null;
  return { userKey: account.key, name: account.name };
}

/** Whether the address is in one of the domains of the company; sub-domains are other domains. */
export function isOfDomain(email: string, domains: readonly string[]): boolean {
  const at = email.lastIndexOf('@');
  return at > 0 && domains.includes(foldEmail(email.slice(at + 1)));
}

/** The one answer for a recording that is absent or of others, and for a person whom KTalk does not know. */
export function notFound(): ToolError {
  return new ToolError('NOT_FOUND', 'Такой записи нет или она вам не доступна.', {
    hint: 'Свои записи: get_user_records. Кого видит сервер: ktalk_whoami.',
  });
}
