import { keysUnder } from './kv-keys.ts';
import { isWellFormed, newPersonalToken } from './personal-token.ts';
import { sha256Base64Url } from './secret.ts';

const DAY = 24 * 60 * 60;

/** The most personal tokens one person has at one server. */
export const MAX_TOKENS = 20;
/** How long a token may live, days. */
export const TERMS = [7, 30, 90, 365] as const;

/** A personal token as its owner sees it: everything but the token. */
export interface PersonalToken {
  /** 16 letters and digits. */
  readonly id: string;
  /** What the owner calls it, at most 60 characters. */
  readonly name: string;
  readonly scopes: readonly string[];
  /** Seconds since the epoch. */
  readonly created: number;
  /** Seconds since the epoch. */
  readonly expires: number;
}

/** A token that is being made. */
export interface TokenDraft {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly days: (typeof TERMS)[number];
}

/** For whom and where a token is valid. */
export interface TokenOwner {
  readonly userId: string;
  /** Only where the server needs it. */
  readonly email?: string;
  /** The one resource that takes the token. */
  readonly resource: string;
}

/** What storage keeps under the hash of a token. */
export interface StoredToken extends PersonalToken, TokenOwner {}

/** What came of making a token; it is shown to its owner once and exists nowhere else. */
export type Made =
  | { readonly token: string; readonly facts: PersonalToken }
  | { readonly refused: 'repeated' | 'full' };

/** An entry of a person's index. The hash stands in its key, so that no token can hide behind another. */
interface Entry {
  readonly id: string;
  readonly hash: string;
  /** Seconds since the epoch. */
  readonly created: number;
}

/** Makes a token. The id comes with the draft, so that a form sent twice makes one token. */
export async function makePersonalToken(
  kv: KVNamespace,
  serverName: string,
  { days, ...draft }: TokenDraft,
  owner: TokenOwner,
): Promise<Made> {
  const refused = refusalOf(draft.id, await indexOf(kv, owner.userId));
  if (refused) return { refused };
  const created = Math.floor(Date.now() / 1000);
  const facts: PersonalToken = { ...draft, created, expires: created + days * DAY };
  const token = await newPersonalToken(serverName);
  const entry: Entry = { id: facts.id, hash: await sha256Base64Url(token), created };
  await store(kv, entry, { ...facts, ...owner });
  // Forms that are sent at the same moment do not see each other above. The first of them stays.
  const earlier = (await indexOf(kv, owner.userId)).filter((other) => isEarlier(other, entry));
  const late = refusalOf(draft.id, earlier);
  if (!late) return { token, facts };
  await remove(kv, owner.userId, entry);
  return { refused: late };
}

/** The tokens of a person that work, newest first. */
export async function personalTokensOf(kv: KVNamespace, userId: string): Promise<PersonalToken[]> {
  const index = await indexOf(kv, userId);
  const found = await Promise.all(index.map(({ hash }) => storedUnder(kv, hash)));
  return found
    .filter((stored) => stored !== null)
    .map(({ id, name, scopes, created, expires }) => ({ id, name, scopes, created, expires }))
    .sort((a, b) => b.created - a.created);
}

/** Ends a token of this person, and all of that id should there be several. Whether there was one. */
export async function revokePersonalToken(kv: KVNamespace, userId: string, id: string): Promise<boolean> {
  const named = (await indexOf(kv, userId)).filter((entry) => entry.id === id);
  await Promise.all(named.map((entry) => remove(kv, userId, entry)));
  return named.length > 0;
}

/** Ends every token of a person. */
export async function endPersonalTokens(kv: KVNamespace, userId: string): Promise<void> {
  const all = await indexOf(kv, userId);
  await Promise.all(all.map((entry) => remove(kv, userId, entry)));
}

/** A token that was shown, with what is kept of it. */
export interface FoundToken extends StoredToken {
  /** Key of the entry by which its owner finds it; gone when the token was ended. */
  readonly entry: string;
}

/** The record of a presented token; `null` for one that is malformed, unknown, revoked or expired. */
export async function findPersonalToken(
  kv: KVNamespace,
  serverName: string,
  token: string,
): Promise<FoundToken | null> {
  if (!(await isWellFormed(serverName, token))) return null;
  const hash = await sha256Base64Url(token);
  const stored = await storedUnder(kv, hash);
  return stored && { ...stored, entry: entryKey(stored.userId, { id: stored.id, hash }) };
}

/** KV forgets an expired record late, so its term is looked at too. */
async function storedUnder(kv: KVNamespace, hash: string): Promise<StoredToken | null> {
  const stored = await kv.get<StoredToken>(tokenKey(hash), 'json');
  return stored && stored.expires > Date.now() / 1000 ? stored : null;
}

function refusalOf(id: string, others: readonly Entry[]): 'repeated' | 'full' | null {
  if (others.some((other) => other.id === id)) return 'repeated';
  return others.length >= MAX_TOKENS ? 'full' : null;
}

function isEarlier(one: Entry, other: Entry): boolean {
  return one.created < other.created || (one.created === other.created && one.hash < other.hash);
}

/** Keeps a token and its entry, or neither: without an entry it could not be found when its owner is to be forgotten. */
async function store(kv: KVNamespace, entry: Entry, token: StoredToken): Promise<void> {
  const { expires: expiration } = token;
  await kv.put(tokenKey(entry.hash), JSON.stringify(token), { expiration });
  try {
    await kv.put(entryKey(token.userId, entry), '', { metadata: { created: entry.created }, expiration });
  } catch (error) {
    await kv.delete(tokenKey(entry.hash));
    throw error;
  }
}

/** Access ends first: were the entry gone alone, nobody could find the token any more. */
async function remove(kv: KVNamespace, userId: string, entry: Entry): Promise<void> {
  await kv.delete(tokenKey(entry.hash));
  await kv.delete(entryKey(userId, entry));
}

/** The entries of a person. All of one stands in its key and the metadata: one listing gives all. */
async function indexOf(kv: KVNamespace, userId: string): Promise<Entry[]> {
  const prefix = indexPrefix(userId);
  const keys = await keysUnder<{ created: number }>(kv, prefix);
  return keys.map(({ name, metadata }) => {
    const [id = '', hash = ''] = name.slice(prefix.length).split(':');
    return { id, hash, created: metadata?.created ?? 0 };
  });
}

const tokenKey = (hash: string) => `pat:${hash}`;
const indexPrefix = (userId: string) => `pats:${userId}:`;
const entryKey = (userId: string, { id, hash }: Pick<Entry, 'id' | 'hash'>) => `${indexPrefix(userId)}${id}:${hash}`;
