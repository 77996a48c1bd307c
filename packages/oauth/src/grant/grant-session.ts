import { sha256Base64Url, timingSafeEqual } from '../secret.ts';
import { seal, unseal } from './seal.ts';
import { requestKey, spentToken, type TokenRequest, withToken } from './token-request.ts';

/** How long a spent code or refresh token gives the same answer again, and a lost race is no theft. */
export const REUSE_WINDOW_MS = 10 * 60_000;

/**
 * Answers that are kept within the window. What fell out of them is answered as another request with a spent token is: with
 * another access token.
 */
const MOST_ANSWERS = 50;

/** The storage of one grant; `get` and `put` as in a Durable Object. */
export interface GrantStorage {
  get<T>(key: string): Promise<T | undefined>;
  put<T>(key: string, value: T): Promise<void>;
  delete(key: string): Promise<boolean>;
}

/** What a grant works with. */
export interface GrantDeps {
  readonly storage: GrantStorage;
  /** The library's token endpoint. */
  exchange(request: TokenRequest): Promise<Response>;
  now(): number;
}

/**
 * A code or refresh token that was exchanged. Kept while the grant lives: without its record a token that is presented again
 * looks like an unknown one, whose theft ends nothing, and the holder of an old token could not revoke the newest.
 */
interface Spent {
  readonly atMs: number;
  /** The refresh token that it gave, sealed with the spent one; null when the client has no refresh grant. */
  readonly successor: Uint8Array | null;
  /** Hash of the PKCE verifier of a code. */
  readonly verifier: string | null;
}

/** Where an answer is stored, and since when. */
interface KeptAnswer {
  readonly key: string;
  readonly atMs: number;
}

/** The part of a token response that matters here. */
interface TokenBody {
  readonly refresh_token?: string;
}

/**
 * Answers a token request of one grant. Requests must come one at a time. The same request gets the same answer within
 * the reuse window; another request with a spent token gets an access token beside the family's newest refresh token, so
 * that no honest holder is signed out; a token spent longer ago ends the family, as it may be stolen (RFC 9700 §4.14.2).
 */
export async function answerTokenRequest(request: TokenRequest, deps: GrantDeps): Promise<Response> {
  const { storage, now } = deps;
  const token = spentToken(request);
  const revokes = !request.form.has('grant_type');
  if (token === null) return deps.exchange(request);
  if (await storage.get<boolean>('revoked')) return revokes ? deps.exchange(request) : invalidGrant();
  if (revokes) return revokeToken(request, token, deps);
  const spent = await storage.get<Spent>(await keyOf('spent', token));
  if (!spent) return spend(request, token, deps);
  if (now() - spent.atMs >= REUSE_WINDOW_MS) {
    await storage.put('revoked', true);
    return invalidGrant();
  }
  const answer = await storage.get<Uint8Array>(await answerKey(request, storage));
  if (answer && !request.form.has('client_assertion')) return tokenResponse(await unseal(answer, token));
  return (await provesCode(request, spent)) ? answerAgain(request, token, deps) : invalidGrant();
}

/** Exchanges a token that is presented for the first time. */
async function spend(request: TokenRequest, token: string, deps: GrantDeps): Promise<Response> {
  const { storage, exchange, now } = deps;
  const response = await exchange(withToken(request, await libraryToken(token, storage)));
  if (!response.ok) return response;
  const body = await response.text();
  const { refresh_token: next } = JSON.parse(body) as TokenBody;
  const verifier = request.form.get('code_verifier');
  await storage.put<Spent>(await keyOf('spent', token), {
    atMs: now(),
    successor: next === undefined ? null : await seal(next, token),
    verifier: verifier === null ? null : await sha256Base64Url(verifier),
  });
  // The other name of a spent token leads nowhere.
  await storage.delete(await keyOf('alias', token));
  await keepAnswer(request, body, token, deps);
  return tokenResponse(body);
}

/** Stores the answer to a request for the reuse window, and deletes those whose window is over. */
async function keepAnswer(
  request: TokenRequest,
  body: string,
  token: string,
  { storage, now }: GrantDeps,
): Promise<void> {
  const answer: KeptAnswer = { key: await answerKey(request, storage), atMs: now() };
  await storage.put(answer.key, await seal(body, token));
  const before = (await storage.get<readonly KeptAnswer[]>('answers')) ?? [];
  const all = [...before.filter(({ key }) => key !== answer.key), answer];
  const kept = all.filter(({ atMs }) => answer.atMs - atMs < REUSE_WINDOW_MS).slice(-MOST_ANSWERS);
  for (const each of all) if (!kept.includes(each)) await storage.delete(each.key);
  await storage.put('answers', kept);
}

/**
 * Answers a spent token from the newest one of its family. The library rotates that one, but its holders keep it: it is
 * stored as another name of the library's token, and is not spent until a client presents it.
 */
async function answerAgain(request: TokenRequest, token: string, deps: GrantDeps): Promise<Response> {
  const { storage, exchange } = deps;
  const newest = await newestToken(token, storage);
  if (newest === null) return invalidGrant();
  const response = await exchange(asRefresh(request, await libraryToken(newest, storage)));
  if (!response.ok) return response;
  const issued = (await response.json()) as TokenBody;
  if (issued.refresh_token !== undefined) {
    await storage.put(await keyOf('alias', newest), await seal(issued.refresh_token, newest));
  }
  const body = JSON.stringify({ ...issued, refresh_token: newest });
  await keepAnswer(request, body, token, deps);
  return tokenResponse(body);
}

/** Follows the chain of successors from a spent token to the one that is not spent; null when it gave none. */
async function newestToken(token: string, storage: GrantStorage): Promise<string | null> {
  const spent = await storage.get<Spent>(await keyOf('spent', token));
  if (!spent) return token;
  return spent.successor === null ? null : newestToken(await unseal(spent.successor, token), storage);
}

/** The token that the library knows a client's token by. */
async function libraryToken(token: string, storage: GrantStorage): Promise<string> {
  const alias = await storage.get<Uint8Array>(await keyOf('alias', token));
  return alias ? unseal(alias, token) : token;
}

/** A repeated code must come with its PKCE verifier: a refresh, which answers it, would not ask for one. */
async function provesCode({ form }: TokenRequest, { verifier }: Spent): Promise<boolean> {
  if (verifier === null) return form.get('grant_type') === 'refresh_token';
  return timingSafeEqual(await sha256Base64Url(form.get('code_verifier') ?? ''), verifier);
}

/**
 * Revokes a token. A holder of an earlier one may revoke too (RFC 7009): the library knows only the newest ones. The
 * answers so far may contain the revoked access token, so they are not given again.
 */
async function revokeToken(request: TokenRequest, token: string, { storage, exchange }: GrantDeps): Promise<Response> {
  const newest = (await newestToken(token, storage)) ?? token;
  const response = await exchange(withToken(request, await libraryToken(newest, storage)));
  if (await hasAnswered(storage)) await storage.put('revocations', (await revocations(storage)) + 1);
  return response;
}

/** Whether a code or token of this grant was ever exchanged. */
export async function hasAnswered(storage: GrantStorage): Promise<boolean> {
  return (await storage.get('answers')) !== undefined;
}

/** Where the answer to a request is stored until the next revocation. */
async function answerKey(request: TokenRequest, storage: GrantStorage): Promise<string> {
  const count = await revocations(storage);
  return `answer:${count === 0 ? '' : `${count}:`}${await requestKey(request)}`;
}

async function revocations(storage: GrantStorage): Promise<number> {
  return (await storage.get<number>('revocations')) ?? 0;
}

/** The same request as a refresh. */
function asRefresh({ form: before, authorization }: TokenRequest, token: string): TokenRequest {
  const form = new URLSearchParams(before);
  for (const field of ['code', 'code_verifier', 'redirect_uri']) form.delete(field);
  form.set('grant_type', 'refresh_token');
  form.set('refresh_token', token);
  return { form, authorization };
}

async function keyOf(kind: 'spent' | 'alias', token: string): Promise<string> {
  return `${kind}:${await sha256Base64Url(`${kind}\n${token}`)}`;
}

function tokenResponse(body: string): Response {
  return new Response(body, { headers: { 'content-type': 'application/json', 'cache-control': 'no-store' } });
}

function invalidGrant(): Response {
  const body = { error: 'invalid_grant', error_description: 'The code or token is no longer valid; sign in again.' };
  return Response.json(body, { status: 400, headers: { 'cache-control': 'no-store' } });
}
