import type { Reply, Visit } from './answer-set.ts';
import type { Seed } from './fixture-server.ts';

/** A seeded fault: the one check that must find it, what is wrong in words, and the wrong answer. */
export type SeededFault = readonly [check: string, fault: string, seed: Seed];

type Fields = { readonly [field: string]: unknown };

/** Where a server says what it protects and who signs people in for it. */
export const RESOURCE_METADATA = '/.well-known/oauth-protected-resource/mcp';

/** Where the server that signs people in describes itself. */
export const SERVER_METADATA = '/.well-known/oauth-authorization-server';

/** Breaks the answers to some requests. */
export function where(matches: (visit: Visit) => boolean, change: Seed): Seed {
  return (reply, visit) => (matches(visit) ? change(reply, visit) : reply);
}

/** Breaks one path. */
export const at = (path: string, change: Seed) => where((visit) => visit.path === path, change);

/** Breaks one method of JSON-RPC. */
export const on = (rpc: string, change: Seed) => where((visit) => visit.rpc === rpc, change);

/** Breaks every POST to the endpoint. */
export const posted = (change: Seed) => where(({ method, path }) => method === 'POST' && path === '/mcp', change);

/** Breaks every 401. */
export function refused(change: Seed): Seed {
  return (reply, visit) => (reply.status === 401 ? change(reply, visit) : reply);
}

/** Answers with a status and nothing else. */
export function bare(status: number, headers: Reply['headers'] = {}): Seed {
  return () => ({ status, headers, body: '' });
}

/** Answers with a page in HTML. */
export function page(status: number): Seed {
  return () => ({ status, headers: { 'content-type': 'text/html' }, body: '<h1>Hello</h1>' });
}

/** Leaves a header out. */
export function without(name: string): Seed {
  return ({ headers: { [name]: _, ...headers }, ...reply }) => ({ ...reply, headers });
}

/** Rewrites the challenge of a 401. */
export function challenged(change: (challenge: string) => string): Seed {
  return refused((reply) => {
    const known = reply.headers['www-authenticate'] ?? '';
    return { ...reply, headers: { ...reply.headers, 'www-authenticate': change(known) } };
  });
}

/** Changes fields of a document. */
export function fields(change: Fields | ((visit: Visit) => Fields)): Seed {
  return (reply, visit) => {
    const changed = typeof change === 'function' ? change(visit) : change;
    return { ...reply, body: { ...(reply.body as Fields), ...changed } };
  };
}

/** Changes fields of the result of a JSON-RPC answer; a refusal stays as it is. */
export function result(change: Fields): Seed {
  return (reply) => {
    if (reply.status !== 200) return reply;
    const message = reply.body as { readonly result: Fields };
    return { ...reply, body: { ...message, result: { ...message.result, ...change } } };
  };
}
