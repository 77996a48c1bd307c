import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { listKeys, userKeyPrefix } from './kv-keys.ts';
import type { SessionPerson } from './principal.ts';
import { randomSecret, sha256Base64Url } from './secret.ts';
import type { PageContext } from './sign-in-deps.ts';

const IDLE_TIMEOUT = 60 * 60;
const ABSOLUTE_TIMEOUT = 12 * 60 * 60;
/** The shortest time between two writes of last-seen, seconds. */
const LAST_SEEN_STEP = 5 * 60;
/** `userId.secret`: with the user id in the key, all sessions of a person can be listed. */
const COOKIE = /^([\w-]{43})\.([\w-]{43})$/;

/** The session of a browser. */
export interface Session extends SessionPerson {
  /** Hash of the session secret. */
  readonly id: string;
  /** CSRF token of the session's forms. */
  readonly csrf: string;
}

/**
 * The stored session, written once. KV is eventually consistent: rewriting the record on each request could restore a
 * deleted session, so last-seen has its own key.
 */
interface StoredSession extends Omit<SessionPerson, 'userId'> {
  /** Seconds since the epoch. */
  readonly started: number;
}

/** Starts a session with a new cookie, and ends the previous session of the browser. */
export async function startSession(c: PageContext, serverName: string, person: SessionPerson): Promise<void> {
  await endSession(c, serverName);
  const { userId, ...rest } = person;
  const secret = randomSecret();
  const id = await sha256Base64Url(secret);
  const started = secondsNow();
  const stored: StoredSession = { ...rest, started };
  await writeLastSeen(c.env.OAUTH_KV, id, started);
  await c.env.OAUTH_KV.put(sessionKey(userId, id), JSON.stringify(stored), { expiration: started + ABSOLUTE_TIMEOUT });
  setCookie(c, cookieName(serverName), `${userId}.${secret}`, { prefix: 'host', httpOnly: true, sameSite: 'Lax' });
}

/** The session of the browser, or `null`. It ends after an hour without a request, or after twelve hours. */
export async function currentSession(c: PageContext, serverName: string): Promise<Session | null> {
  const cookie = readCookie(c, serverName);
  if (!cookie) return null;
  const { userId, secret } = cookie;
  const kv = c.env.OAUTH_KV;
  const id = await sha256Base64Url(secret);
  const [stored, lastSeen] = await Promise.all([
    kv.get<StoredSession>(sessionKey(userId, id), 'json'),
    kv.get<number>(lastSeenKey(id), 'json'),
  ]);
  const now = secondsNow();
  // KV deletes expired keys late.
  if (!stored || lastSeen === null || lastSeen + IDLE_TIMEOUT <= now) return null;
  const { started, ...rest } = stored;
  if (started + ABSOLUTE_TIMEOUT <= now) return null;
  if (now - lastSeen >= LAST_SEEN_STEP) await writeLastSeen(kv, id, now);
  return { ...rest, userId, id, csrf: await sha256Base64Url(`csrf ${secret}`) };
}

/** Ends the session of the browser. */
export async function endSession(c: PageContext, serverName: string): Promise<void> {
  const cookie = readCookie(c, serverName);
  if (!cookie) return;
  await deleteSession(c.env.OAUTH_KV, cookie.userId, await sha256Base64Url(cookie.secret));
  deleteCookie(c, cookieName(serverName), { prefix: 'host' });
}

/** Ends all sessions of a person, except one if given. */
export async function endAllSessions(kv: KVNamespace, userId: string, exceptId?: string): Promise<void> {
  const prefix = sessionKey(userId, '');
  const ids = (await listKeys(kv, prefix)).map(({ name }) => name.slice(prefix.length));
  await Promise.all(ids.filter((id) => id !== exceptId).map((id) => deleteSession(kv, userId, id)));
}

async function deleteSession(kv: KVNamespace, userId: string, id: string): Promise<void> {
  await kv.delete(sessionKey(userId, id));
  await kv.delete(lastSeenKey(id));
}

/** Stores no user id: a write that races with the deletion of the user must leave no personal data. */
function writeLastSeen(kv: KVNamespace, id: string, at: number): Promise<void> {
  return kv.put(lastSeenKey(id), String(at), { expirationTtl: IDLE_TIMEOUT });
}

function readCookie(c: PageContext, serverName: string): { readonly userId: string; readonly secret: string } | null {
  const [, userId, secret] = COOKIE.exec(getCookie(c, cookieName(serverName), 'host') ?? '') ?? [];
  return userId !== undefined && secret !== undefined ? { userId, secret } : null;
}

/** Cookies ignore the port, so the name separates local servers on `localhost`. */
const cookieName = (serverName: string) => `${serverName}-session`;
const sessionKey = (userId: string, id: string) => `${userKeyPrefix('session', userId)}${id}`;
const lastSeenKey = (id: string) => `visit:${id}`;
const secondsNow = () => Math.floor(Date.now() / 1000);
