import { compareSync, hashSync } from 'bcryptjs';
import { newPersonalToken } from '../../packages/oauth/src/personal-token.ts';
import { findPersonalToken } from '../../packages/oauth/src/personal-tokens.ts';
import { sha256Base64Url } from '../../packages/oauth/src/secret.ts';

// Two ways to check a personal token, each by POST of the token: by the hash of the token, and by bcrypt over all of them.

interface Env {
  /** The tokens of one size; under `sample` some of them as plain text. */
  readonly KV: KVNamespace;
}

const SERVER = { name: 'requirements-mcp', tokenPrefix: 'mcp_pat_' };
/** What the document's server stores, at its cost; the sought token is the last. */
const COST = 10;
const hashes = new Map<number, readonly string[]>();
const secret = (n: number) => `secret-${n}`;

function hashesOf(count: number): readonly string[] {
  const known = hashes.get(count) ?? Array.from({ length: count }, (_, n) => hashSync(secret(n), COST));
  hashes.set(count, known);
  return known;
}

/** Makes tokens, which are the sample that is looked up, and marks whose store it is. */
async function fill(kv: KVNamespace, count: number, size: number): Promise<Response> {
  const created = Math.floor(Date.now() / 1000);
  const made = Array.from({ length: count }, async () => {
    const token = await newPersonalToken(SERVER);
    const facts = { id: 'bench', name: 'bench', scopes: ['requirements:read'], created, expires: created + 86_400 };
    const stored = { ...facts, userId: crypto.randomUUID(), resource: 'bench' };
    await kv.put(`pat:${await sha256Base64Url(token)}`, JSON.stringify(stored));
    return token;
  });
  await kv.put('sample', JSON.stringify(await Promise.all(made)));
  await kv.put(`size:${size}`, '');
  return Response.json({ result: count });
}

export default {
  async fetch(request: Request, { KV }: Env): Promise<Response> {
    const { pathname } = new URL(request.url);
    const { token = '', count = 0, size = 0 } = await request.json<{ token?: string; count?: number; size?: number }>();
    if (pathname === '/fill') return fill(KV, count, size);
    if (pathname === '/sample') return Response.json({ result: await KV.get('sample', 'json') });
    if (pathname.startsWith('/bcrypt/')) {
      const count = Number(pathname.slice('/bcrypt/'.length));
      const found = hashesOf(count).findIndex((hash) => compareSync(secret(count - 1), hash));
      return found === count - 1 ? Response.json({ result: found }) : new Response('not found', { status: 500 });
    }
    const found = await findPersonalToken(KV, SERVER, token);
    return found ? Response.json({ result: found.id }) : new Response('not found', { status: 500 });
  },
};
