import { isWellFormed, newPersonalToken } from './personal-token.ts';
import { digestOf } from './secret.ts';

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

/** Makes a token. The id comes with the draft, so that a form sent twice makes one token. */
export async function makePersonalToken(
  kv: KVNamespace,
  serverName: string,
  { days, ...draft }: TokenDraft,
  owner: TokenOwner,
): Promise<Made> {
  const known = await indexOf(kv, owner.userId);
  if (known.has(draft.id)) return { refused: 'repeated' };
  if (known.size >= MAX_TOKENS) return { refused: 'full' };
  const created = Math.floor(Date.now() / 1000);
  const facts: PersonalToken = { ...draft, created, expires: created + days * DAY };
  const token = await newPersonalToken(serverName);
  const hash = await digestOf(token);
  const stored: StoredToken = { ...facts, ...owner };
  const { expires: expiration } = facts;
  // Should the second fail, a token is left that nobody has seen and nobody can use.
  await kv.put(tokenKey(hash), JSON.stringify(stored), { expiration });
  await kv.put(indexKey(owner.userId, facts.id), '', { metadata: { hash }, expiration });
  return { token, facts };
}

/** The tokens of a person that work, newest first. */
export async function personalTokensOf(kv: KVNamespace, userId: string): Promise<PersonalToken[]> {
  const index = await indexOf(kv, userId);
  const found = await Promise.all([...index.values()].map((hash) => storedUnder(kv, hash)));
  return found
    .filter((stored) => stored !== null)
    .map(({ id, name, scopes, created, expires }) => ({ id, name, scopes, created, expires }))
    .sort((a, b) => b.created - a.created);
}

/** Ends a token of this person. Whether there was one. */
export async function revokePersonalToken(kv: KVNamespace, userId: string, id: string): Promise<boolean> {
  const hash = (await indexOf(kv, userId)).get(id);
  if (hash === undefined) return false;
  // Access ends first: were the index gone alone, nobody could find the token any more.
  await kv.delete(tokenKey(hash));
  await kv.delete(indexKey(userId, id));
  return true;
}

/** The record of a presented token; `null` for one that is malformed, unknown, revoked or expired. */
export async function findPersonalToken(
  kv: KVNamespace,
  serverName: string,
  token: string,
): Promise<StoredToken | null> {
  if (!(await isWellFormed(serverName, token))) return null;
  return storedUnder(kv, await digestOf(token));
}

/** KV forgets an expired record late, so its term is looked at too. */
async function storedUnder(kv: KVNamespace, hash: string): Promise<StoredToken | null> {
  const stored = await kv.get<StoredToken>(tokenKey(hash), 'json');
  return stored && stored.expires > Date.now() / 1000 ? stored : null;
}

/** The hashes of a person's tokens by id. They stand in the metadata of the keys: one listing gives all. */
async function indexOf(kv: KVNamespace, userId: string): Promise<ReadonlyMap<string, string>> {
  const prefix = indexKey(userId, '');
  const { keys } = await kv.list<{ hash: string }>({ prefix });
  return new Map(keys.map(({ name, metadata }) => [name.slice(prefix.length), metadata?.hash ?? '']));
}

const tokenKey = (hash: string) => `pat:${hash}`;
const indexKey = (userId: string, id: string) => `pats:${userId}:${id}`;
