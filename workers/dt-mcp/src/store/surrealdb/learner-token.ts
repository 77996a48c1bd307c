import { base64Url } from '@aisystant/oauth/secret';
import type { SurrealDbEnv } from './config.ts';

/** Lifetime of a token, ms. */
const LIFETIME_MS = 3_600_000;
/** A token is used until so long before its end: the clock of the database may be ahead. */
const MARGIN_MS = 600_000;
/** The clock of the database may be behind. */
const SKEW_S = 60;
/** Most tokens kept in an isolate. */
const LIMIT = 1_000;

const tokens = new Map<string, { readonly jwt: string; readonly untilMs: number }>();

/**
 * The token of a learner, which the database takes for that learner and nobody else (`DEFINE ACCESS learner`). It is made
 * here and kept: to sign in at the database costs ten times a query.
 */
export async function learnerToken(env: SurrealDbEnv, learner: string): Promise<string> {
  const { SURREALDB_NAMESPACE: ns, SURREALDB_DATABASE: db, SURREALDB_KEY: secret } = env;
  const key = JSON.stringify([ns, db, secret, learner]);
  // As the database measures it: time in a test may be another.
  const now = performance.timeOrigin + performance.now();
  const known = tokens.get(key);
  if (known && known.untilMs > now) return known.jwt;
  const iat = Math.floor(now / 1000);
  const claims = {
    iat,
    nbf: iat - SKEW_S,
    exp: iat + LIFETIME_MS / 1000,
    ns,
    db,
    ac: 'learner',
    id: `learner:⟨${learner}⟩`,
  };
  const jwt = await signed(claims, secret);
  if (tokens.size >= LIMIT) tokens.clear();
  tokens.set(key, { jwt, untilMs: now + LIFETIME_MS - MARGIN_MS });
  return jwt;
}

async function signed(claims: object, secret: string): Promise<string> {
  const encoder = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-512' };
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign']);
  const text = [{ alg: 'HS512', typ: 'JWT' }, claims]
    .map((part) => base64Url(encoder.encode(JSON.stringify(part))))
    .join('.');
  return `${text}.${base64Url(new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(text))))}`;
}
