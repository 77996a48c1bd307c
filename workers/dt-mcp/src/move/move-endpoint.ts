import { ToolError } from '@aisystant/mcp';
import { readJson } from '@aisystant/oauth/body';
import { timingSafeEqual } from '@aisystant/oauth/secret';
import * as z from 'zod';
import { type MovableTwin, MoveConflict } from '../store/home.ts';
import { movableObject } from '../store/movable-object.ts';
import { LEAST_KEY } from '../store/surrealdb/config.ts';
import { movableRecords } from '../store/surrealdb/movable-records.ts';
import { learnerNameOf } from '../store/surrealdb/surrealdb-stores.ts';
import { moveTwin } from './move-twin.ts';
import type { TwinPlaces } from './routed-twin.ts';

/** Where an operator moves learners. */
export const MOVE_PATH = '/twins/move';

const MOST_BYTES = 65_536;
const Id = z.string().regex(/^[0-9a-f]{64}$/);

/** A learner by the user id, or by both names of the twin. */
const Learner = z.union([
  z.strictObject({ user: z.string().min(1).max(200) }),
  z.strictObject({ learner: Id, object: Id }),
]);

/** A part of a move, the learners who have signed in, or what a move would find. */
const MoveRequest = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('look'), twin: Learner }),
  z.strictObject({
    do: z.literal('move'),
    twin: Learner,
    to: z.enum(['durable-object', 'surrealdb']),
    move: z.string().min(1).max(100),
    cursor: z
      .strictObject({ table: z.int().nonnegative(), after: z.record(z.string(), z.unknown()).nullable() })
      .nullable(),
  }),
  z.strictObject({ do: z.literal('list'), cursor: z.string().max(1_000).nullable() }),
]);

type Env = TwinPlaces & { readonly OAUTH_KV: KVNamespace };

/**
 * Moves learners between the stores, a page a request, for the operator who has `TWIN_MOVE_KEY`. 401 without it, 400 for what is
 * no request of a move, 409 where another move goes on, 503 where a store does not answer: the last may be repeated.
 */
export async function serveMoves(request: Request, env: Env): Promise<Response> {
  const { TWIN_MOVE_KEY: key } = env;
  const [, given = ''] = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '') ?? [];
  // The configuration is not checked before this: an empty key would be equal to no key.
  if (key === undefined || key.length < LEAST_KEY || !timingSafeEqual(given, key))
    return new Response(null, { status: 401 });
  if (request.method !== 'POST') return new Response(null, { status: 405, headers: { allow: 'POST' } });
  const body = MoveRequest.safeParse(await readJson(request, MOST_BYTES));
  if (!body.success) return new Response(null, { status: 400 });
  try {
    return Response.json(await answer(body.data, env), { headers: { 'cache-control': 'no-store' } });
  } catch (error) {
    if (error instanceof MoveConflict) return new Response(null, { status: 409 });
    if (error instanceof ToolError || isTransient(error)) return new Response(null, { status: 503 });
    throw error;
  }
}

/** What a stub throws while its object is overloaded or moving. */
const isTransient = (error: unknown) => error instanceof Error && ('retryable' in error || 'overloaded' in error);

async function answer(body: z.infer<typeof MoveRequest>, env: Env): Promise<object> {
  if (body.do === 'list') return listUsers(env.OAUTH_KV, body.cursor);
  const stores = await storesOf(body.twin, env);
  if (body.do === 'look') {
    const look = async (store: MovableTwin) => ({ ...(await store.at()), rows: await store.rows() });
    return { 'durable-object': await look(stores['durable-object']), surrealdb: await look(stores.surrealdb) };
  }
  const { to, move, cursor } = body;
  const from = to === 'surrealdb' ? 'durable-object' : 'surrealdb';
  return moveTwin({ from: stores[from], to: stores[to] }, move, cursor);
}

async function storesOf(twin: z.infer<typeof Learner>, env: Env) {
  const id = 'user' in twin ? env.TWIN.idFromName(twin.user) : env.TWIN.idFromString(twin.object);
  const learner = 'user' in twin ? await learnerNameOf(twin.user) : twin.learner;
  return { 'durable-object': movableObject(env.TWIN.get(id)), surrealdb: movableRecords(env, learner, String(id)) };
}

/** A page of the user ids of those with a grant or a personal token; one may be on several pages. */
async function listUsers(kv: KVNamespace, cursor: string | null): Promise<object> {
  const [kind = 'grant', after] = cursor?.split(' ') ?? [];
  const page = await kv.list({ prefix: `${kind}:`, ...(after && { cursor: after }) });
  const users = [...new Set(page.keys.map(({ name }) => name.split(':')[1] ?? ''))];
  const next = page.list_complete ? (kind === 'grant' ? 'pats' : null) : `${kind} ${page.cursor}`;
  return { users, next };
}
