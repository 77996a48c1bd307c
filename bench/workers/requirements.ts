import type { Database } from '@aisystant/mcp/d1';
import { requirementTypes } from '../../workers/requirements-mcp/src/domain/dictionaries.ts';
import type { Status } from '../../workers/requirements-mcp/src/domain/status.ts';
import { findEntities } from '../../workers/requirements-mcp/src/queries/find-entities.ts';
import { treeBelow } from '../../workers/requirements-mcp/src/queries/tree.ts';
import { d1RequirementsStore } from '../../workers/requirements-mcp/src/store/d1-requirements-store.ts';

// What a member of one workspace asks of its store, each by POST of a query.

interface Env {
  readonly DB: D1Database;
}

/** The member of the workspace that is filled. */
const MEMBER = { workspace: 'bench', id: 'member', name: 'Бенч', role: 'administrator' } as const;
const CALLER = {
  ...{ ...MEMBER, email: null, own: true, personal: MEMBER, requirementTypes, clientId: 'bench' },
  founding: () => [],
};
const membership = async () => CALLER;

/** A page of the requirements that a query finds; how many there are. */
async function found(query: string, { DB }: Env, asked: { offset?: number; status?: Status } = {}): Promise<number> {
  const store = d1RequirementsStore(DB as unknown as Database, membership);
  const where = { query, types: ['requirement'] as const, limit: 20, offset: 0, ...asked };
  return (await findEntities(store, where, ({ referenceId }, snippet) => ({ referenceId, snippet }))).total;
}

const asked: { readonly [path: string]: (query: string, env: Env) => Promise<unknown> } = {
  '/search': (query, env) => found(query, env),
  '/deep': (query, env) => found(query, env, { offset: 9_900 }),
  '/filtered': (query, env) => found(query, env, { status: 'Obsolete' }),
  '/hierarchy': async (query, { DB }) => {
    const store = d1RequirementsStore(DB as unknown as Database, membership);
    const epic = await store.find(query);
    return epic === null ? 0 : (await treeBelow(store, epic.id)).nodes.length;
  },
  '/create': async (title, { DB }) => {
    const store = d1RequirementsStore(DB as unknown as Database, membership);
    const id = crypto.randomUUID();
    const facts = { type: 'epic', parentId: null, criteriaId: null, requirementType: null } as const;
    const fields = { title, description: null, status: 'Backlog', priority: 1, assigneeId: null } as const;
    const entity = { id, ...facts, ...fields, createdAt: new Date().toISOString() };
    const made = await store.create(entity, { key: `bench:${id}`, fingerprint: null });
    return made.ok ? made.value.value.referenceId : null;
  },
  '/titles': async (_, { DB }) => {
    const sql = "SELECT title FROM entity WHERE type = 'requirement' ORDER BY n * 7919 % 10007 LIMIT 100";
    return (await DB.prepare(sql).all<{ title: string }>()).results.map(({ title }) => title);
  },
};

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const ask = asked[new URL(request.url).pathname];
    const { query } = await request.json<{ query: string }>();
    const result = ask ? await ask(query, env) : null;
    return result === null || result === 0 ? new Response('nothing', { status: 500 }) : Response.json({ result });
  },
};
