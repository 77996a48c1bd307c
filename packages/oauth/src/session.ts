import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { keysUnder } from './kv-keys.ts';
import { randomSecret, sha256Base64Url } from './secret.ts';
import type { PageContext } from './sign-in-deps.ts';

const HOUR = 60 * 60;
const LONGEST = 12 * HOUR;
/** A visit is noted only when it is so much later than the last one, seconds. */
const STEP = 5 * 60;
/** The user id, so that a person's sessions can be found, and the secret. */
const COOKIE = /^([\w-]{43})\.([\w-]{43})$/;

/** Who is signed in to the account page of a server. */
export interface SessionPerson {
  readonly userId: string;
  /** Only where the server needs it. */
  readonly email?: string;
}

/** A signed-in browser. */
export interface Session extends SessionPerson {
  /** Tells the sessions of a person apart; no secret. */
  readonly id: string;
  /** Stands in every form of the session: another site cannot know it. */
  readonly csrf: string;
}

/**
 * What is kept of a session. It is written once: what is deleted cannot be brought back by a visit somewhere that has not
 * heard of it yet, so the last visit stands under a key of its own.
 */
interface StoredSession {
  /** Seconds since the epoch. */
  readonly started: number;
  readonly email?: string;
}

/** Signs a person in: a new cookie for this browser, a record by its hash. A session the browser had ends. */
export async function startSession(c: PageContext, serverName: string, person: SessionPerson): Promise<void> {
  await endSession(c, serverName);
  const { userId, ...known } = person;
  const secret = randomSecret();
  const id = await sha256Base64Url(secret);
  const started = secondsNow();
  const stored: StoredSession = { ...known, started };
  await noteVisit(c.env.OAUTH_KV, id, started);
  await c.env.OAUTH_KV.put(recordKey(userId, id), JSON.stringify(stored), { expiration: started + LONGEST });
  setCookie(c, cookieOf(serverName), `${userId}.${secret}`, { prefix: 'host', httpOnly: true, sameSite: 'Lax' });
}

/** The session of the browser, an hour longer; `null` after an hour without a visit or twelve hours in all. */
export async function currentSession(c: PageContext, serverName: string): Promise<Session | null> {
  const shown = cookieIn(c, serverName);
  if (!shown) return null;
  const { userId, secret } = shown;
  const kv = c.env.OAUTH_KV;
  const id = await sha256Base64Url(secret);
  const [stored, visited] = await Promise.all([
    kv.get<StoredSession>(recordKey(userId, id), 'json'),
    kv.get<number>(visitKey(id), 'json'),
  ]);
  const now = secondsNow();
  if (!stored || visited === null || visited + HOUR <= now) return null;
  const { started, ...known } = stored;
  if (started + LONGEST <= now) return null;
  if (now - visited >= STEP) await noteVisit(kv, id, now);
  return { ...known, userId, id, csrf: await sha256Base64Url(`csrf ${secret}`) };
}

/** Signs the browser out; the record goes first. */
export async function endSession(c: PageContext, serverName: string): Promise<void> {
  const shown = cookieIn(c, serverName);
  if (!shown) return;
  await remove(c.env.OAUTH_KV, shown.userId, await sha256Base64Url(shown.secret));
  deleteCookie(c, cookieOf(serverName), { prefix: 'host' });
}

/** Signs a person out of every browser, but for the session that stays, when one does. */
export async function endSessions(kv: KVNamespace, userId: string, staying?: string): Promise<void> {
  const prefix = recordKey(userId, '');
  const ids = (await keysUnder(kv, prefix)).map(({ name }) => name.slice(prefix.length));
  await Promise.all(ids.filter((id) => id !== staying).map((id) => remove(kv, userId, id)));
}

async function remove(kv: KVNamespace, userId: string, id: string): Promise<void> {
  await kv.delete(recordKey(userId, id));
  await kv.delete(visitKey(id));
}

/** Says nothing of whom: a visit that is noted a moment after its session has ended leaves nothing of the person. */
function noteVisit(kv: KVNamespace, id: string, at: number): Promise<void> {
  return kv.put(visitKey(id), String(at), { expirationTtl: HOUR });
}

function cookieIn(c: PageContext, serverName: string): { readonly userId: string; readonly secret: string } | null {
  const [, userId, secret] = COOKIE.exec(getCookie(c, cookieOf(serverName), 'host') ?? '') ?? [];
  return userId !== undefined && secret !== undefined ? { userId, secret } : null;
}

/** The name of the server keeps local servers apart: ports do not divide the cookies of `localhost`. */
const cookieOf = (serverName: string) => `${serverName}-session`;
const recordKey = (userId: string, id: string) => `session:${userId}:${id}`;
const visitKey = (id: string) => `visit:${id}`;
const secondsNow = () => Math.floor(Date.now() / 1000);
