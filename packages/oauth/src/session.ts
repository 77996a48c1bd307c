import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { PageContext } from './parts.ts';
import { digestOf, newSecret } from './secret.ts';

const HOUR = 60 * 60;
const LONGEST = 12 * HOUR;
/** A session is written anew only when that moves its end by so much, seconds. */
const STEP = 5 * 60;

/** Who is signed in to the account page of a server. */
export interface SessionPerson {
  readonly userId: string;
  /** Only where the server needs it. */
  readonly email?: string;
}

/** A signed-in browser. */
export interface Session extends SessionPerson {
  /** Stands in every form of the session: another site cannot know it. */
  readonly csrf: string;
}

interface StoredSession extends SessionPerson {
  /** Seconds since the epoch. */
  readonly started: number;
  /** Seconds since the epoch. */
  readonly expires: number;
}

/** Signs a person in: a new cookie for this browser, a record by its hash. A session the browser had ends. */
export async function startSession(c: PageContext, serverName: string, person: SessionPerson): Promise<void> {
  await endSession(c, serverName);
  const secret = newSecret();
  const started = secondsNow();
  await put(c.env.OAUTH_KV, await keyOf(secret), { ...person, started, expires: started + HOUR });
  setCookie(c, cookieOf(serverName), secret, { prefix: 'host', httpOnly: true, sameSite: 'Lax' });
}

/** The session of the browser, an hour longer; `null` after an hour without a visit or twelve hours in all. */
export async function currentSession(c: PageContext, serverName: string): Promise<Session | null> {
  const secret = getCookie(c, cookieOf(serverName), 'host');
  if (!secret) return null;
  const key = await keyOf(secret);
  const stored = await c.env.OAUTH_KV.get<StoredSession>(key, 'json');
  const now = secondsNow();
  if (!stored || stored.expires <= now) return null;
  const { started, expires, ...person } = stored;
  const longer = Math.min(now + HOUR, started + LONGEST);
  if (longer - expires >= STEP) await put(c.env.OAUTH_KV, key, { ...stored, expires: longer });
  return { ...person, csrf: await digestOf(`csrf ${secret}`) };
}

/** Signs the browser out; the record goes first. */
export async function endSession(c: PageContext, serverName: string): Promise<void> {
  const secret = getCookie(c, cookieOf(serverName), 'host');
  if (!secret) return;
  await c.env.OAUTH_KV.delete(await keyOf(secret));
  deleteCookie(c, cookieOf(serverName), { prefix: 'host' });
}

function put(kv: KVNamespace, key: string, session: StoredSession): Promise<void> {
  return kv.put(key, JSON.stringify(session), { expiration: session.expires });
}

/** The name of the server keeps local servers apart: ports do not divide the cookies of `localhost`. */
const cookieOf = (serverName: string) => `${serverName}-session`;
const keyOf = async (secret: string) => `session:${await digestOf(secret)}`;
const secondsNow = () => Math.floor(Date.now() / 1000);
