import type { Result } from '@aisystant/mcp/result';

/** What the portal gives for a consent, and again at each refresh. */
export interface Tokens {
  readonly access: string;
  /** Good for one use: a refresh gives another, and this one is dead. */
  readonly refresh: string;
  /** When the access token ends, epoch ms. */
  readonly expiresAt: number;
  /** Portal and user whose account it is; null where the answer does not say. */
  readonly owner: string | null;
}

/** The tokens of a person in storage. */
export interface KeptTokens extends Tokens {
  /** When the person linked their account, epoch ms. */
  readonly linkedAt: number;
}

/** Where the tokens of one person are. */
export interface TokenStore {
  load(): Promise<KeptTokens | null>;
  save(tokens: KeptTokens): Promise<void>;
  remove(): Promise<void>;
}

/** `ended`: the portal does not accept what was given for tokens, now or later. A failure says nothing of it. */
export type ExchangeFault<Failure> =
  | { readonly kind: 'ended' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** How a person's account is reached now. */
export type AccountAccess<Failure> =
  | { readonly kind: 'open'; readonly token: string; readonly linkedAt: number }
  | { readonly kind: 'not linked' }
  | ExchangeFault<Failure>;

/** What an account works with. */
export interface AccountDeps<Failure> {
  readonly store: TokenStore;
  readonly now: () => number;
  /** One request for tokens, which is never repeated: it may have spent what it was made with. */
  readonly exchange: (grant: Grant) => Promise<Result<Tokens, ExchangeFault<Failure>>>;
}

/** What is given for tokens. */
export type Grant = { readonly code: string } | { readonly refresh: string };

/** The linked account of one person. */
export interface Account<Failure> {
  /** An access token. `spent` is one that the portal has just refused as expired. */
  access(spent?: string): Promise<AccountAccess<Failure>>;
  /** Links the account behind a code, in the place of the one before; null when it is linked. */
  link(code: string): Promise<ExchangeFault<Failure> | null>;
  linkedAt(): Promise<number | null>;
  unlink(): Promise<void>;
}

/**
 * Keeps the tokens of one person. Everything is done one after another, since a refresh token is good once. A refresh whose
 * answer was lost or could not be stored leaves the old token, and the next call tries it: either it works, or the portal
 * refuses it and the link is removed. So there is one refresh a call at most, and none after the link has ended. Calls that
 * waited for a refresh that failed share its failure: each would else wait for as many time-outs as there are calls before it.
 */
export function createAccount<Failure>({ store, now, exchange }: AccountDeps<Failure>): Account<Failure> {
  let queue: Promise<unknown> = Promise.resolve();
  let calls = 0;
  /** The last failure of a refresh, and how many calls had come by its end. */
  let failed: { readonly fault: ExchangeFault<Failure>; readonly calls: number } | null = null;
  const inOrder = <T>(task: () => Promise<T>): Promise<T> => {
    const result = queue.then(task);
    queue = result.catch(() => {});
    return result;
  };

  async function renewed({ refresh, linkedAt, owner }: KeptTokens): Promise<AccountAccess<Failure>> {
    const answer = await exchange({ refresh });
    if (answer.ok) {
      const current = answer.value.owner ?? owner;
      if (owner && current !== owner) {
        // Defence in depth: the rights of somebody else must not come with a refresh.
        await store.remove();
        return { kind: 'ended' };
      }
      await store.save({ ...answer.value, owner: current, linkedAt });
      return { kind: 'open', token: answer.value.access, linkedAt };
    }
    if (answer.error.kind === 'ended') await store.remove();
    else failed = { fault: answer.error, calls };
    return answer.error;
  }

  return {
    access(spent) {
      calls += 1;
      const call = calls;
      return inOrder(async () => {
        const kept = await store.load();
        if (kept === null) return { kind: 'not linked' };
        // Another call may have renewed it while this one was at the portal.
        const isOpen = kept.access !== spent && now() < kept.expiresAt;
        if (isOpen) return { kind: 'open', token: kept.access, linkedAt: kept.linkedAt };
        return failed !== null && call <= failed.calls ? failed.fault : renewed(kept);
      });
    },
    link: (code) =>
      inOrder(async () => {
        const answer = await exchange({ code });
        if (!answer.ok) return answer.error;
        await store.save({ ...answer.value, linkedAt: now() });
        return null;
      }),
    linkedAt: () => inOrder(async () => (await store.load())?.linkedAt ?? null),
    unlink: () => inOrder(() => store.remove()),
  };
}
