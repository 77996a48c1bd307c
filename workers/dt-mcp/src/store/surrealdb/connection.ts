import { ToolError } from '@aisystant/mcp';
import { type BoundQuery, CborCodec, type ConnectionState, HttpEngine, ServerError } from 'surrealdb';
import type { SurrealDbEnv } from './config.ts';
import { learnerToken } from './learner-token.ts';

/** A query that takes longer is given up: the call has a deadline of its own. */
const TIMEOUT_MS = 8_000;

/** What the engine of the SDK needs of a connection. */
type State = ConstructorParameters<typeof HttpEngine>[0];

const cbor = new CborCodec({});
const CONTEXT: State = {
  options: {
    fetchImpl: (input: RequestInfo | URL, init?: RequestInit) =>
      fetch(input, { ...init, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) }),
  },
  uniqueId: () => crypto.randomUUID(),
  codecs: { cbor, flatbuffer: cbor, json: cbor },
};

/**
 * The HTTP engine of the SDK with the token of a learner from the beginning: one request a query. `connect()` of the SDK
 * would ask for the version and announce the token first.
 */
class Engine extends HttpEngine {
  constructor({ SURREALDB_URL, SURREALDB_NAMESPACE, SURREALDB_DATABASE }: SurrealDbEnv, accessToken: string) {
    super(CONTEXT);
    const rootSession = {
      id: undefined,
      namespace: SURREALDB_NAMESPACE,
      database: SURREALDB_DATABASE,
      accessToken,
      refreshToken: undefined,
      variables: {},
      authRenewal: undefined,
      authOverriden: false,
    };
    this._state = {
      url: new URL('/rpc', SURREALDB_URL),
      rootSession,
      sessions: new Map(),
    } as unknown as ConnectionState;
  }
}

/** Another write came first: nothing was written, and the same may be tried again. */
export class StaleError extends Error {
  override readonly name = 'StaleError';
}

/** Thrown by the guard of a write, see {@link Learner}. */
export const STALE = 'stale';

/**
 * Runs a query as a learner and gives the result of each statement. Throws `UNAVAILABLE` for a database that is down, slow or
 * not one, {@link StaleError} for a conflict of two writes, and `ServerError` for a query that the database refuses.
 */
export async function runQuery(env: SurrealDbEnv, learner: string, query: BoundQuery): Promise<readonly unknown[]> {
  const engine = new Engine(env, await learnerToken(env, learner));
  const results: unknown[] = [];
  const errors: ServerError[] = [];
  try {
    for await (const { kind, result, error } of engine.query(query, undefined)) {
      if (error) errors.push(error);
      else results.push(kind === 'single' ? result?.[0] : result);
    }
  } catch (error) {
    throw error instanceof ServerError ? error : unavailable();
  }
  if (errors.some(isConflict)) throw new StaleError();
  // The statements around the one that failed say only that they did not run.
  const [failure] = [...errors.filter(({ kind }) => kind !== 'Query'), ...errors];
  if (failure) throw failure;
  return results;
}

function isConflict({ kind, message }: ServerError): boolean {
  if (kind === 'Thrown') return message.endsWith(STALE);
  return message.includes('can be retried');
}

/** The database did not answer, or what answered is none. */
export function unavailable(): ToolError {
  return new ToolError('UNAVAILABLE', 'Хранилище сейчас не отвечает.', { hint: 'Повторите вызов через минуту.' });
}
