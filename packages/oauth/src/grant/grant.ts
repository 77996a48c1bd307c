import { createAuthorizationServer, TOKEN_PATH } from '../authorization-server.ts';
import { readConfig, type SignInEnv } from '../config.ts';
import { consoleLog, type Log } from '../log.ts';
import { revokeTokensOf } from '../personal-tokens.ts';
import { grantKv } from './grant-kv.ts';
import { answerTokenRequest, type GrantStorage, hasAnswered } from './grant-session.ts';
import { grantNameOf, spentToken, type TokenRequest } from './token-request.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A day longer than a grant lives without a refresh. */
const LIFETIME_MS = 31 * DAY_MS;
/** A day longer than a personal token lives: one that was made over a grant asks whether that was ended. */
const REVOKED_LIFETIME_MS = 367 * DAY_MS;

/** The storage of a Durable Object, as far as a grant uses it. */
export interface GrantObjectStorage extends GrantStorage {
  deleteAll(): Promise<void>;
  setAlarm(atMs: number): Promise<void>;
}

/** One grant of one user. */
export interface Grant {
  fetch(request: Request): Promise<Response>;
  revoke(): Promise<void>;
  isRevoked(): Promise<boolean>;
}

/** Creates a grant over its storage; its requests are answered in the order in which they come. */
export function createGrant(env: SignInEnv, storage: GrantObjectStorage, log: Log = consoleLog): Grant {
  let queue: Promise<unknown> = Promise.resolve();
  const inOrder = <T>(task: () => Promise<T>): Promise<T> => {
    const result = queue.then(task);
    queue = result.catch(() => {});
    return result;
  };
  return {
    fetch: (request) => inOrder(() => answer(request, env, storage, log)),
    revoke: () =>
      inOrder(async () => {
        await storage.deleteAll();
        await storage.put('revoked', true);
        await storage.setAlarm(Date.now() + REVOKED_LIFETIME_MS);
      }),
    isRevoked: () => inOrder(async () => (await storage.get<boolean>('revoked')) === true),
  };
}

async function answer(
  incoming: Request,
  bindings: SignInEnv,
  storage: GrantObjectStorage,
  writeLog: Log,
): Promise<Response> {
  const request = {
    form: new URLSearchParams(await incoming.text()),
    authorization: incoming.headers.get('authorization'),
  };
  const name = grantNameOf(spentToken(request) ?? '') ?? '';
  const { kv, commit } = grantKv(bindings.OAUTH_KV, storage, `grant:${name}`);
  const env = { ...bindings, OAUTH_KV: kv };
  const requestId = incoming.headers.get('x-request-id') ?? '';
  const log: Log = (line) => writeLog(requestId === '' ? line : { ...line, requestId });
  // The name of a server is its client id at the identity provider.
  const config = readConfig(env);
  const issuer = incoming.headers.get('x-issuer') ?? config.issuer;
  const library = createAuthorizationServer({ ...config, issuer }, env.IDENTITY_CLIENT_ID, [], log);
  try {
    return await answerTokenRequest(request, {
      storage,
      async exchange(exchanged) {
        const response = await library.fetch(libraryRequest(exchanged, incoming), env, {} as ExecutionContext);
        if (response.ok) await commit();
        return response;
      },
      now: () => Date.now(),
    });
  } finally {
    await keepGrant(storage, async () => {
      const [userId = '', grantId = ''] = name.split(':');
      await library.getOAuthApi(env).revokeGrant(grantId, userId);
      await revokeTokensOf(bindings.OAUTH_KV, userId, new Set([grantId]));
    });
  }
}

/**
 * Keeps what is stored of a grant for as long as it matters, also when its request failed: an end that is forgotten would be
 * undone. Anyone may send an invented token, and nothing is stored of one that named no grant. `deleteTokens` deletes the
 * tokens of an ended grant, and the personal ones that were made over it; where that fails, the next request does it.
 */
async function keepGrant(storage: GrantObjectStorage, deleteTokens: () => Promise<void>): Promise<void> {
  const isEnded = await storage.get<boolean>('revoked');
  if (!isEnded && !(await hasAnswered(storage))) return;
  await storage.setAlarm(Date.now() + (isEnded ? REVOKED_LIFETIME_MS : LIFETIME_MS));
  if (!isEnded || (await storage.get<boolean>('tokensDeleted'))) return;
  await deleteTokens();
  await storage.put('tokensDeleted', true);
}

function libraryRequest({ form, authorization }: TokenRequest, { url, headers: incoming }: Request): Request {
  const headers = new Headers({ 'content-type': 'application/x-www-form-urlencoded' });
  const origin = incoming.get('origin');
  if (authorization !== null) headers.set('authorization', authorization);
  if (origin !== null) headers.set('origin', origin);
  return new Request(new URL(TOKEN_PATH, url), { method: 'POST', headers, body: form });
}
