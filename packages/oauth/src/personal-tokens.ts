import { listKeys, userKeyPrefix } from './kv-keys.ts';
import { isWellFormed, newPersonalToken, type TokenServer } from './personal-token.ts';
import type { KnownPerson } from './principal.ts';
import { err, ok, type Result } from './result.ts';
import { sha256Base64Url } from './secret.ts';

const DAY = 24 * 60 * 60;

/** The most personal tokens a person may have at one server. */
export const MAX_TOKENS = 20;
/** Most characters of a token's name. */
export const MAX_NAME_LENGTH = 60;
/** The lifetimes a person may choose from, days. */
export const LIFETIMES_DAYS = [7, 30, 90, 365] as const;

/** A connected app that made a token. */
export interface TokenConnection {
  /** Id of the grant. */
  readonly id: string;
  /** Name of the app, as the consent page showed it. */
  readonly client: string;
}

/** A personal token as its owner sees it, without the secret. */
export interface PersonalToken {
  /** 16 characters of base64url. */
  readonly id: string;
  /** Chosen by the owner, at most {@link MAX_NAME_LENGTH} characters. */
  readonly name: string;
  readonly scopes: readonly string[];
  /** Seconds since the epoch. */
  readonly created: number;
  /** Seconds since the epoch. */
  readonly expires: number;
  /** The connection of the app that made it for the person; revoking that revokes it. Absent when the person made it. */
  readonly connection?: TokenConnection;
}

/** A request for a personal token. The id comes from the form, which makes the request idempotent. */
export interface PersonalTokenRequest extends Pick<PersonalToken, 'id' | 'name' | 'scopes'> {
  /** Lifetime, also in parts of a day; at least an hour, since a shorter one may end before it is used. */
  readonly days: number;
}

/** The owner and the audience of a token. */
export interface TokenOwner extends KnownPerson {
  /** The only resource that accepts the token (RFC 8707). */
  readonly resource: string;
  /** As in {@link PersonalToken}. */
  readonly connection?: TokenConnection;
  /** Time of the consent that the token continues, epoch ms. Default: its owner makes it now. */
  readonly consentedAtMs?: number;
}

/** The record stored under the hash of a token. */
export interface StoredToken extends PersonalToken, TokenOwner {}

/** A token that was just issued. Its plain text is not stored and can be shown only now. */
export interface IssuedToken {
  readonly token: string;
  readonly facts: PersonalToken;
}

type Refusal = 'repeated' | 'full';

/** An entry of a person's token index. */
interface IndexEntry {
  readonly id: string;
  /** SHA-256 of the token. It is part of the key, so that two tokens with one id are both indexed. */
  readonly hash: string;
  /** Seconds since the epoch. */
  readonly created: number;
}

/** Issues a token. `repeated`: the id exists already; `full`: the person has {@link MAX_TOKENS} tokens. */
export async function issuePersonalToken(
  kv: KVNamespace,
  server: TokenServer,
  { days, ...request }: PersonalTokenRequest,
  owner: TokenOwner,
): Promise<Result<IssuedToken, Refusal>> {
  const refused = refusalOf(request.id, await readIndex(kv, owner.userId));
  if (refused) return err(refused);
  const nowMs = Date.now();
  const created = Math.floor(nowMs / 1000);
  const facts: PersonalToken = { ...request, created, expires: created + Math.floor(days * DAY) };
  const token = await newPersonalToken(server);
  const entry: IndexEntry = { id: facts.id, hash: await sha256Base64Url(token), created };
  await writeToken(kv, entry, { ...facts, consentedAtMs: nowMs, ...owner });
  // Concurrent requests may all pass the first check, so check again: the earliest of them keep their tokens.
  const earlier = (await readIndex(kv, owner.userId)).filter((other) => isEarlier(other, entry));
  const refusedLate = refusalOf(request.id, earlier);
  if (!refusedLate) return ok({ token, facts });
  await deleteToken(kv, owner.userId, entry);
  return err(refusedLate);
}

/** Lists a person's valid tokens, newest first. */
export async function listPersonalTokens(kv: KVNamespace, userId: string): Promise<PersonalToken[]> {
  const index = await readIndex(kv, userId);
  const tokens = await Promise.all(index.map(({ hash }) => readToken(kv, hash)));
  return tokens
    .filter((token) => token !== null)
    .map(({ id, name, scopes, created, expires, connection }) => ({
      id,
      name,
      scopes,
      created,
      expires,
      ...(connection !== undefined && { connection }),
    }))
    .sort((a, b) => b.created - a.created);
}

/** Revokes every token of the person with this id; whether there was one. */
export async function revokePersonalToken(kv: KVNamespace, userId: string, id: string): Promise<boolean> {
  const entries = (await readIndex(kv, userId)).filter((entry) => entry.id === id);
  await Promise.all(entries.map((entry) => deleteToken(kv, userId, entry)));
  return entries.length > 0;
}

/** Revokes the tokens that apps made for a person over these connections. */
export async function revokeTokensOf(
  kv: KVNamespace,
  userId: string,
  connectionIds: ReadonlySet<string>,
): Promise<void> {
  const index = await readIndex(kv, userId);
  const tokens = await Promise.all(index.map(({ hash }) => readToken(kv, hash)));
  const made = index.filter((_, n) => connectionIds.has(tokens[n]?.connection?.id ?? ''));
  await Promise.all(made.map((entry) => deleteToken(kv, userId, entry)));
}

/** Revokes all tokens of a person. */
export async function revokePersonalTokens(kv: KVNamespace, userId: string): Promise<void> {
  const entries = await readIndex(kv, userId);
  await Promise.all(entries.map((entry) => deleteToken(kv, userId, entry)));
}

/** Finds the record of a valid token, and the key of its index entry. */
export async function findPersonalToken(
  kv: KVNamespace,
  server: TokenServer,
  token: string,
): Promise<(StoredToken & { readonly indexKey: string }) | null> {
  if (!(await isWellFormed(server, token))) return null;
  const hash = await sha256Base64Url(token);
  const stored = await readToken(kv, hash);
  return stored && { ...stored, indexKey: entryKey(stored.userId, { id: stored.id, hash }) };
}

/** Checks the expiry too: KV deletes expired keys late. */
async function readToken(kv: KVNamespace, hash: string): Promise<StoredToken | null> {
  const stored = await kv.get<StoredToken>(tokenKey(hash), 'json');
  return stored && stored.expires > Date.now() / 1000 ? stored : null;
}

function refusalOf(id: string, others: readonly IndexEntry[]): Refusal | null {
  if (others.some((other) => other.id === id)) return 'repeated';
  return others.length >= MAX_TOKENS ? 'full' : null;
}

function isEarlier(one: IndexEntry, other: IndexEntry): boolean {
  return one.created < other.created || (one.created === other.created && one.hash < other.hash);
}

/** Writes a token and its index entry, or neither: a token without an entry could not be listed or erased. */
async function writeToken(kv: KVNamespace, entry: IndexEntry, token: StoredToken): Promise<void> {
  const { expires: expiration } = token;
  await kv.put(tokenKey(entry.hash), JSON.stringify(token), { expiration });
  try {
    await kv.put(entryKey(token.userId, entry), '', { metadata: { created: entry.created }, expiration });
  } catch (error) {
    await kv.delete(tokenKey(entry.hash));
    throw error;
  }
}

/** Deletes the token before its index entry: after a failure in between it can still be found and deleted. */
async function deleteToken(kv: KVNamespace, userId: string, entry: IndexEntry): Promise<void> {
  await kv.delete(tokenKey(entry.hash));
  await kv.delete(entryKey(userId, entry));
}

/** Reads all entries of a person by listing alone: key and metadata hold the whole entry. */
async function readIndex(kv: KVNamespace, userId: string): Promise<IndexEntry[]> {
  const prefix = indexPrefix(userId);
  const keys = await listKeys<{ created: number }>(kv, prefix);
  return keys.map(({ name, metadata }) => {
    const [id = '', hash = ''] = name.slice(prefix.length).split(':');
    return { id, hash, created: metadata?.created ?? 0 };
  });
}

const tokenKey = (hash: string) => `pat:${hash}`;
const indexPrefix = (userId: string) => userKeyPrefix('pats', userId);
const entryKey = (userId: string, { id, hash }: Pick<IndexEntry, 'id' | 'hash'>) =>
  `${indexPrefix(userId)}${id}:${hash}`;
