import { randomUUID } from 'node:crypto';
import { NodeEngine } from '@surrealdb/node';
import { CborCodec, type ConnectionState, ServerError, Uuid } from 'surrealdb';
import { serve } from '../serve.ts';
import { keptSessions, type SessionKey } from './sessions.ts';

/** The owner of a database in this process. */
export interface Owner {
  readonly username: string;
  readonly password: string;
}

/** How a database is started. */
export interface SurrealDbOptions {
  readonly port: number;
  readonly owner: Owner;
  /** Folder of its files; it is in memory when absent. */
  readonly folder?: string;
}

/** What a message asks for. */
interface Call {
  readonly id: unknown;
  readonly method: string;
  readonly params?: unknown[];
}

/** What anybody may ask without a token: the engine would let an anonymous session do anything. */
const OPEN_METHODS = ['version', 'signin', 'authenticate'];

/**
 * Serves the engine of SurrealDB in this process behind `/rpc` and `/health` as its server has them: CBOR, with the
 * namespace, the database and the token in headers.
 */
export async function serveSurrealDb({ port, owner, folder }: SurrealDbOptions): Promise<void> {
  const cbor = new CborCodec({});
  const engine = new NodeEngine({
    options: {},
    uniqueId: () => randomUUID(),
    codecs: { cbor, flatbuffer: cbor, json: cbor },
  });
  await opened(engine, folder === undefined ? 'mem://' : `surrealkv://${folder}`);
  const { username, password } = owner;
  const define = `DEFINE USER OVERWRITE ${username} ON ROOT PASSWORD ${JSON.stringify(password)} ROLES OWNER`;
  await engine.send({ method: 'query', params: [define] });
  const sessions = keptSessions(async ({ namespace, database, token }) => {
    const session = new Uuid(randomUUID());
    await engine.send({ method: 'attach', session });
    if (namespace !== null) await engine.send({ method: 'use', params: [namespace, database], session });
    if (token !== null) await engine.send({ method: 'authenticate', params: [token], session });
    return { session, end: () => engine.send({ method: 'detach', session }) };
  });
  const run = async ({ method, params }: Call, key: SessionKey) => {
    if (key.token === null && !OPEN_METHODS.includes(method)) throw notAllowed();
    const session = await sessions(key);
    return engine.send({ method, session, ...(params && { params }) });
  };
  await serve({ fetch: (request) => answer(request, run, cbor) }, port);
}

function opened(engine: NodeEngine, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    engine.subscribe('connected', resolve);
    engine.subscribe('error', reject);
    engine.open({ url: new URL(address) } as ConnectionState);
  });
}

async function answer(
  request: Request,
  run: (call: Call, key: SessionKey) => Promise<unknown>,
  cbor: CborCodec,
): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === '/health') return new Response(null);
  if (pathname !== '/rpc' || request.method !== 'POST') return new Response('Not found', { status: 404 });
  const { headers } = request;
  const key = {
    namespace: headers.get('surreal-ns'),
    database: headers.get('surreal-db'),
    token: /^Bearer (.+)$/.exec(headers.get('authorization') ?? '')?.[1] ?? null,
  };
  const call = cbor.decode<Call>(new Uint8Array(await request.arrayBuffer()));
  const outcome = await run(call, key).then(
    (result) => ({ id: call.id, result }),
    (error: unknown) => ({ id: call.id, error: errorOf(error) }),
  );
  return new Response(new Uint8Array(cbor.encode(outcome)), { headers: { 'content-type': 'application/cbor' } });
}

/** An error as the protocol has it. */
function errorOf(error: unknown) {
  if (!(error instanceof ServerError)) return { code: -32_000, kind: 'Internal', message: String(error) };
  const { code, kind, message, details } = error;
  return { code, kind, message, ...(details && { details }) };
}

const notAllowed = () =>
  new ServerError({ kind: 'NotAllowed', code: -32_002, message: 'Anonymous access not allowed' });
