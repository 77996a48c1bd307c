import type { FixtureRequest, Reply } from './answer-set.ts';
import type { ReplyMutation } from './fixture-server.ts';

/** A seeded fault: the one check that must find it, what is wrong in words, and the wrong answer. */
export type SeededFault = readonly [check: string, fault: string, seed: ReplyMutation];

type Fields = { readonly [field: string]: unknown };

/** Where a server says what it protects and who signs people in for it. */
export const RESOURCE_METADATA = '/.well-known/oauth-protected-resource/mcp';

/** Where the server that signs people in describes itself. */
export const SERVER_METADATA = '/.well-known/oauth-authorization-server';

/** Breaks the answers to the requests that match. */
export function whenRequest(matches: (request: FixtureRequest) => boolean, change: ReplyMutation): ReplyMutation {
  return (reply, request) => (matches(request) ? change(reply, request) : reply);
}

/** Breaks one path. */
export const whenPath = (path: string, change: ReplyMutation) =>
  whenRequest((request) => request.path === path, change);

/** Breaks one method of JSON-RPC. */
export const whenRpc = (rpc: string, change: ReplyMutation) => whenRequest((request) => request.rpc === rpc, change);

/** Breaks every POST to the endpoint. */
export const whenPost = (change: ReplyMutation) =>
  whenRequest(({ method, path }) => method === 'POST' && path === '/mcp', change);

/** Breaks every 401. */
export function when401(change: ReplyMutation): ReplyMutation {
  return (reply, request) => (reply.status === 401 ? change(reply, request) : reply);
}

/** Answers with a status and nothing else. */
export function replyStatus(status: number, headers: Reply['headers'] = {}): ReplyMutation {
  return () => ({ status, headers, body: '' });
}

/** Answers with a page in HTML. */
export function replyHtml(status: number): ReplyMutation {
  return () => ({ status, headers: { 'content-type': 'text/html' }, body: '<h1>Hello</h1>' });
}

/** Leaves a header out. */
export function without(name: string): ReplyMutation {
  return ({ headers: { [name]: _, ...headers }, ...reply }) => ({ ...reply, headers });
}

/** Replaces the challenge of a 401. */
export function replaceChallenge(change: (challenge: string) => string): ReplyMutation {
  return when401((reply) => {
    const known = reply.headers['www-authenticate'] ?? '';
    return { ...reply, headers: { ...reply.headers, 'www-authenticate': change(known) } };
  });
}

/** Replaces fields of a document. */
export function replaceFields(change: Fields | ((request: FixtureRequest) => Fields)): ReplyMutation {
  return (reply, request) => {
    const changed = typeof change === 'function' ? change(request) : change;
    return { ...reply, body: { ...(reply.body as Fields), ...changed } };
  };
}

/** Replaces fields of the result of a JSON-RPC answer; an error stays as it is. */
export function replaceResult(change: Fields): ReplyMutation {
  return (reply) => {
    if (reply.status !== 200) return reply;
    const message = reply.body as { readonly result: Fields };
    return { ...reply, body: { ...message, result: { ...message.result, ...change } } };
  };
}
